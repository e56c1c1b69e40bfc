"""The signals that delivery listens to. A receiver writes invalidations and queues purges, and nothing else.

What was invalidated is compiled, and what was queued is purged, right after the commit and still in the request
(`commits`).

The signals of saving and deleting are used, not Wagtail's `page_published` and `page_unpublished`: an alias sends
none of these, and a deletion sends them while the row still exists.
"""

from delivery.receivers import pages, settings, shown  # noqa: F401
