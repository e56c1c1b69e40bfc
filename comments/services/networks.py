"""Tags of networks, which lose their meaning after a week."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from comments.models import Comment, NetworkKey
from comments.privacy import network_tag

NETWORK_TAGS_KEPT = timedelta(days=7)


def tag_network(network: str, *, now: datetime) -> str:
    """Return the tag of a network under the key of the day, which is stored on first use; empty for no network."""
    if not network:
        return ""
    key, _created = NetworkKey.objects.get_or_create(
        day=now.date(), defaults={"secret": secrets.token_hex(32)}
    )
    return network_tag(network, key.secret)


@transaction.atomic
def delete_network_tags(*, now: datetime) -> int:
    """Delete network tags older than a week, and their keys, and return how many tags there were.

    Without its key no network can be matched to a tag, not even in a backup.
    """
    end = now - NETWORK_TAGS_KEPT
    NetworkKey.objects.filter(day__lte=end.date()).delete()
    return Comment.objects.filter(created_at__lte=end).exclude(network_tag="").update(network_tag="")
