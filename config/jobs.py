"""The background work of log-ins."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from jobs.registry import job


@job(every=timedelta(minutes=5), label=_("Delete failed sign-ins that no longer count"))
def delete_failed_logins(now: datetime) -> int:
    """Delete names and addresses of log-ins that failed longer ago than a lock lasts."""
    cool_off = settings.AXES_COOLOFF_TIME
    # A clock that was set back has left some in the future.
    counted = (now - cool_off, now + cool_off)
    return int(AccessAttempt.objects.exclude(attempt_time__range=counted).delete()[0])
