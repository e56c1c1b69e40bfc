"""Pages that are deleted with many comments: hidden at once, deleted by the background work."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page, PageViewRestriction

from cms.selectors import subtree_range
from comments.models import MAX_DEPTH, Comment, PageDeletion
from comments.selectors.moderation import COUNTED_AT_MOST, comments_below
from comments.services.threads import lock_threads
from jobs.processing import process_each

# A request that deleted more would take seconds: each comment is loaded with its decisions and hold reasons.
AT_ONCE = COUNTED_AT_MOST


@transaction.atomic
def delete_later(*, page: Page, user: Any, now: datetime) -> bool:
    """Take a page with more than `AT_ONCE` comments, and all below it, from the public, and let it be deleted.

    Return False, with nothing changed, if there are fewer.
    """
    if comments_below([page]) <= AT_ONCE:
        return False
    _deletion, is_new = PageDeletion.objects.get_or_create(page=page, defaults={"user": user, "at": now})
    if is_new:
        # It hides a page with everything below it by one statement, however many pages these are.
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return True


def delete_waiting_pages(*, now: datetime) -> int:
    """Delete a batch of the comments of each page that waits, or the page if it has none. Return how many pages."""
    waiting = PageDeletion.objects.select_related("page", "user").order_by("at", "pk")
    return process_each(
        "delete_pages", waiting, _go_on, subject=lambda row: f"page:{row.page_id}", now=now
    ).done


@transaction.atomic
def _go_on(deletion: PageDeletion) -> None:
    there = Comment.objects.filter(article__path__range=subtree_range(deletion.page.path)).order_by()
    # Replies first, so that no comment takes more with it than the batch has.
    for depth in reversed(range(MAX_DEPTH)):
        batch = dict(there.filter(depth=depth).values_list("pk", "article_id")[:AT_ONCE])
        if batch:
            lock_threads(batch.values())
            Comment.objects.filter(pk__in=batch).delete()
            return
    # Who deleted it was allowed to when they did.
    DeletePageAction(deletion.page, user=deletion.user).execute(skip_permission_checks=True)
