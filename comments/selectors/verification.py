"""Whether what is stored of the threads agrees with the rows of the comments."""

from collections.abc import Collection

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cms.models import ArticlePage
from cms.selectors import subtree_range
from comments.models import Comment, PageDeletion, Thread
from comments.moderation import Status


def listed_replies() -> Coalesce:
    """Return the expression that counts the direct replies to a comment that have a place in the thread."""
    replies = Comment.objects.filter(parent=OuterRef("pk"), listed=True).order_by()
    counted = replies.values("parent").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def miscounted_threads() -> list[int]:
    """Return the ids of the articles of which a number is stored that the comments do not have.

    Each number is compared within one statement, so a decision that is made at the same time is no difference.
    Articles that are being deleted with their comments are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MISCOUNTED_REPLIES)
        replies = {article_id for (article_id,) in cursor.fetchall()}
    counted = Thread.objects.exclude(count=_published_comments()).values_list("pk", flat=True)
    published = Comment.objects.filter(status=Status.PUBLISHED, article__thread=None)
    uncounted = published.values_list("article_id", flat=True)
    wrong = replies.union(counted.distinct(), uncounted.distinct())
    return sorted(wrong - _being_deleted(wrong))


# Joined, not counted for each comment: that takes three times as long with millions of them.
_MISCOUNTED_REPLIES = """
    SELECT DISTINCT c.article_id FROM comments_comment AS c
    LEFT JOIN (
        SELECT parent_id, count(*) AS number FROM comments_comment
        WHERE listed AND parent_id IS NOT NULL GROUP BY parent_id
    ) AS replies ON replies.parent_id = c.id
    WHERE c.public_replies <> COALESCE(replies.number, 0)
"""


def _published_comments() -> Coalesce:
    published = Comment.objects.filter(article=OuterRef("pk"), status=Status.PUBLISHED).order_by()
    counted = published.values("article").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _being_deleted(article_ids: Collection[int]) -> set[int]:
    """Return those of these articles that the background work deletes, and those that are gone by now."""
    kept = ArticlePage.objects.filter(pk__in=article_ids)
    for path in PageDeletion.objects.values_list("page__path", flat=True):
        kept = kept.exclude(path__range=subtree_range(path))
    return set(article_ids) - set(kept.values_list("pk", flat=True))
