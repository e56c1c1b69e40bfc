"""The purge queue: what shared caches must purge without a change in the log.

Rows are written in the transaction of the change and sent by `delivery.outbox.purging`.
"""

from collections.abc import Collection, Iterable

from django.conf import settings

from delivery.caching.tags import COMMENTS, EVERYTHING, comments_tag
from delivery.models import PendingPurge


def queue_purge(tags: Collection[str]) -> None:
    """Have every cache purge the responses with one of these tags. Without caches no row is written."""
    _queue(settings.CACHE_PURGERS, tags)


def queue_comments_purge(article_id: int) -> None:
    """Have every cache purge the responses that show the comments of an article, or their number."""
    queue_purge([comments_tag(article_id), COMMENTS])


def queue_full_purge(cache: str) -> None:
    """Have one cache purge everything, because it is not known what changed since it was filled."""
    _queue([cache], [EVERYTHING])


def _queue(caches: Iterable[str], tags: Collection[str]) -> None:
    PendingPurge.objects.bulk_create(
        PendingPurge(cache=name, tag=tag) for name in caches for tag in dict.fromkeys(tags)
    )
