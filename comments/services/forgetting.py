"""What is kept only for a time."""

from datetime import datetime, timedelta

from django.db import transaction

from comments import captcha as challenge
from comments.models import Comment, NetworkKey

NETWORK_TAGS_KEPT = timedelta(days=7)


def forget_challenges(*, now: datetime) -> int:
    """This will delete challenges whose time is over and return how many there were."""
    return challenge.forget_expired(now=now)


@transaction.atomic
def forget_network_tags(*, now: datetime) -> int:
    """This will delete the keys of network tags older than a week, and the tags; it returns how many tags.

    Without its key a tag says nothing any more, even in a copy of the database.
    """
    oldest_kept = (now - NETWORK_TAGS_KEPT).date()
    NetworkKey.objects.filter(day__lte=oldest_kept).delete()
    end = now - NETWORK_TAGS_KEPT
    return Comment.objects.filter(created_at__lte=end).exclude(network_tag="").update(network_tag="")
