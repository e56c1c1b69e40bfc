"""What shared caches must forget although no page changed: noted in the writer's transaction, told by `purging`."""

from collections.abc import Collection, Iterable

from django.conf import settings

from delivery.caching.tags import COMMENTS, EVERYTHING, comments_tag
from delivery.models import StaleTag


def forget_tags(tags: Collection[str]) -> None:
    """This will have every cache forget the answers that carry one of these tags; without caches nothing is noted."""
    _note(settings.CACHE_PURGERS, tags)


def forget_comments(article_id: int) -> None:
    """This will do so for all that shows the comments of an article, or their number."""
    forget_tags([comments_tag(article_id), COMMENTS])


def forget_everything(cache: str) -> None:
    """This will have one cache forget all that it has: nobody knows which of it is still true."""
    _note([cache], [EVERYTHING])


def _note(caches: Iterable[str], tags: Collection[str]) -> None:
    StaleTag.objects.bulk_create(
        StaleTag(purger=name, tag=tag) for name in caches for tag in dict.fromkeys(tags)
    )
