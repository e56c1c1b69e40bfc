"""The events of this app: sent after the commit, with ids only."""

from typing import Any

from django.db import transaction
from django.dispatch import Signal

# The public part of an article's thread, or its count, may have changed: `article_id`.
thread_changed = Signal()

# A comment has arrived: `comment_id`.
comment_submitted = Signal()

# A comment was moved: `comment_id`, `decision_id`.
comment_moderated = Signal()


def announce(event: Signal, sender: type[Any], **ids: Any) -> None:
    """Send an event once the running transaction is committed; a receiver that fails is logged."""
    transaction.on_commit(lambda: event.send(sender, **ids), robust=True)
