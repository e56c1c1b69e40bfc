"""What the background worker calls from time to time. Each job may run at any moment, twice or late."""

from datetime import datetime

from comments import services


def forget_challenges(now: datetime) -> int:
    """This will delete challenges that nobody can answer any more."""
    return services.forget_challenges(now=now)


def forget_network_tags(now: datetime) -> int:
    """This will make it impossible to tell from which network an older comment came."""
    return services.forget_network_tags(now=now)
