"""The signals that delivery listens to. A receiver writes invalidations and queues purges, and nothing else.

What was invalidated is compiled, and what was queued is purged, right after the commit and still in the request.

The signals of saving and deleting are used, not Wagtail's `page_published` and `page_unpublished`: an alias sends
none of these, and a deletion sends them while the row still exists.
"""

import threading
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from cms.models import (
    Author,
    CommentPolicy,
    Download,
    HomePage,
    Image,
    SiteSettings,
    SiteTexts,
    Topic,
    rights,
)
from cms.renditions import RENDITIONS, rendition_subject
from comments.signals import thread_changed
from delivery import invalidation
from delivery.caching.tags import EVERYTHING, UNRESOLVED
from delivery.content.build import place_tag, redirect_tag
from delivery.counts import count_comments
from delivery.invalidation import IN_REQUEST
from delivery.kinds import KINDS
from delivery.log import queue_purge
from delivery.models import Edition
from delivery.outbox.purging import purge_caches
from delivery.publish import publish_invalidated, publish_queued, publish_tokens
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

# The parts of a site's settings that articles depend on, with their columns.
_SETTINGS: dict[str, tuple[str, ...]] = {
    "comment_rules": ("comments_enabled", "comments_close_after_days"),
    "publisher": ("name", "publisher_name", "publisher_legal_name", "publisher_url", "publisher_logo_id"),
    "rights": rights.NAMES,
}


class _Pending(threading.local):
    """The tokens of what the running transaction of this thread has invalidated.

    `left` is the number of written pages that may still be compiled after its commit.
    """

    def __init__(self) -> None:
        self.tokens: list[uuid.UUID] = []
        self.left = 0


_pending = _Pending()


@receiver([post_save, pre_delete, post_delete])
def on_page_written(sender: type, instance: Any, signal: Any, raw: bool = False, **kwargs: Any) -> None:
    if not isinstance(instance, Page) or raw:
        return
    now = timezone.now()
    moves_others = signal is post_save and _moves_others(instance)
    takes_off = signal is not post_save or _is_taken_off(instance, kwargs.get("update_fields"))
    takes_off_others = takes_off and instance.numchild > 0
    with transaction.atomic():
        # All invalidations before any edition: the order in which all writers lock.
        parent_path = instance.path[: -instance.steplen]
        tags = [
            f"page:{instance.pk}",
            f"translation:{instance.translation_key}",
            f"children:{parent_path}",
            place_tag(instance.url_path),
        ]
        if moves_others or takes_off_others:
            token = invalidation.invalidate_subtree(instance, tags, now=now)
        else:
            token = invalidation.invalidate_tagged(tags, edition_ids=_editions_of(instance), now=now)
        if takes_off:
            invalidation.hide_page(instance.pk)
            invalidation.require_recompilation_of_tagged([f"page:{instance.pk}"])
        if takes_off_others:
            invalidation.require_recompilation_below(instance)
        if getattr(instance, "comment_policy", None) == CommentPolicy.OFF:
            invalidation.require_recompilation_of_comments(instance.pk)
        if moves_others:
            invalidation.require_recompilation_of_misplaced(instance.path, instance.url_path)
        if Site.objects.filter(root_page__translation_key=instance.translation_key).exists():
            _clear_site_cache_after_commit()
        _publish_if_written(signal, token, page_id=instance.pk)


def _editions_of(page: Page) -> list[int]:
    """Return the keys of the editions that a page may have: its own, and of a home page that of the site."""
    is_home = issubclass(page.specific_class or Page, HomePage)
    return [edition_id("site", page.pk), page.pk] if is_home else [page.pk]


def _is_taken_off(page: Page, written: frozenset[str] | None) -> bool:
    # A draft is saved without the field `live`. The instance may have been read before the page was published.
    return not page.live and (written is None or "live" in written)


def _moves_others(page: Page) -> bool:
    # A move or a new slug changes every URL below, and may lead under a restriction or out of it.
    if invalidation.is_misplaced(page.path, page.url_path):
        return True
    # Without an edition it is not known where the page was before.
    return page.numchild > 0 and not Edition.objects.filter(pk=page.pk).exists()


def _clear_site_cache_after_commit() -> None:
    # Wagtail clears its cached root paths within the transaction. Another process may cache the old ones again before
    # the commit, and what is compiled afterwards must not use them.
    transaction.on_commit(Site.clear_site_root_paths_cache)


@receiver([pre_save, post_save, post_delete], sender=PageViewRestriction)
def on_page_restricted(sender: type, instance: PageViewRestriction, signal: Any, **kwargs: Any) -> None:
    with transaction.atomic():
        token = invalidation.invalidate_subtree(instance.page, [], now=timezone.now())
        if signal is not post_delete:
            invalidation.hide_subtree(instance.page.path)
        _publish_if_written(signal, token)


