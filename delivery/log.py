"""The log of changes: appended in the order of commits, read from a position on, cleared at its old end.

A reader that follows it misses nothing and sees nothing twice: sync feeds through `changes/`, the caches through `purging`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from delivery.compile import Compiled
from delivery.models import Change, Edition, Position

# The log reaches back for so long, or for so many lines, whichever is less.
KEPT_FOR = timedelta(days=90)
KEPT_LINES = 1_000_000
# The key of the advisory lock that puts the log in commit order; any constant of our own.
_LOCK = 7_305_001
_BOUNDS = """
    SELECT (SELECT position FROM delivery_position WHERE name = %s), (SELECT max(id) FROM delivery_change)
"""


class OutOfReach(Exception):
    """The log does not know what followed this position: it was cleared since, or never came so far."""


@dataclass(frozen=True)
class Following:
    """Lines that follow a position, and whether there are more."""

    changes: Sequence[Change]
    position: int
    has_more: bool


def append(
    kind: str, edition: Edition | Compiled, *, etag: str | None, cache_tags: str, now: datetime
) -> None:
    """This will write a line, within the transaction that makes the change."""
    # A sequence hands out numbers before the commit; the lock makes their order that of the commits.
    lock()
    Change.objects.create(
        change=kind,
        type=edition.type,
        object_id=edition.page_id,
        locale=edition.locale,
        path=edition.path,
        etag=etag,
        at=now,
        cache_tags=cache_tags,
    )


def lock() -> None:
    """Make writers of the log take turns until their commits. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def following(position: int, *, limit: int) -> Following:
    """This will read on behind a position; 0 is the beginning.

    :raises OutOfReach: when something that followed it may be missing
    """
    found = list(Change.objects.filter(pk__gt=position).order_by("pk")[: limit + 1])
    changes = found[:limit]
    pruned, end = _bounds()
    # Behind the end there is nothing, unless the database is an older copy of itself.
    if position < pruned or (not found and position > end):
        raise OutOfReach
    return Following(changes, changes[-1].pk if changes else position, len(found) > limit)


def head() -> int:
    """This will return the position of the last line; whatever is committed later stands behind it."""
    return _bounds()[1]


def _bounds() -> tuple[int, int]:
    """This will return up to where the log was cleared away, and where it ends."""
    with connection.cursor() as cursor:
        cursor.execute(_BOUNDS, [Position.PRUNED])
        pruned, end = cursor.fetchone()
    return pruned or 0, end or pruned or 0


def length(*, after: int) -> int:
    """This will count the lines behind a position."""
    return Change.objects.filter(pk__gt=after).count()


@transaction.atomic
def prune(now: datetime) -> int:
    """This will clear away what is too old or too much, remember how far, and return how many lines that were."""
    too_many = Change.objects.order_by("-pk").values_list("pk", flat=True)[KEPT_LINES : KEPT_LINES + 1]
    too_old = Change.objects.filter(at__lt=now - KEPT_FOR).order_by("-pk").values_list("pk", flat=True)[:1]
    upto = max([*too_many, *too_old], default=0)
    if not upto:
        return 0
    Position.objects.update_or_create(name=Position.PRUNED, defaults={"position": upto})
    deleted, _ = Change.objects.filter(pk__lte=upto).delete()
    return deleted
