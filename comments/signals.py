"""Facts that the conversation announces, always after the commit and always with ids only."""

from typing import Any

from django.db import transaction
from django.dispatch import Signal

# What the public sees of an article's thread, or its count, may have changed: `article_id`.
thread_changed = Signal()

# A comment has arrived: `comment_id`.
comment_submitted = Signal()

# A comment was moved: `comment_id`, `decision_id`.
comment_moderated = Signal()


def announce(fact: Signal, sender: type[Any], **ids: Any) -> None:
    """This will send a fact once the running transaction is committed; a failing listener is only logged."""
    transaction.on_commit(lambda: fact.send(sender, **ids), robust=True)
