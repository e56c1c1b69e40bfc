"""Storing what was compiled: swap the edition, append to the log, clear the invalidation, in one short transaction.

The invalidation is locked first. Every writer of a page writes its invalidation in its own transaction: either its
change was compiled, or the token differs and the compiled page is thrown away. Changes of what a page shows reach
its invalidation through the stored tags. A page that brings new tags is compiled once more if one of these changes
may have been committed before the tags were stored (`delivery.new_tags`). What shows the card of an edition, or a list
that it joins, leaves or moves in, is queued for invalidation: waiting for other invalidations while this one is locked
could deadlock.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cms.addresses import path_of_url
from cms.models import ArticlePage
from cms.selectors import is_taken_down, public_sentence
from delivery import counts, indexing, log, rows
from delivery.caching import tags as cache_tags
from delivery.compile import Compiled
from delivery.invalidation import queue_invalidation, queue_untold
from delivery.models import (
    Change,
    ChangeKind,
    Edition,
    GonePath,
    Invalidation,
    list_tag,
)
from delivery.new_tags import may_have_missed
from delivery.read.overviews import unreadable_authors
from delivery.read.statements import earliest
from delivery.rows import StoredTags
from delivery.subjects import FOLLOWED, subject_of
from delivery.traces import take_up
from delivery.versions import keep_version


@transaction.atomic
def store(
    edition_id: int, compiled: Compiled | None, *, token: uuid.UUID, mark: int | None, now: datetime
) -> bool:
    """Store what was compiled, or remove the edition, and return whether that is all.

    `False` means that it brought new tags, may lack a change since `mark`, and must be compiled once more. It is not
    read before that, because the change may take something away.
    """
    stored = rows.stored_tags(edition_id)
    is_lacking = compiled is not None and not compiled.tags <= stored.keys() and may_have_missed(mark)
    if compiled is not None:
        compiled.edition.needs_recompilation = is_lacking
    invalidation = Invalidation.objects.select_for_update().filter(edition_id=edition_id).first()
    if invalidation is None or invalidation.token != token:
        return True
    edition = Edition.objects.select_for_update().defer("full").filter(pk=edition_id).first()
    if edition is not None:
        keep_version(edition, compiled.edition if compiled else None)
    if compiled is not None:
        _swap(edition, compiled, stored, was_missed=invalidation.attempts > 0, now=now)
    elif edition is not None:
        _remove(edition, stored, now=now)
    elif is_taken_down(edition_id):
        _mind_killed(edition_id, is_told=not invalidation.is_killed, now=now)
    if not is_lacking:
        invalidation.delete()
    return not is_lacking


def _swap(
    edition: Edition | None, compiled: Compiled, stored: StoredTags, *, was_missed: bool, now: datetime
) -> None:
    new = compiled.edition
    # A client that took a snapshot while the page was hidden does not have it, so equal bytes are logged as well.
    was_seen = edition is not None and not was_missed and edition.is_public_at(now)
    is_moved = edition is None or edition.path != new.path
    is_resorted = not was_seen or _sort_keys(edition) != _sort_keys(new)
    is_changed = not was_seen or is_moved or is_resorted or edition is None or edition.etag != new.etag
    before, after = _cached_lists(edition, stored), _cached_lists(new, compiled.tags)
    counted, recounted = _counted_lists(edition, stored), _counted_lists(new, compiled.tags)
    _queue_authors_shown_again(recounted - (counted if was_seen else frozenset()), now=now)
    if edition is None:
        take_up(new)
        rows.insert(compiled)
    else:
        rows.update(compiled, stored)
        _mind_paths(edition, new, was_seen=was_seen, now=now)
    _purge_files(edition, new, stored, compiled.tags)
    _queue_holders(edition, new, counted | recounted if is_resorted else counted ^ recounted, now=now)
    # From here on the log is locked: whatever may wait for another row comes before.
    counts.count_move(counted, recounted)
    if is_changed:
        has_moved = not was_seen or is_moved
        tags = cache_tags.tags_of_change(new.id, before, after, has_moved=has_moved, is_resorted=is_resorted)
        kind = ChangeKind.UPDATED if was_seen else ChangeKind.PUBLISHED
        _log(kind, new, cache_tags=tags, now=now)
        return
    # Equal bytes, but the page joined or left lists.
    if lists := before ^ after:
        log.queue_purge([*lists, cache_tags.PAGES])
    # Caches hold another end in `s-maxage` than the new one.
    if _end(new) not in (None, _end(edition)):
        log.queue_purge([cache_tags.own_tag(new.id), cache_tags.PAGES])


def _remove(edition: Edition, stored: StoredTags, *, now: datetime) -> None:
    lists = _cached_lists(edition, stored)
    tags = cache_tags.tags_of_change(edition.id, lists, frozenset(), has_moved=True, is_resorted=True)
    indexing.write_entry(edition.id, None)
    Edition.objects.filter(pk=edition.id).delete()
    _purge_files(edition, None, stored, ())
    _remember_gone(edition, now=now)
    counted = _counted_lists(edition, stored)
    _queue_holders(edition, None, counted, now=now)
    # From here on the log is locked: whatever may wait for another row comes before.
    counts.count_move(counted, frozenset())
    _log_gone(edition, cache_tags=tags, now=now)


def _mind_killed(page_id: int, *, is_told: bool, now: datetime) -> None:
    """Remember the path of a page that was taken down without an edition, or moved since then.

    The takedown itself is logged: clients may have an earlier edition.
    """
    page = ArticlePage.objects.select_related("locale").filter(pk=page_id).first()
    if page is None or not (url := page.get_url()):
        return
    locale, path = page.locale.language_code, path_of_url(url)
    unseen = Edition(id=page_id, type="article", locale=locale, path=path, url_path=page.url_path)
    _remember_gone(unseen, now=now)
    if is_told:
        return
    tags = cache_tags.tags_of_change(page_id, frozenset(), frozenset(), has_moved=True, is_resorted=True)
    _log_gone(unseen, cache_tags=tags, now=now)


def _log_gone(edition: Edition, *, cache_tags: str, now: datetime) -> None:
    kind, object_id = subject_of(edition.id)
    reason = public_sentence(object_id, language=edition.locale) if kind == "page" else None
    change = ChangeKind.REMOVED if reason is None else ChangeKind.KILLED
    _log(change, edition, cache_tags=cache_tags, reason=reason, now=now)


def _queue_holders(
    before: Edition | None, after: Edition | None, lists: Iterable[counts.ListKey], *, now: datetime
) -> None:
    """Have compiled again what shows one of the lists, or the card of the edition if that has changed."""
    tags = {list_tag(name or locale or "all") for name, locale in lists}
    old, new = (one and one.shown_card(now) for one in (before, after))
    if old != new:
        # Other editions that show the card have the tag of the page only.
        tags |= {f"page:{one.id}" for one in (before, after) if one}
    queue_invalidation(tags)


def _queue_authors_shown_again(joined: frozenset[counts.ListKey], *, now: datetime) -> None:
    """Have the authors told again that could not be read before this article joined their lists."""
    names = [name.partition("=") for name, locale in joined if not locale]
    if slugs := [slug for kind, _sign, slug in names if kind == "author"]:
        queue_untold(unreadable_authors(slugs, now=now))


def _purge_files(
    before: Edition | None, after: Edition | None, stored: Iterable[str], tags: Iterable[str]
) -> None:
    """Purge the files that begin or cease to be public with the edition, or are so until another moment."""
    old, new = cache_tags.tags_of_files(stored), cache_tags.tags_of_files(tags)
    has_same_end = before is not None and after is not None and before.expires_at == after.expires_at
    if changed := old ^ new if has_same_end else old | new:
        log.queue_purge([*changed, *([cache_tags.UNRESOLVED] if new - old else [])])


def _log(
    change: ChangeKind, edition: Edition, *, cache_tags: str, reason: str | None = None, now: datetime
) -> None:
    kind, object_id = subject_of(edition.id)
    if kind not in FOLLOWED:
        log.queue_purge(cache_tags.split())
        return
    path = edition.path or path_of_url(edition.url)
    about = {"type": edition.type, "object_id": object_id, "locale": edition.locale, "path": path}
    etag = edition.etag if change in (ChangeKind.PUBLISHED, ChangeKind.UPDATED) else None
    log.append(Change(change=change, **about, etag=etag, at=now, cache_tags=cache_tags, reason=reason))


def _mind_paths(before: Edition, after: Edition, *, was_seen: bool, now: datetime) -> None:
    is_moved = before.path != after.path
    if is_moved:
        _remember_gone(before, now=now)
    if is_moved or not was_seen:
        GonePath.objects.filter(path=after.path).delete()


def _remember_gone(edition: Edition, *, now: datetime) -> None:
    if not edition.path:
        return
    GonePath.objects.update_or_create(
        path=edition.path,
        defaults={"page_id": edition.id, "url_path": edition.url_path, "since": now},
    )


def _end(edition: Edition | None) -> datetime | None:
    """Return the moment until which caches may keep the edition, as far as it is known."""
    return earliest(edition.expires_at, edition.valid_until) if edition else None


def _cached_lists(edition: Edition | None, tags: Iterable[str]) -> frozenset[str]:
    """Return the cache tags of the lists that the page is on."""
    return cache_tags.scopes(tags, edition.locale) if edition and edition.is_listed else frozenset()


def _counted_lists(edition: Edition | None, tags: Iterable[str]) -> frozenset[counts.ListKey]:
    return counts.lists_of(tags, edition.locale) if edition and edition.is_listed else frozenset()


def _sort_keys(edition: Edition | None) -> tuple[object, ...] | None:
    """Return what decides where the page stands in lists."""
    return (edition.is_listed, edition.published_at, edition.sort_title, edition.locale) if edition else None
