"""Moments that can be shown and sorted in every zone of the world. Pure functions."""

from datetime import UTC, datetime

from django.utils import timezone

# Offsets are below 24 hours, so these have a date in every zone. Django cannot show what lies beyond them.
FIRST = datetime(1, 1, 2, tzinfo=UTC)
LAST = datetime(9999, 12, 30, 23, 59, 59, 999999, tzinfo=UTC)


def in_every_zone(moment: datetime) -> datetime:
    """Return a moment with a zone, the newsroom's if it has none, moved from the ends of the calendar if it is there.

    Databases and scripts write the last moment of the calendar and mean "never".
    """
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment, timezone.get_default_timezone())
    return min(max(moment, FIRST), LAST)
