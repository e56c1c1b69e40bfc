"""Purging shared caches: each of them is a reader of the log, and has the purge queue besides."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from delivery.caching.tags import EVERYTHING
from delivery.log import queue_purge
from delivery.models import Change, LogCursor, PendingPurge
from delivery.outbox.loop import BATCH, Delivery, deliver_changes
from delivery.outbox.purgers import purger


@dataclass
class CacheReader:
    """A shared cache that purges the tags of every change, and those that are queued for it."""

    name: str
    # A cache that is back must not show old responses for long.
    longest_pause: timedelta = timedelta(minutes=1)

    def deliver(self, changes: Sequence[Change]) -> Delivery:
        """Purge the tags of these changes and of a batch of the queue, each tag once."""
        queued = list(PendingPurge.objects.filter(cache=self.name).order_by("pk")[:BATCH])
        tags = [tag for change in changes for tag in change.cache_tags.split()]
        tags = list(dict.fromkeys([*tags, *(pending.tag for pending in queued)]))
        if tags:
            purger(self.name).purge(tags)
        if queued:
            PendingPurge.objects.filter(pk__in=[pending.pk for pending in queued]).delete()
        return Delivery(len(tags), has_more=len(queued) == BATCH)

    def start_over(self) -> None:
        """Have the cache purge everything: it may hold anything from before."""
        queue_purge([EVERYTHING], caches=[self.name])


def purge_caches(now: datetime, *, clock: Callable[[], float] = time.monotonic) -> int:
    """Purge from every cache what has changed since the last time, and return how many tags were sent."""
    return deliver_changes(map(CacheReader, settings.CACHE_PURGERS), now=now, clock=clock)


def purge_lag() -> dict[str, int]:
    """Return for each cache how many changes of the log wait for it."""
    cursors = LogCursor.objects.filter(name__in=settings.CACHE_PURGERS).values_list("name", "position")
    return {name: Change.objects.filter(pk__gt=position).count() for name, position in cursors}
