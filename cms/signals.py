"""The events of this app: sent in the transaction of the change, with ids only."""

from django.dispatch import Signal

# Pages were taken down, or that was lifted: `page_ids`, the article first, `media` that was moved to another collection
# with them, each as its kind and id, and `is_down`.
takedown_changed = Signal()
