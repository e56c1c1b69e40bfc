"""Publishing: compile what is invalidated and store their editions, after a commit, in the background or for a reader.

Nothing is compiled while a transaction is open. An edition that fails keeps its invalidation, with the error and a
growing pause, and stops no other.
"""

import logging
import time
import uuid
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from delivery.caching.tags import EVERYTHING, PAGES, own_tag, tags_of_files
from delivery.invalidation import ensure_invalidated, invalidate_queued
from delivery.kinds import compile_edition
from delivery.log import queue_purge
from delivery.models import Edition, EditionTag, Invalidation, is_outdated
from delivery.public_url import has_same_url
from delivery.read.statements import RecompilationRequired
from delivery.store import store

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

_BATCH = 200
# Seconds after which a batch ends early, because other jobs wait.
_BATCH_SECONDS = 5.0
# One read compiles at most this often: a list without a hidden edition may contain another outdated one.
_ROUNDS = 20


def publish_tokens(tokens: Collection[uuid.UUID], *, limit: int, now: datetime) -> None:
    """Compile what one transaction invalidated; leave more than `limit` to the background work.

    Hidden and outdated editions are not read meanwhile. Shared caches may still hold them, so `everything` is queued
    for purging.
    """
    invalidated = Invalidation.objects.filter(token__in=tokens)
    ids = list(invalidated.values_list("edition_id", flat=True)[: limit + 1])
    if len(ids) <= limit:
        publish_invalidated(ids, now=now)
        return
    editions = Edition.objects.filter(pk__in=invalidated.values("edition_id"))
    if editions.filter(Q(hidden=True) | is_outdated(now)).exists():
        queue_purge([EVERYTHING])


def publish_queued(*, limit: int, now: datetime) -> None:
    """Compile what shows the lists and cards that the stored editions have changed, up to `limit` at a time."""
    while token := invalidate_queued(now=now):
        publish_tokens([token], limit=limit, now=now)


def publish_due(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Compile the editions that have waited longest and are due, the newest pages first, and return how many.

    After a few seconds on `clock` the others are left for the next time.
    """
    end = clock() + _BATCH_SECONDS
    invalidate_queued(now=now)
    due = Invalidation.objects.filter(Invalidation.is_due(now)).order_by("invalidated_at", "-edition_id")
    done = 0
    for edition_id in due.values_list("edition_id", flat=True)[:_BATCH]:
        publish_invalidated([edition_id], now=now)
        done += 1
        if clock() >= end:
            break
    return done


def publish_invalidated(edition_ids: Iterable[int], *, now: datetime) -> None:
    """Compile those of the editions that are invalidated, each in its own try.

    A process with another public URL than the editions compiles none: the background work with the right one does.
    """
    for edition_id in edition_ids:
        invalidated = Invalidation.objects.filter(has_same_url(), edition_id=edition_id)
        token = invalidated.values_list("token", flat=True).first()
        if token is None:
            continue
        try:
            while not store(edition_id, compile_edition(edition_id, now=now), token=token, now=now):
                pass
        except Exception as error:
            logger.exception("edition %s was not compiled", edition_id)
            # One that was invalidated again meanwhile has another token and does not wait.
            rows = Invalidation.objects.filter(edition_id=edition_id, token=token)
            if failed := rows.first():
                rows.update(**failed.columns_after(error, now=now))


def recompile(edition_ids: Collection[int], *, now: datetime) -> None:
    """Compile outdated editions that a read has met, and hide those that cannot be compiled.

    A hidden one stays invalidated: once the background work has compiled it, it is shown and logged as published.
    """
    ensure_invalidated(edition_ids, now=now)
    publish_invalidated(sorted(edition_ids), now=now)
    # One that another process has just invalidated again has not failed: the next round of the read compiles it.
    failed = Invalidation.objects.filter(edition_id__in=edition_ids, attempts__gt=0).order_by("edition_id")
    with transaction.atomic():
        # Invalidations before editions: the order in which all writers lock.
        locked = list(failed.select_for_update().values_list("edition_id", flat=True))
        editions = Edition.objects.filter(is_outdated(now), pk__in=locked, hidden=False)
        if ids := list(editions.values_list("pk", flat=True)):
            editions.update(hidden=True)
            files = tags_of_files(EditionTag.objects.filter(edition__in=ids).values_list("tag", flat=True))
            queue_purge([*map(own_tag, ids), PAGES, *files])


def read_current(read: Callable[[], Result]) -> Result:
    """Return what a selector returns, after compiling the outdated editions that it meets.

    :raises RecompilationRequired: if it still meets some after many rounds
    """
    for _round in range(_ROUNDS):
        try:
            return read()
        except RecompilationRequired as required:
            recompile(required.edition_ids, now=required.now)
    return read()
