"""What could not be read for a while is told again, for a client that took a snapshot meanwhile."""

from datetime import datetime, timedelta

import pytest

from cms.models import ArticleAuthor, ArticlePage, Author
from delivery.invalidation import invalidate_editions
from delivery.models import Change, Edition
from tests import factories
from tests.journeys.follower import Follower

pytestmark = pytest.mark.django_db


def lines_of(author: Author) -> int:
    return Change.objects.filter(type="author", object_id=author.pk).count()


def hidden(article: ArticlePage) -> ArticlePage:
    """Take an article off as its editor does, before the commit."""
    article.unpublish()
    return article


def publish(article: ArticlePage) -> None:
    article.save_revision().publish()
    factories.settle()


class TestAnAuthor:
    def test_is_told_again_when_the_only_article_was_hidden(self) -> None:
        author = factories.author()
        article = hidden(factories.compiled_article(authors=[author]))
        client = Follower()
        assert ("author", author.pk) not in client.content
        publish(article)
        client.follow()
        assert client.content["author", author.pk]["name"] == author.name

    def test_is_told_again_when_the_only_article_had_expired(self, now: datetime) -> None:
        author = factories.author()
        article = factories.compiled_article(authors=[author])
        Edition.objects.filter(pk=article.pk).update(expires_at=now - timedelta(minutes=1))
        client = Follower()
        assert ("author", author.pk) not in client.content
        # The editor has extended the time.
        invalidate_editions([article.pk], now=now)
        factories.settle()
        client.follow()
        assert ("author", author.pk) in client.content

    def test_is_told_again_with_another_article(self) -> None:
        author, other = factories.author(), factories.compiled_article()
        hidden(factories.compiled_article(authors=[author]))
        client = Follower()
        other.article_authors = [ArticleAuthor(author=author)]
        publish(other)
        client.follow()
        assert ("author", author.pk) in client.content

    def test_is_not_told_again_while_another_article_shows_them(self) -> None:
        author = factories.author()
        factories.compiled_article(authors=[author])
        article = hidden(factories.compiled_article(authors=[author]))
        lines = lines_of(author)
        publish(article)
        assert lines_of(author) == lines


class TestTheSite:
    def test_is_told_again_when_its_home_page_was_hidden(self) -> None:
        home = factories.home()
        factories.settle()
        home.unpublish()
        client = Follower()
        assert ("site", home.pk) not in client.content
        home.save_revision().publish()
        factories.settle()
        client.follow()
        assert ("site", home.pk) in client.content


class TestASection:
    def test_is_told_again_when_it_was_hidden(self) -> None:
        section = factories.section()
        factories.settle()
        section.unpublish()
        client = Follower()
        section.save_revision().publish()
        factories.settle()
        client.follow()
        assert ("section", section.pk) in client.content
