"""What shared caches must forget although no page changed: noted in the writer's transaction, told by `purging`."""

import uuid
from collections.abc import Iterable

from django.conf import settings

from api.delivery.cache_tags import COMMENTS, EVERYTHING, comments_tag
from api.delivery.models import StaleTag


def forget_tags(tags: Iterable[str]) -> None:
    """This will have every cache forget the answers that carry one of these tags; without caches nothing is noted."""
    _note(settings.CACHE_PURGERS, tags)


def forget_comments(article_id: int) -> None:
    """This will do so for all that shows the comments of an article, or their number."""
    forget_tags([comments_tag(article_id), COMMENTS])


def forget_everything(cache: str) -> None:
    """This will have one cache forget all that it has: nobody knows which of it is still true."""
    _note([cache], [EVERYTHING])


def _note(caches: Iterable[str], tags: Iterable[str]) -> None:
    token = uuid.uuid4()
    # Once each and in one order: two writers must not wait for each other.
    pairs = sorted({(name, tag) for tag in tags for name in caches})
    StaleTag.objects.bulk_create(
        [StaleTag(purger=name, tag=tag, token=token) for name, tag in pairs],
        update_conflicts=True,
        unique_fields=["purger", "tag"],
        update_fields=["token"],
    )