@receiver([pre_save, post_save, post_delete], sender=CollectionViewRestriction)
@receiver([pre_save, post_save, post_delete], sender=Collection)
def on_collection_written(sender: type, instance: Any, signal: Any, **kwargs: Any) -> None:
    collection = instance if isinstance(instance, Collection) else instance.collection
    if not collection.path:
        return
    below = Collection.objects.filter(path__startswith=collection.path).values_list("pk", flat=True)
    tags = [f"collection:{pk}" for pk in below]
    _invalidate_tagged(tags, signal, takes_away=True, purge=[*tags, UNRESOLVED])


@receiver([post_save, post_delete, pre_delete])
def on_shown_written(sender: type, instance: Any, signal: Any, **kwargs: Any) -> None:
    kind = _SHOWN.get(sender)
    if kind:
        key = instance.hash if kind == "embed" else instance.pk
        _invalidate_tagged([f"{kind}:{key}"], signal, edition_ids=_own_editions(kind, instance))


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
    _invalidate_tagged(
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
        _invalidate_tagged([f"image:{instance.subject.partition(':')[0]}"], signal, takes_away=created)


@receiver(pre_save, sender=Redirect)
def on_redirect_to_be_written(sender: Any, instance: Any, **kwargs: Any) -> None:
    instance.path_before = sender.objects.filter(pk=instance.pk).values_list("old_path", flat=True).first()


@receiver([post_save, post_delete], sender=Redirect)
def on_redirect_written(sender: type, instance: Any, signal: Any, **kwargs: Any) -> None:
    paths = {instance.old_path, getattr(instance, "path_before", None)} - {None}
    _invalidate_tagged([redirect_tag(path) for path in paths], signal, purge=[UNRESOLVED])


@receiver([pre_save, post_save, post_delete], sender=Site)
def on_site_written(sender: type, instance: Site, signal: Any, **kwargs: Any) -> None:
    _clear_site_cache_after_commit()
    instance.clear_site_root_paths_cache()
    with transaction.atomic():
        token = invalidation.invalidate_all(now=timezone.now())
        # A site may change every URL and take pages out of its tree, and another one may become the main one.
        invalidation.require_recompilation_of_all()
        queue_purge([EVERYTHING])
        _publish_if_written(signal, token)


@receiver(pre_save, sender=SiteSettings)
def on_settings_to_be_written(sender: Any, instance: SiteSettings, **kwargs: Any) -> None:
    instance.columns_before = sender.objects.filter(pk=instance.pk).values().first()


@receiver([post_save, post_delete], sender=SiteSettings)
def on_settings_written(sender: type, instance: SiteSettings, signal: Any, **kwargs: Any) -> None:
    before = instance.columns_before if signal is post_save else None
    changed = [
        part
        for part, columns in _SETTINGS.items()
        if before is None or any(before[name] != getattr(instance, name) for name in columns)
    ]
    tags = [f"{part}:{instance.site_id}" for part in ("settings", *changed)]
    # Comments may have been switched off.
    _invalidate_tagged(tags, signal, takes_away="comment_rules" in changed)


@receiver([post_save, post_delete], sender=SiteTexts)
def on_texts_written(sender: type, instance: SiteTexts, signal: Any, **kwargs: Any) -> None:
    sites = SiteSettings.objects.filter(pk=instance.settings_id).values_list("site_id", flat=True)
    _invalidate_tagged([f"settings:{site_id}" for site_id in sites], signal)


@receiver(thread_changed)
def on_thread_changed(sender: Any, article_id: int, **kwargs: Any) -> None:
    count_comments(article_id)
    transaction.on_commit(_purge, robust=True)


def _own_editions(kind: str, instance: Any) -> list[int]:
    return [edition_id(own, instance.pk) for own in KINDS if own == kind and instance.pk]


def _invalidate_tagged(
    tags: list[str],
    signal: Any,
    *,
    edition_ids: Sequence[int] = (),
    takes_away: bool = False,
    purge: Sequence[str] = (),
) -> None:
    with transaction.atomic():
        token = invalidation.invalidate_tagged(
            tags, edition_ids=edition_ids, takes_away=takes_away, now=timezone.now()
        )
        if takes_away:
            invalidation.require_recompilation_of_shown(tags)
        queue_purge(purge)
        _publish_if_written(signal, token)


def _publish_if_written(signal: Any, token: uuid.UUID, *, page_id: int | None = None) -> None:
    # Before the write the page would be compiled as it was. The signal after it publishes.
    if signal is not pre_save and signal is not pre_delete:
        _pending.tokens.append(token)
        transaction.on_commit(partial(_publish_pending, page_id), robust=True)


def _publish_pending(page_id: int | None) -> None:
    # The first of several callbacks takes all tokens, so that the limit is that of the whole transaction.
    # A transaction that was rolled back leaves tokens that name no invalidation.
    tokens, _pending.tokens = _pending.tokens, []
    if tokens:
        _pending.left = IN_REQUEST
        publish_tokens(tokens, limit=IN_REQUEST, now=timezone.now())
    if page_id is not None and _pending.left:
        # The page itself is compiled in the request, however many others show it.
        _pending.left -= 1
        publish_invalidated([page_id], now=timezone.now())
    publish_queued(limit=IN_REQUEST, now=timezone.now())
    _purge()


def _purge() -> None:
    purge_caches(timezone.now())
