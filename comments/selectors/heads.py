"""Articles as the conversation sees them: may the public see them, are comments open, how many are there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cms.comment_policy import CommentRules, comment_rules
from cms.models import ArticlePage, CommentPolicy, SiteSettings
from cms.selectors import public_articles, sites_of_page
from comments.errors import ArticleNotFound
from comments.models import Comment
from comments.moderation import Status


@dataclass(frozen=True)
class ThreadHead:
    """What stands over the thread of a public article. Where comments are off, `count` is zero."""

    article_id: int
    locale: str
    url: str
    rules: CommentRules
    count: int
    expires_at: datetime | None

    @property
    def shows_comments(self) -> bool:
        """This will tell whether readers see any comments at all."""
        return self.rules.policy != CommentPolicy.OFF


def published_count(article_id: int) -> int:
    """This will count the published comments of an article."""
    return Comment.objects.filter(article_id=article_id, status=Status.PUBLISHED).count()


def published_counts() -> dict[int, int]:
    """This will count the published comments of every article that has any, by article id."""
    published = Comment.objects.filter(status=Status.PUBLISHED).order_by()
    return dict(published.values_list("article").annotate(Count("id")))


def thread_head(*, article_id: int, now: datetime) -> ThreadHead:
    """This will find a public article, in one query.

    :raises ArticleNotFound: if there is none that the public may see
    """
    heads = thread_heads(article_ids=[article_id], now=now)
    if not heads:
        raise ArticleNotFound
    return heads[0]


def thread_heads(*, article_ids: Collection[int], now: datetime) -> list[ThreadHead]:
    """This will find those of the articles that are public, in the order asked, in one query."""
    rows = _with_settings(public_articles(now=now).filter(pk__in=article_ids))
    # Wagtail keeps the addresses of sites on the object that it is given: one look-up for all.
    roots = SimpleNamespace()
    found = {row.pk: _head(row, roots) for row in rows}
    return [found[article_id] for article_id in article_ids if article_id in found]


def _with_settings(articles: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
    own_settings = SiteSettings.objects.filter(site_id=OuterRef("own_site"))
    counts = (
        Comment.objects.filter(article_id=OuterRef("pk"), status=Status.PUBLISHED)
        .order_by()
        .values("article_id")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return articles.annotate(
        own_site=Subquery(sites_of_page().values("pk")[:1]),
        locale_code=F("locale__language_code"),
        comments_enabled=Coalesce(Subquery(own_settings.values("comments_enabled")[:1]), Value(True)),
        comments_close_after_days=Subquery(own_settings.values("comments_close_after_days")[:1]),
        comment_count=Coalesce(Subquery(counts), Value(0)),
    ).defer("body", "lead", "kicker", "correction_text", "search_description")


def _head(row: ArticlePage, roots: Any) -> ThreadHead:
    values = vars(row)
    rules = comment_rules(
        row,
        SiteSettings(
            comments_enabled=values["comments_enabled"],
            comments_close_after_days=values["comments_close_after_days"],
        ),
    )
    shown = rules.policy != CommentPolicy.OFF
    return ThreadHead(
        article_id=row.pk,
        locale=values["locale_code"],
        url=row.get_full_url(roots) or "",
        rules=rules,
        count=values["comment_count"] if shown else 0,
        expires_at=row.expire_at,
    )
