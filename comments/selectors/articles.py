"""Articles and their comments: may the public see an article, is it open for comments, how many are there."""

from datetime import datetime

from django.db.models import Count

from cms.comment_policy import comment_rules
from cms.models import ArticlePage, SiteSettings
from cms.selectors import public_sites
from comments.errors import ArticleNotFound, CommentsClosed
from comments.models import Comment
from comments.moderation import Status


def open_article(*, article_id: int, now: datetime) -> ArticlePage:
    """Return an article that takes comments.

    It is read from the pages, so an editor's change holds before the article is compiled.

    :raises ArticleNotFound: if the public may see no such article
    :raises CommentsClosed: if it takes no comments
    """
    site_id = site_of_public_article(article_id=article_id, now=now)
    article = ArticlePage.objects.select_related("locale").defer("body").filter(pk=article_id).first()
    if article is None:
        raise ArticleNotFound
    site_settings = SiteSettings.of_site(site_id)
    if not comment_rules(article, site_settings).open_at(now):
        raise CommentsClosed
    return article


def site_of_public_article(*, article_id: int, now: datetime) -> int:
    """Return the id of the site of an article that the public may see.

    :raises ArticleNotFound: if there is no such article
    """
    site_id = public_sites([article_id], now=now).get(article_id)
    if site_id is None:
        raise ArticleNotFound
    return site_id


def language_of(*, article_id: int) -> str:
    """Return the code of the language of an article, public or not.

    :raises ArticleNotFound: if there is no such article
    """
    code = ArticlePage.objects.filter(pk=article_id).values_list("locale__language_code", flat=True).first()
    if code is None:
        raise ArticleNotFound
    return code


def published_count(article_id: int) -> int:
    """Count the published comments of an article."""
    return Comment.objects.filter(article_id=article_id, status=Status.PUBLISHED).count()


def published_counts() -> dict[int, int]:
    """Count the published comments of every article that has any, by article id."""
    published = Comment.objects.filter(status=Status.PUBLISHED).order_by()
    return dict(published.values_list("article").annotate(Count("id")))
