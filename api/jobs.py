"""What the background worker does for the doors. Each job may run at any moment, twice or late."""

from datetime import datetime

from api.http.idempotency import KEPT
from api.models import IdempotencyKey, Tally


def forget_tallies(now: datetime) -> int:
    """This will delete the counters of windows that are over and return how many there were."""
    deleted, _ = Tally.objects.filter(expires_at__lte=now).delete()
    return deleted


def forget_idempotency_keys(now: datetime) -> int:
    """This will delete keys that nobody may repeat any more and return how many there were."""
    deleted, _ = IdempotencyKey.objects.filter(created_at__lte=now - KEPT).delete()
    return deleted
