"""The background work of the API. Each job may run at any moment, twice or late."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from api.http.idempotency import KEPT
from api.models import IdempotencyKey
from jobs.registry import job


@job(every=timedelta(hours=1), label=_("Delete keys of repeated requests"))
def delete_idempotency_keys(now: datetime) -> int:
    """Delete the keys whose requests can no longer be repeated and return how many there were."""
    deleted, _rows = IdempotencyKey.objects.filter(created_at__lte=now - KEPT).delete()
    return deleted
