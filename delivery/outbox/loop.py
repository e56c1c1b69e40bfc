"""The one loop for all readers of the log of changes.

Each reader has a stored cursor. A reader that fails is tried again after growing pauses and loses nothing: its
cursor stays where it is.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from django.db import transaction
from django.db.models import Q

from delivery import log
from delivery.models import Change, LogCursor

logger = logging.getLogger(__name__)

# Changes in one delivery.
BATCH = 200
# After so many seconds the remaining changes are left to the next run, because an editor may be waiting.
_SECONDS = 5.0


class Delivery(NamedTuple):
    """What one delivery did: how many things it sent, and whether the reader itself has more to send."""

    sent: int
    has_more: bool = False


class LogReader(Protocol):
    """A receiver of all changes, such as a shared cache. `name` is that of its cursor."""

    name: str
    longest_pause: timedelta

    def deliver(self, changes: Sequence[Change]) -> Delivery:
        """Deliver the changes, which may be none, in their order. Raise anything to get the same ones again later.

        A change can come twice, when the process dies or two work at the same time.
        """

    def start_over(self) -> None:
        """Prepare for changes from the end of the log on: those before it are not delivered."""


def deliver_changes(
    readers: Iterable[LogReader], *, now: datetime, clock: Callable[[], float] = time.monotonic
) -> int:
    """Deliver to every reader what has changed since its cursor, and return how much was sent."""
    end = clock() + _SECONDS
    return sum(_run(reader, now=now, may_go_on=lambda: clock() < end) for reader in readers)


def _run(reader: LogReader, *, now: datetime, may_go_on: Callable[[], bool]) -> int:
    cursor = LogCursor.objects.filter(pk=reader.name).first() or _introduce(reader)
    cursor.longest_pause = reader.longest_pause
    if cursor.is_paused(now):
        return 0
    sent, has_more = 0, True
    try:
        while has_more and (not sent or may_go_on()):
            delivery = _deliver_batch(reader, cursor)
            sent, has_more = sent + delivery.sent, delivery.has_more
    except Exception as error:
        logger.warning("nothing was delivered to %s: %s", reader.name, error)
        LogCursor.objects.filter(pk=reader.name).update(**cursor.columns_after(error, now=now))
    return sent


@transaction.atomic
def _introduce(reader: LogReader) -> LogCursor:
    cursor, is_new = LogCursor.objects.get_or_create(name=reader.name, defaults={"position": log.head()})
    if is_new:
        reader.start_over()
    return cursor


def _deliver_batch(reader: LogReader, cursor: LogCursor) -> Delivery:
    try:
        following = log.following(cursor.position, limit=BATCH)
    except log.OutOfReach:
        reader.start_over()
        following = log.Following([], log.head(), has_more=False)
    delivery = reader.deliver(following.changes)
    row = LogCursor.objects.filter(pk=reader.name)
    to = following.position
    if to != cursor.position:
        # Do not move the cursor behind what another process has delivered, unless the log has become shorter.
        row.filter(Q(position__lt=to) | Q(position=cursor.position)).update(position=to)
    if cursor.attempts:
        row.update(**LogCursor.RESET)
    cursor.position, cursor.attempts = to, 0
    return Delivery(delivery.sent, following.has_more or delivery.has_more)
