"""The jobs of this app. Each may run at any time, twice or late."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from comments import services
from jobs.registry import job


@job(every=timedelta(minutes=5), label=_("Delete captchas past their time"))
def delete_expired_challenges(now: datetime) -> int:
    """Delete the challenges that have expired."""
    return services.delete_expired_challenges(now=now)


@job(every=timedelta(minutes=5), label=_("Delete counters of limits that are over"))
def delete_rate_counters(now: datetime) -> int:
    """Delete the counters of windows that have ended."""
    return services.delete_rate_counters(now=now)


@job(every=timedelta(hours=1), label=_("Delete network tags after seven days"))
def delete_network_tags(now: datetime) -> int:
    """Delete the tags of networks from comments that are older than a week."""
    return services.delete_network_tags(now=now)
