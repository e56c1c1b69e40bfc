"""Articles and their comments: may the public see an article, and is it open for comments."""

from datetime import datetime

from cms.comment_policy import CommentedArticle, comment_rules
from cms.models import ArticlePage, CommentPolicy, SiteSettings
from cms.selectors import public_ids
from comments.errors import ArticleNotFound, CommentsClosed


def public_article(*, article_id: int, now: datetime) -> CommentedArticle:
    """Return an article that the public may see.

    It is read from the pages, so an editor's change holds before the article is compiled.

    :raises ArticleNotFound: if there is no such article
    """
    if not public_ids([article_id], now=now):
        raise ArticleNotFound
    article = ArticlePage.objects.filter(pk=article_id).values_list(*CommentedArticle._fields).first()
    if article is None:
        raise ArticleNotFound
    return CommentedArticle(*article)


def open_article(*, article_id: int, now: datetime) -> CommentedArticle:
    """Return a public article that takes comments.

    :raises ArticleNotFound: if the public may see no such article
    :raises CommentsClosed: if it takes no comments
    """
    article = public_article(article_id=article_id, now=now)
    if not comment_rules(article, SiteSettings.of_default_site()).open_at(now):
        raise CommentsClosed
    return article


def article_with_comments(*, article_id: int, now: datetime) -> CommentedArticle:
    """Return a public article whose comments are shown, whether or not it takes more of them.

    :raises ArticleNotFound: if the public may see no such article, or none of its comments
    """
    article = public_article(article_id=article_id, now=now)
    if comment_rules(article, SiteSettings.of_default_site()).policy == CommentPolicy.OFF:
        raise ArticleNotFound
    return article


def language_of(*, article_id: int) -> str:
    """Return the code of the language of an article, public or not.

    :raises ArticleNotFound: if there is no such article
    """
    code = ArticlePage.objects.filter(pk=article_id).values_list("locale__language_code", flat=True).first()
    if code is None:
        raise ArticleNotFound
    return code
