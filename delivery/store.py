"""Storing compiled pages: swap the edition, append to the log, clear the invalidation, in one short transaction.

The invalidation is locked first. Every writer of a page writes its invalidation in its own transaction: either its
change was compiled, or the token differs and the compiled page is thrown away. Changes of what a page shows reach
its invalidation through the stored tags. A page that brings new tags is therefore compiled once more, with the
changes that were written before the tags were stored.

An article that joins or leaves a list, or moves in it, invalidates the pages that show this list.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from comments.selectors import published_count
from delivery import counts, log
from delivery.caching import tags as cache_tags
from delivery.compile import Compiled
from delivery.invalidation import invalidate_tagged, lock_tags
from delivery.models import Change, ChangeKind, Edition, EditionTag, GonePath, Invalidation
from delivery.read.statements import earliest


@transaction.atomic
def store(page_id: int, compiled: Compiled | None, *, token: uuid.UUID, now: datetime) -> bool:
    """Store a compiled page, or remove its edition, and return whether that is all.

    `False` means that the page brought new tags and must be compiled once more.
    """
    stored = _stored_tags(page_id)
    new_tags = set(compiled.tags if compiled else ()) - stored
    # Also for an article on lists: it may invalidate other pages after it has locked its own invalidation, and
    # nobody else may hold one of these meanwhile.
    if new_tags or compiled is None or compiled.edition.is_listed:
        lock_tags(exclusive=True)
    invalidation = Invalidation.objects.select_for_update().filter(page_id=page_id).first()
    if invalidation is None or invalidation.token != token:
        return True
    edition = Edition.objects.select_for_update().defer("card", "full").filter(pk=page_id).first()
    if compiled is not None:
        _swap(edition, compiled, was_missed=invalidation.attempts > 0, now=now)
    elif edition is not None:
        _remove(edition, now=now)
    if not new_tags:
        invalidation.delete()
    return not new_tags


def _swap(edition: Edition | None, compiled: Compiled, *, was_missed: bool, now: datetime) -> None:
    new = compiled.edition
    # A client that took a snapshot while the page was hidden does not have it, so equal bytes are logged as well.
    was_seen = edition is not None and not was_missed and edition.is_public_at(now)
    is_moved = edition is None or edition.path != new.path
    is_resorted = not was_seen or _sort_keys(edition) != _sort_keys(new)
    is_changed = not was_seen or is_moved or is_resorted or edition is None or edition.etag != new.etag
    stored = _stored_tags(new.page_id)
    before, after = _cached_lists(edition, stored), _cached_lists(new, compiled.tags)
    invalidate_tagged(sorted(before | after if is_resorted else before ^ after), now=now)
    _write(edition, compiled, stored)
    _purge_files(edition, new, stored, compiled.tags)
    if edition is not None and is_moved:
        _remember_gone(edition, now=now)
    GonePath.objects.filter(path=new.path).delete()
    # From here on the log is locked: whatever may wait for another row comes before.
    counts.count_move(_counted_lists(edition, stored), _counted_lists(new, compiled.tags))
    if is_changed:
        has_moved = not was_seen or is_moved
        tags = cache_tags.tags_of_change(
            new.page_id, before, after, has_moved=has_moved, is_resorted=is_resorted
        )
        kind = ChangeKind.UPDATED if was_seen else ChangeKind.PUBLISHED
        _log(kind, new, cache_tags=tags, now=now)
        return
    # Equal bytes, but the page joined or left lists.
    if lists := before ^ after:
        log.queue_purge([*lists, cache_tags.PAGES])
    # Caches hold another end in `s-maxage` than the new one.
    if _end(new) not in (None, _end(edition)):
        log.queue_purge([cache_tags.page_tag(new.page_id), cache_tags.PAGES])


def _write(edition: Edition | None, compiled: Compiled, stored: set[str]) -> None:
    new = compiled.edition
    if edition is None:
        new.comment_count = published_count(new.page_id)
        new.save(force_insert=True)
    else:
        Edition.objects.filter(pk=new.page_id).update(**compiled.columns())
    tags = EditionTag.objects.filter(edition_id=new.page_id)
    tags.filter(tag__in=stored - compiled.tags).delete()
    tags.filter(tag__contains="=").exclude(published_at=new.published_at).update(
        published_at=new.published_at
    )
    EditionTag.objects.bulk_create(
        EditionTag(edition_id=new.page_id, tag=tag, published_at=published_at)
        for tag, published_at in sorted(compiled.dated_tags.items())
        if tag not in stored
    )


def _remove(edition: Edition, *, now: datetime) -> None:
    stored = _stored_tags(edition.page_id)
    lists = _cached_lists(edition, stored)
    tags = cache_tags.tags_of_change(edition.page_id, lists, frozenset(), has_moved=True, is_resorted=True)
    invalidate_tagged(sorted(lists), now=now)
    Edition.objects.filter(pk=edition.page_id).delete()
    _purge_files(edition, None, stored, ())
    _remember_gone(edition, now=now)
    counts.count_move(_counted_lists(edition, stored), frozenset())
    _log(ChangeKind.REMOVED, edition, cache_tags=tags, now=now)


def _purge_files(
    before: Edition | None, after: Edition | None, stored: Iterable[str], tags: Iterable[str]
) -> None:
    """Purge the files that begin or cease to be public with the edition, or are so until another moment."""
    old, new = cache_tags.tags_of_files(stored), cache_tags.tags_of_files(tags)
    has_same_end = before is not None and after is not None and before.expires_at == after.expires_at
    if changed := old ^ new if has_same_end else old | new:
        log.queue_purge([*changed, *([cache_tags.UNRESOLVED] if new - old else [])])


def _log(kind: ChangeKind, page: Edition, *, cache_tags: str, now: datetime) -> None:
    about = {"type": page.type, "object_id": page.page_id, "locale": page.locale, "path": page.path}
    etag = None if kind == ChangeKind.REMOVED else page.etag
    log.append(Change(change=kind, **about, etag=etag, at=now, cache_tags=cache_tags))


def _remember_gone(edition: Edition, *, now: datetime) -> None:
    GonePath.objects.update_or_create(
        path=edition.path,
        defaults={"page_id": edition.page_id, "url_path": edition.url_path, "since": now},
    )


def _end(edition: Edition | None) -> datetime | None:
    """Return the moment until which caches may keep the page, as far as it is known."""
    return earliest(edition.expires_at, edition.valid_until) if edition else None


def _cached_lists(edition: Edition | None, tags: Iterable[str]) -> frozenset[str]:
    """Return the cache tags of the lists that the page is on."""
    return cache_tags.scopes(tags, edition.locale) if edition and edition.is_listed else frozenset()


def _counted_lists(edition: Edition | None, tags: Iterable[str]) -> frozenset[counts.ListKey]:
    return counts.lists_of(tags, edition.locale) if edition and edition.is_listed else frozenset()


def _sort_keys(edition: Edition | None) -> tuple[object, ...] | None:
    """Return what decides where the page stands in lists."""
    return (edition.is_listed, edition.published_at, edition.sort_title, edition.locale) if edition else None


def _stored_tags(page_id: int) -> set[str]:
    return set(EditionTag.objects.filter(edition_id=page_id).values_list("tag", flat=True))
