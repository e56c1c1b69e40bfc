"""Images and files that one article alone shows readers."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cms.models import Download, Image
from cms.selectors import private_collection_ids
from cms.takedowns import aliases_of
from delivery.models import EditionTag
from delivery.subjects import BEFORE_FOLLOWED


def own_images(page_id: int) -> QuerySet[Image]:
    """Return the public images that no page, author or site shows but this article and its aliases."""
    return _public(Image.objects.filter(pk__in=_shown_here_only("image", page_id)))


def own_downloads(page_id: int) -> QuerySet[Download]:
    """Return the public files that no page offers but this article and its aliases."""
    return _public(Download.objects.filter(pk__in=_shown_here_only("download", page_id)))


def _shown_here_only(kind: str, page_id: int) -> Sequence[int]:
    own = [page_id, *aliases_of(page_id)]
    # The editions of images and files themselves say nothing of who shows them.
    others = EditionTag.objects.filter(tag=OuterRef("tag"), edition__gt=BEFORE_FOLLOWED)
    tags = EditionTag.objects.filter(edition=page_id, tag__startswith=f"{kind}:")
    only_here = tags.exclude(Exists(others.exclude(edition__in=own)))
    return [int(tag.partition(":")[2]) for tag in only_here.values_list("tag", flat=True)]


def _public(media: QuerySet[Any]) -> QuerySet[Any]:
    return media.exclude(collection_id__in=private_collection_ids()).order_by("title", "pk")
