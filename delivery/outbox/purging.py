"""Telling shared caches what to forget: a reader of the log for each of them, with a position of its own.

A cache that does not answer is told later, after growing pauses, and loses nothing: its position stays where it is.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from delivery import log
from delivery.models import Position, StaleTag
from delivery.outbox.purgers import Purger, purger
from delivery.purge_queue import forget_everything

logger = logging.getLogger(__name__)

_BATCH = 200
# Seconds after which a cache with much to catch up on is left for the next time: an editor may be waiting.
_BATCH_SECONDS = 5.0


def purge_caches(now: datetime, *, clock: Callable[[], float] = time.monotonic) -> int:
    """This will tell every cache what has changed since it was last told, and return how many tags that were."""
    end = clock() + _BATCH_SECONDS
    return sum(
        _bring_up_to_date(name, now=now, may_go_on=lambda: clock() < end) for name in settings.CACHE_PURGERS
    )


def purge_lag() -> dict[str, int]:
    """This will tell for each cache how many lines of the log it has not been told of."""
    known = dict(Position.objects.filter(name__in=settings.CACHE_PURGERS).values_list("name", "position"))
    return {name: log.length(after=position) for name, position in known.items()}


def _bring_up_to_date(name: str, *, now: datetime, may_go_on: Callable[[], bool]) -> int:
    reader = Position.objects.filter(pk=name).first() or _introduce(name)
    if reader.not_before is not None and reader.not_before > now:
        return 0
    told = 0
    try:
        cache, is_behind = purger(name), True
        while is_behind and (not told or may_go_on()):
            batch, is_behind = _tell(cache, reader)
            told += batch
    except Exception as error:
        logger.warning("%s was not purged: %s", name, error)
        Position.objects.filter(pk=name).update(**reader.columns_after(error, now=now))
    return told


@transaction.atomic
def _introduce(name: str) -> Position:
    """This will begin at the log's end: whatever a cache holds from before, it forgets at once."""
    reader, is_new = Position.objects.get_or_create(name=name, defaults={"position": log.head()})
    if is_new:
        forget_everything(name)
    return reader


def _tell(cache: Purger, reader: Position) -> tuple[int, bool]:
    """This will tell one batch and move the position on, never back: two processes may be at it.

    Returned are the number of tags and whether there may be more.
    """
    following = _following(reader)
    stale = list(StaleTag.objects.filter(purger=reader.name).order_by("pk")[:_BATCH])
    tags = [tag for change in following.changes for tag in change.cache_tags.split()]
    tags = list(dict.fromkeys([*tags, *(one.tag for one in stale)]))
    if tags:
        cache.purge(tags)
    if following.position != reader.position:
        # Only a log that is shorter than it was is followed backwards.
        mine = Q(position__lt=following.position) | Q(position=reader.position)
        Position.objects.filter(mine, pk=reader.pk).update(position=following.position)
    if reader.attempts:
        Position.objects.filter(pk=reader.pk).update(**Position.RESET)
        reader.attempts = 0
    reader.position = following.position
    if stale:
        StaleTag.objects.filter(pk__in=[one.pk for one in stale]).delete()
    return len(tags), following.has_more or len(stale) == _BATCH


def _following(reader: Position) -> log.Following:
    try:
        return log.following(reader.position, limit=_BATCH)
    except log.OutOfReach:
        # Nobody knows any more what it has missed.
        forget_everything(reader.name)
        return log.Following([], log.head(), has_more=False)
