"""Keeping what readers had of an article, when its edition is replaced by one that says something else."""

from cms import record
from cms.models import ArticlePage
from delivery.content.versions import versioned_article
from delivery.models import Edition
from delivery.serialization import to_json


def keep_version(before: Edition, after: Edition | None) -> None:
    """Keep a version of an article if its edition is removed, or replaced by one with other fields of its own.

    `updated_at` of an edition is its last publication. An edition without a digest is no article that has versions,
    or is older than they are: whether it differs is not known then, unless a correction says so.
    """
    if before.digest:
        if after is not None and after.digest == before.digest:
            return
    elif not (before.is_listed and record.is_wrong(before.id)):
        return
    # The versions of a deleted article are deleted with it.
    if after is not None or ArticlePage.objects.filter(pk=before.id).exists():
        record.keep_version(
            before.id,
            digest=before.digest,
            published_at=before.updated_at,
            replaced_at=after.updated_at if after else None,
            content=to_json(versioned_article(bytes(before.full))),
        )
