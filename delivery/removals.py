"""What a change that takes something away does at once, in its own transaction, after its invalidations.

It hides the edition of the page, and has the editions that may show the page compiled before they are read. All
writers lock invalidations before editions, so they do not deadlock.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat, Left
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.models import CommentPolicy
from cms.selectors import subtree
from delivery.models import Edition, EditionTag, Invalidation
from delivery.subjects import BEFORE_FOLLOWED, Kind, key_offset

# What is public only with a page: its own edition, and that of the site that it begins.
_OF_PAGES: tuple[Kind, ...] = ("page", "site")


def hide_editions(edition_ids: Collection[int]) -> None:
    """Hide editions until they are compiled again."""
    Edition.objects.filter(pk__in=edition_ids).update(hidden=True)


def take_down(page_ids: Collection[int]) -> None:
    """Hide pages that were taken down and are invalidated, require recompilation of what shows them, and have it told."""
    Invalidation.objects.filter(pk__in=page_ids).update(is_killed=True)
    hide_editions(page_ids)
    require_recompilation_of_tagged([f"page:{page_id}" for page_id in page_ids])


def hide_subtree(tree_path: str) -> None:
    """Hide a page and all below it, with their sites, and require recompilation of what shows one of these pages."""
    below = subtree(tree_path)
    # One statement for each kind: a condition with `OR` would read all editions.
    for kind in _OF_PAGES:
        keys = below.annotate(edition_id=F("pk") + key_offset(kind)).values("edition_id")
        Edition.objects.filter(pk__in=keys).update(hidden=True)
    _require_recompilation_of_mentions(below)


def is_misplaced(tree_path: str, url_path: str) -> bool:
    """Return whether an edition of this page, or of one below it, was compiled for another place in the tree."""
    return _misplaced(tree_path, url_path).exists()


def require_recompilation_of_misplaced(tree_path: str, url_path: str) -> None:
    """Require recompilation of editions compiled for another place in the tree, and of what shows these pages."""
    if _misplaced(tree_path, url_path).update(needs_recompilation=True):
        _require_recompilation_of_mentions(subtree(tree_path))


def require_recompilation_of_tagged(tags: Sequence[str] | QuerySet[Any, Any]) -> None:
    """Require recompilation of the editions with one of the tags."""
    Edition.objects.filter(tags__tag__in=tags).update(needs_recompilation=True)


def require_recompilation_of_shown(tags: Sequence[str]) -> None:
    """Require recompilation of the editions with one of the tags, and of those that may show the card of one."""
    require_recompilation_of_tagged(tags)
    shown = EditionTag.objects.filter(tag__in=tags)
    require_recompilation_of_tagged(
        shown.values_list(Concat(Value("page:"), Cast("edition_id", CharField())))
    )


def require_recompilation_below(page: Page) -> None:
    """Require recompilation of the pages below a page, which may show it in their cards, and of what shows these."""
    _require_recompilation_of_mentions(subtree(page.path))


def require_recompilation_of_comments(page_id: int) -> None:
    """Require recompilation of an edition that shows comments, because it may not show them any more."""
    editions = Edition.objects.filter(pk=page_id).exclude(comment_policy=CommentPolicy.OFF)
    editions.update(needs_recompilation=True)


def require_recompilation_of_all() -> None:
    """Require recompilation of every edition that `invalidate_all` invalidates."""
    Edition.objects.filter(pk__gt=BEFORE_FOLLOWED).update(needs_recompilation=True)


def _misplaced(tree_path: str, url_path: str) -> QuerySet[Edition]:
    below = subtree(tree_path).values("pk")
    # Not `startswith`: on SQLite it ignores case.
    begins = Left("url_path", len(url_path))
    return Edition.objects.filter(pk__in=below).annotate(begins=begins).exclude(begins=url_path)


def _require_recompilation_of_mentions(pages: PageQuerySet) -> None:
    require_recompilation_of_tagged(pages.values_list(Concat(Value("page:"), Cast("pk", CharField()))))
