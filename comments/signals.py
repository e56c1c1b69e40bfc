"""The events of this app, with ids only."""

from django.dispatch import Signal

# The public part of an article's thread, or its count, changes: `article_id`. Sent in the transaction of the change.
thread_changed = Signal()
