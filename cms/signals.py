"""The events of this app: sent in the transaction of the change, with ids only."""

from django.dispatch import Signal

# Pages were taken down, or that was lifted: `page_ids`, the article first, and `is_down`.
takedown_changed = Signal()
