"""What shared caches must forget although no page changed: noted in the writer's transaction, told by `purging`."""

import uuid
from collections.abc import Iterable

from django.conf import settings

from api.delivery.cache_tags import COMMENTS, comments_tag
from api.delivery.models import StaleTag


def forget_tags(tags: Iterable[str]) -> None:
    """This will have every cache forget the answers that carry one of these tags; without caches nothing is noted."""
    token = uuid.uuid4()
    StaleTag.objects.bulk_create(
        [StaleTag(purger=name, tag=tag, token=token) for name in settings.CACHE_PURGERS for tag in tags],
        update_conflicts=True,
        unique_fields=["purger", "tag"],
        update_fields=["token"],
    )


def forget_comments(article_id: int) -> None:
    """This will do so for all that shows the comments of an article, or their number."""
    forget_tags([comments_tag(article_id), COMMENTS])
