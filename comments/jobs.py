"""The jobs of this app. Each deletes what has expired, may run at any time, twice or late, and returns a number."""

from datetime import datetime, timedelta

from captcha.models import CaptchaStore
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, NetworkKey, RateCounter
from jobs.registry import job

NETWORK_TAGS_KEPT = timedelta(days=7)


@job(every=timedelta(minutes=5), label=_("Delete captchas past their time"))
def delete_expired_challenges(now: datetime) -> int:
    """Delete the challenges that have expired. Return how many there were."""
    return CaptchaStore.objects.filter(expiration__lte=now).delete()[0]


@job(every=timedelta(minutes=5), label=_("Delete counters of limits that are over"))
def delete_rate_counters(now: datetime) -> int:
    """Delete the counters of windows that have ended. Return how many there were."""
    return RateCounter.objects.filter(expires_at__lte=now).delete()[0]


@job(every=timedelta(hours=1), label=_("Delete network tags after seven days"))
@transaction.atomic
def delete_network_tags(now: datetime) -> int:
    """Delete the network tags of older comments, and their keys. Return how many comments had one.

    Without its key no network can be matched to a tag, not even in a backup.
    """
    end = now - NETWORK_TAGS_KEPT
    NetworkKey.objects.filter(day__lte=end.date()).delete()
    return Comment.objects.filter(created_at__lte=end).exclude(network_tag="").update(network_tag="")
