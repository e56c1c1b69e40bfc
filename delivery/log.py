"""The log of changes: appended in the order of commits, read from a position on, pruned at its old end.

A reader that follows the log by id gets every change once: clients through `changes/`, shared caches through
`delivery.outbox`.

Beside the log stands the purge queue: what shared caches must purge without a change in the log.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from delivery.models import Change, DeliveryState, PendingPurge

# The log keeps changes for this long, or this many, whichever is less.
KEPT_FOR = timedelta(days=90)
KEPT_LINES = 1_000_000
# The key of the advisory lock that keeps the log in the order of commits; an arbitrary constant.
_LOCK = 7_305_001


class OutOfReach(Exception):
    """What followed this position is not known: the log was pruned since, or never reached it."""


@dataclass(frozen=True)
class Following:
    """The changes that follow a position, the position of the last one, and whether there are more."""

    changes: Sequence[Change]
    position: int
    has_more: bool


def append(change: Change) -> None:
    """Append a change, in the transaction that makes it."""
    # A sequence gives out numbers before the commit; under the lock their order is that of the commits.
    lock()
    change.save(force_insert=True)


def lock() -> None:
    """Make the writers of the log wait for each other until they commit. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def following(position: int, *, limit: int) -> Following:
    """Return the changes that follow a position; 0 is the beginning.

    :raises OutOfReach: if some of them may be missing
    """
    found = list(Change.objects.filter(pk__gt=position).order_by("pk")[: limit + 1])
    changes = found[:limit]
    pruned_to, end = _bounds()
    # A position after the end comes from a newer copy of the database.
    if position < pruned_to or (not found and position > end):
        raise OutOfReach
    return Following(changes, changes[-1].pk if changes else position, len(found) > limit)


def head() -> int:
    """Return the position of the last change; whatever is committed later follows it."""
    return _bounds()[1]


@transaction.atomic
def prune(now: datetime) -> int:
    """Delete the changes that are too old or too many, note up to where, and return how many were deleted."""
    too_many = Change.objects.order_by("-pk").values_list("pk", flat=True)[KEPT_LINES : KEPT_LINES + 1]
    too_old = Change.objects.filter(at__lt=now - KEPT_FOR).order_by("-pk").values_list("pk", flat=True)[:1]
    upto = max([*too_many, *too_old], default=0)
    if not upto:
        return 0
    DeliveryState.objects.update_or_create(pk=1, defaults={"pruned_to": upto})
    deleted, _ = Change.objects.filter(pk__lte=upto).delete()
    return deleted


def queue_purge(tags: Collection[str], *, caches: Collection[str] | None = None) -> None:
    """Have these caches, by default all, purge the responses with one of the tags; `delivery.outbox` sends it."""
    caches = settings.CACHE_PURGERS if caches is None else caches
    PendingPurge.objects.bulk_create(
        PendingPurge(cache=name, tag=tag) for name in caches for tag in dict.fromkeys(tags)
    )


def _bounds() -> tuple[int, int]:
    """Return the positions of the last change that was pruned and of the last one that there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT pruned_to FROM delivery_deliverystate), (SELECT max(id) FROM delivery_change)"
        )
        pruned_to, end = cursor.fetchone()
    return pruned_to or 0, end or pruned_to or 0
