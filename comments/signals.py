"""The events of this app: sent after the commit, with ids only."""

from django.dispatch import Signal

# The public part of an article's thread, or its count, may have changed: `article_id`.
thread_changed = Signal()
