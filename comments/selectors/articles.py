"""Articles and their comments: may the public see an article, is it open for comments, how many are there."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from cms.comment_policy import CommentRules, comment_rules
from cms.models import ArticlePage, SiteSettings
from cms.selectors import public_sites
from comments.errors import ArticleNotFound
from comments.models import Comment
from comments.moderation import Status


@dataclass(frozen=True)
class CommentedArticle:
    """What a submission needs to know about a public article."""

    locale: str
    rules: CommentRules


def commented_article(*, article_id: int, now: datetime) -> CommentedArticle:
    """Return a public article with its language and the rules for its comments.

    It is read from the pages, so an editor's change holds before the article is compiled.

    :raises ArticleNotFound: if the public may see no such article
    """
    site_id = public_sites([article_id], now=now).get(article_id)
    if site_id is None:
        raise ArticleNotFound
    article = ArticlePage.objects.select_related("locale").defer("body").filter(pk=article_id).first()
    if article is None:
        raise ArticleNotFound
    site_settings = SiteSettings.objects.filter(site_id=site_id).first() or SiteSettings()
    return CommentedArticle(article.locale.language_code, comment_rules(article, site_settings))


def published_count(article_id: int) -> int:
    """Count the published comments of an article."""
    return Comment.objects.filter(article_id=article_id, status=Status.PUBLISHED).count()


def published_counts() -> dict[int, int]:
    """Count the published comments of every article that has any, by article id."""
    published = Comment.objects.filter(status=Status.PUBLISHED).order_by()
    return dict(published.values_list("article").annotate(Count("id")))
