"""Publishing: compile invalidated pages and store their editions, after a commit, in the background or for a reader.

Nothing is compiled while a transaction is open. A page that fails keeps its invalidation, with the error and a
growing pause, and stops no other page.
"""

import logging
import time
import uuid
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from cms.models import HomePage
from delivery.caching.tags import EVERYTHING, PAGES, page_tag, tags_of_files
from delivery.compile import compile_page
from delivery.invalidation import ensure_invalidated, lock_tags
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
    """Compile the pages that one transaction invalidated; leave more than `limit` to the background work.

    Hidden and outdated editions are not read meanwhile. Shared caches may still hold them, so `everything` is queued
    for purging.
    """
    invalidated = Invalidation.objects.filter(token__in=tokens)
    # Articles before the pages above them, whose lists they may change.
    ids = list(invalidated.order_by("-page_id").values_list("page_id", flat=True)[: limit + 1])
    if len(ids) <= limit:
        publish_invalidated(ids, now=now)
        return
    editions = Edition.objects.filter(pk__in=invalidated.values("page_id"))
    if editions.filter(Q(hidden=True) | is_outdated(now)).exists():
        queue_purge([EVERYTHING])


def publish_homes(*, now: datetime) -> None:
    """Compile the home pages that are invalidated, because an article on their lists has just been stored."""
    homes = Invalidation.objects.filter(page_id__in=HomePage.objects.values("pk"), attempts=0)
    publish_invalidated(homes.values_list("page_id", flat=True), now=now)


def publish_due(*, now: datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Compile the pages that have waited longest and are due, the newest pages first, and return how many.

    After a few seconds on `clock` the others are left for the next time.
    """
    end = clock() + _BATCH_SECONDS
    due = Invalidation.objects.filter(Invalidation.is_due(now)).order_by("invalidated_at", "-page_id")
    done = 0
    for page_id in due.values_list("page_id", flat=True)[:_BATCH]:
        publish_invalidated([page_id], now=now)
        done += 1
        if clock() >= end:
            break
    return done


def publish_invalidated(page_ids: Iterable[int], *, now: datetime) -> None:
    """Compile those of the pages that are invalidated, each in its own try.

    A process with another public URL than the editions compiles none: the background work with the right one does.
    """
    for page_id in page_ids:
        invalidated = Invalidation.objects.filter(has_same_url(), page_id=page_id)
        token = invalidated.values_list("token", flat=True).first()
        if token is None:
            continue
        try:
            while not store(page_id, compile_page(page_id, now=now), token=token, now=now):
                pass
        except Exception as error:
            logger.exception("page %s was not compiled", page_id)
            # A page that was invalidated again meanwhile has another token and does not wait.
            rows = Invalidation.objects.filter(page_id=page_id, token=token)
            if failed := rows.first():
                rows.update(**failed.columns_after(error, now=now))


def recompile(page_ids: Collection[int], *, now: datetime) -> None:
    """Compile outdated editions that a read has met, and hide those that cannot be compiled.

    A hidden one stays invalidated: once the background work has compiled it, it is shown and logged as published.
    """
    ensure_invalidated(page_ids, now=now)
    publish_invalidated(sorted(page_ids), now=now)
    # One that another process has just invalidated again has not failed: the next round of the read compiles it.
    failed = Invalidation.objects.filter(page_id__in=page_ids, attempts__gt=0).order_by("page_id")
    with transaction.atomic():
        lock_tags(exclusive=False)
        # Invalidations before editions: the order in which all writers lock.
        locked = list(failed.select_for_update().values_list("page_id", flat=True))
        editions = Edition.objects.filter(is_outdated(now), pk__in=locked, hidden=False)
        if ids := list(editions.values_list("pk", flat=True)):
            editions.update(hidden=True)
            files = tags_of_files(EditionTag.objects.filter(edition__in=ids).values_list("tag", flat=True))
            queue_purge([*map(page_tag, ids), PAGES, *files])


def read_current(read: Callable[[], Result]) -> Result:
    """Return what a selector returns, after compiling the outdated editions that it meets.

    :raises RecompilationRequired: if it still meets some after many rounds
    """
    for _round in range(_ROUNDS):
        try:
            return read()
        except RecompilationRequired as required:
            recompile(required.page_ids, now=required.now)
    return read()
