"""What delivery listens to. A receiver writes marks and nothing else.

The signals of saving and deleting are the truth, not Wagtail's published and unpublished: an alias
sends none, and a deletion sends them while the row is still there.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from cms.models import Author, CommentPolicy, Download, Image, SiteSettings
from cms.renditions import RENDITIONS, rendition_subject
from comments.signals import thread_changed
from delivery import invalidation as marks
from delivery.caching.tags import UNRESOLVED
from delivery.jobs import count_comments, publish_after_commit, purge_after_commit
from delivery.models import Edition
from delivery.purge_queue import forget_tags
from jobs.models import Failure

# A model whose rows are shown in editions, and the kind of tag that names them.
_SHOWN: dict[type, str] = {Author: "author", Embed: "embed", Locale: "locale", Tag: "tag"}
# Those that are files as well: what a file is known by. A new one, or another collection, may take something away.
_FILES: dict[type, tuple[str, ...]] = {
    Image: ("image", "collection_id", "file", "version", "thumbhash"),
    Download: ("download", "collection_id", "file", "sha256"),
}


@receiver([post_save, pre_delete, post_delete])
def on_page_written(sender: type, instance: Any, signal: Any, raw: bool = False, **kwargs: Any) -> None:
    if not isinstance(instance, Page) or raw:
        return
    now = timezone.now()
    moves_others = signal is post_save and _moves_others(instance)
    with transaction.atomic():
        # All marks before any edition, in the order in which everybody locks.
        mark = marks.mark_subtree if moves_others else marks.mark_page_and_tagged
        token = mark(instance, _mentions(instance), now=now)
        if signal is not post_save or _is_taken_off(instance, kwargs.get("update_fields")):
            marks.hide_page(instance.pk)
            marks.distrust_tagged([f"page:{instance.pk}"])
        if getattr(instance, "comment_policy", None) == CommentPolicy.OFF:
            marks.distrust_comments(instance.pk)
        if moves_others:
            marks.distrust_misplaced(instance.path, instance.url_path)
        if _is_root(instance):
            _forget_sites_after_commit()
        _publish_unless_before(signal, token)


def _is_taken_off(page: Page, written: frozenset[str] | None) -> bool:
    # A draft that is saved beside the live page may have been read before that was published.
    return not page.live and (written is None or "live" in written)


def _mentions(page: Page) -> list[str]:
    parent_path = page.path[: -page.steplen]
    return [f"page:{page.pk}", f"translation:{page.translation_key}", f"children:{parent_path}"]


def _moves_others(page: Page) -> bool:
    # A move or a new slug changes every address below, and may lead under a restriction or out of it.
    if marks.is_misplaced(page.path, page.url_path):
        return True
    # Without an edition of its own nothing tells where a page was before.
    return page.numchild > 0 and not Edition.objects.filter(pk=page.pk).exists()


def _is_root(page: Page) -> bool:
    return Site.objects.filter(root_page__translation_key=page.translation_key).exists()


def _forget_sites_after_commit() -> None:
    # Wagtail forgets its copy of the sites within the transaction, and another process may fetch the old ones
    # before the commit; what is compiled then must not use them.
    transaction.on_commit(Site.clear_site_root_paths_cache)


@receiver([pre_save, post_save, post_delete], sender=PageViewRestriction)
def on_page_restricted(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    with transaction.atomic():
        token = marks.mark_subtree(instance.page, [], now=timezone.now())
        if kwargs["signal"] is not post_delete:
            marks.hide_subtree(instance.page.path)
        _publish_unless_before(kwargs["signal"], token)


@receiver([pre_save, post_save, post_delete], sender=CollectionViewRestriction)
@receiver([pre_save, post_save, post_delete], sender=Collection)
def on_collection_written(sender: type, instance: Any, **kwargs: Any) -> None:
    collection = instance if isinstance(instance, Collection) else instance.collection
    if not collection.path:
        return
    below = Collection.objects.filter(path__startswith=collection.path).values_list("pk", flat=True)
    tags = [f"collection:{pk}" for pk in below]
    _mark_shown(tags, kwargs["signal"], takes_away=True, stale=[*tags, UNRESOLVED])


@receiver([post_save, post_delete, pre_delete])
def on_shown_written(sender: type, instance: Any, **kwargs: Any) -> None:
    kind = _SHOWN.get(sender)
    if kind:
        _mark_shown([f"{kind}:{instance.hash if kind == 'embed' else instance.pk}"], kwargs["signal"])


@receiver(pre_save, sender=Image)
@receiver(pre_save, sender=Download)
def on_file_to_be_written(sender: Any, instance: Any, **kwargs: Any) -> None:
    _kind, *known_by = _FILES[sender]
    instance.was_known_by = sender.objects.filter(pk=instance.pk).values_list(*known_by).first()


@receiver([post_save, pre_delete, post_delete], sender=Image)
@receiver([post_save, pre_delete, post_delete], sender=Download)
def on_file_written(sender: Any, instance: Any, signal: Any, **kwargs: Any) -> None:
    kind, *known_by = _FILES[sender]
    is_deleted = signal is not post_save
    before = instance.was_known_by if not is_deleted else None
    after = tuple(getattr(instance, name) for name in known_by)
    # A new one may have been asked for before it was there.
    is_other = is_deleted or before != after
    # A new look alone takes nothing away: the old addresses show it until the editions are made anew.
    takes_away = is_deleted or (before is not None and (before[0] != after[0] or not after[-1]))
    if is_other and sender is Image:
        # What failed before is tried anew at once.
        Failure.objects.filter(job=RENDITIONS, subject=rendition_subject(instance)).delete()
    tags = [f"{kind}:{instance.pk}"]
    _mark_shown(tags, signal, takes_away=takes_away, stale=[*tags, UNRESOLVED] if is_other else ())


@receiver([post_save, post_delete], sender=Failure)
def on_renditions_failed(
    sender: type, instance: Failure, signal: Any, created: bool = False, **kwargs: Any
) -> None:
    # Told when it fails first and when it works again, not at every try.
    if instance.job == RENDITIONS and (created or signal is post_delete):
        _mark_shown([f"image:{instance.subject.partition(':')[0]}"], signal, takes_away=created)


@receiver([post_save, post_delete], sender=Redirect)
def on_redirect_written(sender: type, instance: Redirect, **kwargs: Any) -> None:
    with transaction.atomic():
        forget_tags([UNRESOLVED])
        purge_after_commit()


@receiver([pre_save, post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=SiteSettings)
def on_site_written(sender: type, instance: Any, **kwargs: Any) -> None:
    now = timezone.now()
    if sender is Site:
        _forget_sites_after_commit()
        instance.clear_site_root_paths_cache()
    with transaction.atomic():
        token = marks.mark_all(now=now)
        # With a site every address may be another, and what has left its tree is no longer public; the
        # settings may have switched comments off.
        marks.distrust_all()
        _publish_unless_before(kwargs["signal"], token)


@receiver(thread_changed)
def on_thread_changed(sender: Any, article_id: int, **kwargs: Any) -> None:
    count_comments(article_id)
    purge_after_commit()


def _mark_shown(tags: list[str], signal: Any, *, takes_away: bool = False, stale: Sequence[str] = ()) -> None:
    with transaction.atomic():
        token = marks.mark_tagged(tags, now=timezone.now())
        if takes_away:
            marks.distrust_tagged(tags)
        forget_tags(stale)
        _publish_unless_before(signal, token)


def _publish_unless_before(signal: Any, token: uuid.UUID) -> None:
    # What is about to be written is not there yet: compiled now, it would be as before. The mark waits.
    if signal is not pre_save and signal is not pre_delete:
        publish_after_commit(token)
