"""The tags of networks, under keys that are deleted after a week."""

import secrets
from datetime import datetime

from comments.models import NetworkKey
from comments.privacy import network_tag


def tag_of(network: str, *, now: datetime) -> str:
    """Return the tag of a network under the key of the day, which is stored on first use; empty for no network."""
    if not network:
        return ""
    new_key = {"secret": secrets.token_hex(32)}
    key, _created = NetworkKey.objects.get_or_create(day=now.date(), defaults=new_key)
    return network_tag(network, key.secret)


def tags_of(network: str) -> list[str]:
    """Return the tags of a network under all keys that there are."""
    return [network_tag(network, key.secret) for key in NetworkKey.objects.all()] if network else []
