"""What happens right after the commit of a change, still in the request: compile its pages, purge shared caches."""

import threading
import uuid

from django.db import transaction
from django.utils import timezone

from delivery.invalidation import IN_REQUEST
from delivery.outbox.purging import purge_caches
from delivery.publish import publish_tokens


class _Pending(threading.local):
    """The tokens of the invalidations that the running transaction of this thread has written."""

    def __init__(self) -> None:
        self.tokens: list[uuid.UUID] = []


_pending = _Pending()


def publish_after_commit(token: uuid.UUID) -> None:
    """Compile what was invalidated under this token as soon as the transaction is over, unless it is too much."""
    _pending.tokens.append(token)
    transaction.on_commit(_publish_pending, robust=True)


def purge_after_commit() -> None:
    """Send the purge queue to the caches as soon as the transaction is over."""
    transaction.on_commit(lambda: purge_caches(timezone.now()), robust=True)


def _publish_pending() -> None:
    # The first of several callbacks takes all tokens, so that the limit is that of the whole transaction.
    # A transaction that was rolled back leaves tokens that name no invalidation.
    tokens, _pending.tokens = _pending.tokens, []
    if tokens:
        now = timezone.now()
        publish_tokens(tokens, limit=IN_REQUEST, now=now)
        purge_caches(now)
