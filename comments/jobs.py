"""What the background worker calls from time to time. Each job may run at any moment, twice or late."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from comments import services
from jobs.registry import job


@job(every=timedelta(minutes=5), label=_("Delete captchas past their time"))
def forget_challenges(now: datetime) -> int:
    """This will delete challenges that nobody can answer any more."""
    return services.forget_challenges(now=now)


@job(every=timedelta(hours=1), label=_("Delete network tags after seven days"))
def forget_network_tags(now: datetime) -> int:
    """This will make it impossible to tell from which network an older comment came."""
    return services.forget_network_tags(now=now)
