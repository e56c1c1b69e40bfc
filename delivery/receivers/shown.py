"""Receivers for what pages show: authors, topics, videos, images, files, and the number of comments."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.embeds.models import Embed
from wagtail.models import Collection, CollectionViewRestriction, Locale

from cms.models import ArticleVersion, Author, Download, Image, Topic
from cms.renditions import RENDITIONS, rendition_subject
from comments.signals import thread_changed
from delivery.caching.tags import COMMENTS, UNRESOLVED, comments_tag, page_tag
from delivery.kinds import KINDS
from delivery.log import queue_purge
from delivery.receivers.commits import invalidate_tagged, purge
from delivery.subjects import edition_id
from jobs.models import Failure

# Models whose rows are shown in editions, and the kind of tag that names them.
_SHOWN: dict[type, str] = {Author: "author", Embed: "embed", Locale: "locale", Topic: "tag"}
# The same for files, with the columns that identify the file: another file, or another collection, may take
# something away.
_FILES: dict[type, tuple[str, ...]] = {
    Image: ("image", "collection_id", "file", "version"),
    Download: ("download", "collection_id", "public_on_its_own", "file", "sha256"),
}


@receiver([pre_save, post_save, post_delete], sender=CollectionViewRestriction)
@receiver([pre_save, post_save, post_delete], sender=Collection)
def on_collection_written(sender: type, instance: Any, signal: Any, **kwargs: Any) -> None:
    collection = instance if isinstance(instance, Collection) else instance.collection
    if not collection.path:
        return
    below = Collection.objects.filter(path__startswith=collection.path).values_list("pk", flat=True)
    tags = [f"collection:{pk}" for pk in below]
    invalidate_tagged(tags, signal, takes_away=True, purge=[*tags, UNRESOLVED])


@receiver([post_save, post_delete, pre_delete])
def on_shown_written(sender: type, instance: Any, signal: Any, **kwargs: Any) -> None:
    kind = _SHOWN.get(sender)
    if kind:
        key = instance.hash if kind == "embed" else instance.pk
        invalidate_tagged([f"{kind}:{key}"], signal, edition_ids=_own_editions(kind, instance))


@receiver(pre_save, sender=Image)
@receiver(pre_save, sender=Download)
def on_file_to_be_written(sender: Any, instance: Any, **kwargs: Any) -> None:
    _kind, *columns = _FILES[sender]
    instance.file_before = sender.objects.filter(pk=instance.pk).values_list(*columns).first()


@receiver([post_save, pre_delete, post_delete], sender=Image)
@receiver([post_save, pre_delete, post_delete], sender=Download)
def on_file_written(sender: Any, instance: Any, signal: Any, **kwargs: Any) -> None:
    kind, *columns = _FILES[sender]
    is_deleted = signal is not post_save
    before = instance.file_before if not is_deleted else None
    after = tuple(getattr(instance, name) for name in columns)
    # A new file counts as well: a cache may have stored that it was not found.
    is_other = is_deleted or before != after
    is_lost = sender is Download and not instance.sha256
    # Other renditions alone take nothing away: the old URLs show the new ones until the editions are compiled.
    takes_away = is_deleted or (before is not None and (before[0] != after[0] or is_lost))
    if is_other and sender is Image:
        # A failure of the file before does not delay the renditions of this one.
        Failure.objects.filter(task=RENDITIONS, subject=rendition_subject(instance)).delete()
    tags = [f"{kind}:{instance.pk}"]
    invalidate_tagged(
        tags,
        signal,
        edition_ids=_own_editions(kind, instance),
        takes_away=takes_away,
        purge=[*tags, UNRESOLVED] if is_other else (),
    )


@receiver([post_save, post_delete], sender=Failure)
def on_renditions_failed(
    sender: type, instance: Failure, signal: Any, created: bool = False, **kwargs: Any
) -> None:
    # At the first failure and at the success after it; further failures change nothing.
    if instance.task == RENDITIONS and (created or signal is post_delete):
        invalidate_tagged([f"image:{instance.subject.partition(':')[0]}"], signal, takes_away=created)


@receiver(post_save, sender=ArticleVersion)
def on_version_withheld(sender: type, instance: ArticleVersion, created: bool, **kwargs: Any) -> None:
    # A new one is public at the earliest with the change of the article, which purges the same.
    if not created:
        queue_purge([page_tag(instance.page_id)])
        transaction.on_commit(purge, robust=True)


@receiver(thread_changed)
def on_thread_changed(sender: Any, article_id: int, **kwargs: Any) -> None:
    queue_purge([comments_tag(article_id), COMMENTS])
    transaction.on_commit(purge, robust=True)


def _own_editions(kind: str, instance: Any) -> list[int]:
    return [edition_id(own, instance.pk) for own in KINDS if own == kind and instance.pk]
