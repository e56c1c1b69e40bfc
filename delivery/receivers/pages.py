"""Receivers for pages: the pages themselves, who may read them, the sites they are on, and redirects to them."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import CommentPolicy, HomePage, SectionPage
from cms.signals import takedown_changed
from delivery import invalidation, removals
from delivery.caching.tags import EVERYTHING, UNRESOLVED
from delivery.content.build import place_tag, redirect_tag
from delivery.log import queue_purge
from delivery.models import Edition
from delivery.receivers.commits import invalidate_tagged, publish_if_written
from delivery.subjects import Kind, edition_id


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
        tags = _tags_of(instance)
        if moves_others or takes_off_others:
            token = invalidation.invalidate_subtree(instance, tags, now=now)
        else:
            token = invalidation.invalidate_tagged(tags, edition_ids=_editions_of(instance), now=now)
        if takes_off:
            removals.hide_editions(_editions_of(instance))
            removals.require_recompilation_of_tagged([f"page:{instance.pk}"])
        if takes_off_others:
            removals.require_recompilation_below(instance)
        closes_comments = getattr(instance, "comment_policy", None) == CommentPolicy.OFF
        if closes_comments:
            removals.require_recompilation_of_comments(instance.pk)
        if moves_others:
            removals.require_recompilation_of_misplaced(instance.path, instance.url_path)
        if Site.objects.filter(root_page__translation_key=instance.translation_key).exists():
            _clear_site_cache_after_commit()
        takes_away = takes_off or moves_others or closes_comments
        publish_if_written(signal, token, takes_away=takes_away, page_id=instance.pk)


@receiver(takedown_changed)
def on_takedown_changed(
    sender: type,
    signal: Any,
    page_ids: Sequence[int],
    media: Sequence[tuple[Kind, int]],
    is_down: bool,
    **kwargs: Any,
) -> None:
    pages = Page.objects.filter(pk__in=page_ids).order_by("pk")
    moved = [f"{kind}:{object_id}" for kind, object_id in media]
    tags = [*(tag for page in pages for tag in _tags_of(page)), *moved]
    edition_ids = [*page_ids, *(edition_id(kind, object_id) for kind, object_id in media)]
    with transaction.atomic():
        token = invalidation.invalidate_tagged(
            tags, edition_ids=edition_ids, taken_away=moved, now=timezone.now()
        )
        if is_down:
            removals.take_down(page_ids)
        removals.require_recompilation_of_shown(moved)
        queue_purge([*moved, UNRESOLVED] if moved else [])
        for page_id in page_ids:
            publish_if_written(signal, token, takes_away=is_down, page_id=page_id)


def _tags_of(page: Page) -> list[str]:
    """Return the tags of what may show a page, or lacks it."""
    tags = [f"page:{page.pk}", f"translation:{page.translation_key}", place_tag(page.url_path)]
    # The home page and the site list the sections below the home page, and no other children.
    return [*tags, f"children:{page.path[: -page.steplen]}"] if _is_a(SectionPage, page) else tags


def _editions_of(page: Page) -> list[int]:
    """Return the keys of the editions that a page may have: its own, and of a home page that of the site."""
    return [edition_id("site", page.pk), page.pk] if _is_a(HomePage, page) else [page.pk]


def _is_a(kind: type[Page], page: Page) -> bool:
    return issubclass(page.specific_class or Page, kind)


def _is_taken_off(page: Page, written: frozenset[str] | None) -> bool:
    # A draft is saved without the field `live`. The instance may have been read before the page was published.
    return not page.live and (written is None or "live" in written)


def _moves_others(page: Page) -> bool:
    # A move or a new slug changes every URL below, and may lead under a restriction or out of it.
    if removals.is_misplaced(page.path, page.url_path):
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
            removals.hide_subtree(instance.page.path)
        publish_if_written(signal, token, takes_away=signal is not post_delete)


@receiver([pre_save, post_save, post_delete], sender=Site)
def on_site_written(sender: type, instance: Site, signal: Any, **kwargs: Any) -> None:
    _clear_site_cache_after_commit()
    instance.clear_site_root_paths_cache()
    with transaction.atomic():
        token = invalidation.invalidate_all(now=timezone.now())
        # A site may change every URL, and another one may become the default one, whose pages alone are public.
        removals.require_recompilation_of_all()
        queue_purge([EVERYTHING])
        # `everything` is purged already.
        publish_if_written(signal, token, takes_away=False)


@receiver(pre_save, sender=Redirect)
def on_redirect_to_be_written(sender: Any, instance: Any, **kwargs: Any) -> None:
    instance.path_before = sender.objects.filter(pk=instance.pk).values_list("old_path", flat=True).first()


@receiver([post_save, post_delete], sender=Redirect)
def on_redirect_written(sender: type, instance: Any, signal: Any, **kwargs: Any) -> None:
    paths = {instance.old_path, getattr(instance, "path_before", None)} - {None}
    invalidate_tagged([redirect_tag(path) for path in paths], signal, purge=[UNRESOLVED])
