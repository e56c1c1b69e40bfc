"""The one place that writes editions: swap the row, append to the log, clear the mark.

Nothing is built while the transaction is open. The mark is locked first: every writer of a page writes
its mark in its own transaction, so either its change was in what we compiled, or the token differs and
what we compiled is thrown away. What a page shows is marked through the stored tags; a compilation that
brings new ones is therefore followed by another, which sees what was written before they were there.
"""

import logging
import time
import uuid
from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from comments.selectors import published_count
from delivery import counts, log
from delivery.caching import tags as cache_tags
from delivery.compile import Compiled, compile_page
from delivery.invalidation import ensure_marked, lock_tags
from delivery.models import Change, Edition, EditionTag, GonePath, Mark
from delivery.purge_queue import forget_tags

logger = logging.getLogger(__name__)

_BATCH = 200
# Seconds after which a batch ends early: other jobs wait behind this one.
_BATCH_SECONDS = 5.0


def publish_page(page_id: int, *, now: datetime) -> None:
    """This will bring one edition up to date with its page, marking it first unless it is marked."""
    ensure_marked(page_id, now=now)
    publish_marked([page_id], now=now)


def publish_tokens(tokens: Collection[uuid.UUID], *, limit: int, now: datetime) -> None:
    """This will work off the marks of one transaction, unless there are more than `limit`: those can wait.

    What is taken away does not wait: the gate hides it at once, and caches ask again for all that they have.
    """
    marks = Mark.objects.filter(token__in=tokens)
    ids = list(marks.values_list("page_id", flat=True)[: limit + 1])
    if len(ids) <= limit:
        publish_marked(ids, now=now)
    elif Edition.objects.filter(pk__in=marks.values("page_id")).filter(_is_distrusted(now)).exists():
        forget_tags([cache_tags.EVERYTHING])


def publish_due_marks(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """This will work off the oldest marks that are due, the newest pages first, and return how many there were.

    After a few seconds on `clock` the rest is left for the next time.
    """
    end = clock() + _BATCH_SECONDS
    due = Mark.objects.filter(Mark.is_due(now)).order_by("marked_at", "-page_id")
    done = 0
    for page_id in due.values_list("page_id", flat=True)[:_BATCH]:
        publish_marked([page_id], now=now)
        done += 1
        if clock() >= end:
            break
    return done


def publish_marked(page_ids: Iterable[int], *, now: datetime) -> None:
    """This will compile marked pages, each by itself: one that fails keeps its mark and stops no other."""
    for page_id in page_ids:
        token = Mark.objects.filter(page_id=page_id).values_list("token", flat=True).first()
        if token is None:
            continue
        try:
            while not _swap(page_id, compile_page(page_id, now=now), token=token, now=now):
                pass
        except Exception as error:
            logger.exception("page %s was not compiled", page_id)
            _postpone(page_id, token, error, now=now)


@transaction.atomic
def _swap(page_id: int, compiled: Compiled | None, *, token: uuid.UUID, now: datetime) -> bool:
    """This will store what was compiled, and tell whether that is all; `False` asks for another round."""
    new_tags = set(compiled.tags if compiled else ()) - _stored_tags(page_id)
    if new_tags:
        lock_tags(exclusive=True)
    mark = Mark.objects.select_for_update().filter(page_id=page_id).first()
    if mark is None or mark.token != token:
        return True
    edition = Edition.objects.select_for_update().defer("card", "full").filter(pk=page_id).first()
    if compiled is None:
        _remove(edition, now=now)
    else:
        _store(edition, compiled, was_missed=mark.attempts > 0, now=now)
    if not new_tags:
        mark.delete()
    return not new_tags


def _store(edition: Edition | None, compiled: Compiled, *, was_missed: bool, now: datetime) -> None:
    # Who asked for everything while it could not be seen lacks it, also if its bytes are the same.
    was_seen = edition is not None and not was_missed and edition.is_public_at(now)
    is_moved = edition is None or edition.path != compiled.path
    is_resorted = not was_seen or _place(edition) != _place(compiled)
    is_changed = not was_seen or is_moved or is_resorted or _etag(edition) != compiled.etag
    stored = _stored_tags(compiled.page_id)
    before, after = _lists(edition, stored), _lists(compiled, compiled.tags)
    values = {**compiled.columns(), "hidden": False}
    if edition is None:
        count = published_count(compiled.page_id)
        Edition.objects.create(pk=compiled.page_id, comment_count=count, **values)
    else:
        Edition.objects.filter(pk=compiled.page_id).update(**values)
    _store_tags(compiled, stored)
    if edition is not None and is_moved:
        _remember_gone(edition, now=now)
    GonePath.objects.filter(path=compiled.path).delete()
    # From here on the log is locked: whatever waits for another row stands above.
    counts.move(_counted_lists(edition, stored), _counted_lists(compiled, compiled.tags))
    if is_changed:
        tags = cache_tags.touched(
            compiled.page_id,
            before,
            after,
            has_moved=not was_seen or is_moved,
            is_resorted=is_resorted,
        )
        kind = Change.Kind.UPDATED if was_seen else Change.Kind.PUBLISHED
        log.append(kind, compiled, etag=compiled.etag, cache_tags=tags, now=now)
        return
    # The same bytes, but on other lists, such as those of a section far above,
    if lists := cache_tags.other_lists(before, after, is_resorted=False):
        forget_tags([*lists, cache_tags.PAGES])
    # or no longer for as long as caches were told.
    if _end(compiled) not in (None, _end(edition)):
        forget_tags([cache_tags.page_tag(compiled.page_id), cache_tags.PAGES])


def _store_tags(compiled: Compiled, stored: set[str]) -> None:
    tags = EditionTag.objects.filter(edition_id=compiled.page_id)
    tags.filter(tag__in=stored - compiled.tags).delete()
    tags.filter(tag__contains="=").exclude(published_at=compiled.published_at).update(
        published_at=compiled.published_at
    )
    EditionTag.objects.bulk_create(
        EditionTag(edition_id=compiled.page_id, tag=tag, published_at=published_at)
        for tag, published_at in sorted(compiled.dated_tags.items())
        if tag not in stored
    )


def _remove(edition: Edition | None, *, now: datetime) -> None:
    if edition is None:
        return
    stored = _stored_tags(edition.page_id)
    lists = _lists(edition, stored)
    tags = cache_tags.touched(edition.page_id, lists, frozenset(), has_moved=True, is_resorted=True)
    Edition.objects.filter(pk=edition.page_id).delete()
    _remember_gone(edition, now=now)
    counts.move(_counted_lists(edition, stored), frozenset())
    log.append(Change.Kind.REMOVED, edition, etag=None, cache_tags=tags, now=now)


def _is_distrusted(now: datetime) -> Q:
    return Q(hidden=True) | Q(valid_until__lte=now)


def _end(edition: Edition | Compiled | None) -> datetime | None:
    ends = [moment for moment in (edition.expires_at, edition.valid_until) if moment] if edition else []
    return min(ends, default=None)


def _lists(edition: Edition | Compiled | None, tags: Iterable[str]) -> frozenset[str]:
    if edition is None or not edition.is_listed:
        return frozenset()
    return cache_tags.scopes(tags, edition.locale)


def _counted_lists(edition: Edition | Compiled | None, tags: Iterable[str]) -> frozenset[counts.ListKey]:
    return counts.lists_of(tags, edition.locale) if edition and edition.is_listed else frozenset()


def _etag(edition: Edition | None) -> str | None:
    return edition.etag if edition else None


def _place(edition: Edition | Compiled | None) -> tuple[object, ...] | None:
    return (edition.is_listed, edition.published_at, edition.sort_title, edition.locale) if edition else None


def _stored_tags(page_id: int) -> set[str]:
    return set(EditionTag.objects.filter(edition_id=page_id).values_list("tag", flat=True))


def _remember_gone(edition: Edition, *, now: datetime) -> None:
    GonePath.objects.update_or_create(
        path=edition.path,
        defaults={"page_id": edition.page_id, "url_path": edition.url_path, "since": now},
    )


def _postpone(page_id: int, token: uuid.UUID, error: Exception, *, now: datetime) -> None:
    # A page that was marked anew meanwhile has another token and does not wait.
    if mark := Mark.objects.filter(page_id=page_id, token=token).first():
        Mark.objects.filter(page_id=page_id, token=token).update(**mark.columns_after(error, now=now))
