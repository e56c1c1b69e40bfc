"""Pages that are deleted with comments."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models.signals import post_delete
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.models import ArticlePage
from comments.models import Comment, Thread
from comments.moderation import Status
from comments.selectors import miscounted_threads
from comments.services import delete_waiting_pages
from tests import comment_factories, factories
from tests.admin import soup

pytestmark = pytest.mark.django_db
NOW = comment_factories.NOON + timedelta(days=1)


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chefredaktion"))
    return client


def commented(number: int) -> ArticlePage:
    """Make an article in a section, with a comment and replies to it."""
    article = factories.compiled_article(parent=factories.section())
    first = comment_factories.comment(article=article, status=Status.PUBLISHED)
    for _number in range(number - 1):
        comment_factories.comment(parent=first)
    return article


def delete_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def bulk_url(*pages: Page) -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?next=/admin/&{ids}"


def told(client: Client, url: str) -> str:
    messages = soup(client.get(url)).select_one(".messages")
    return " ".join(messages.get_text(" ").split()) if messages else ""


@contextmanager
def ends_at(deleted: type) -> Iterator[None]:
    """Have the process end when it has deleted a row of a model."""

    def end(**kwargs: Any) -> None:
        raise SystemExit

    post_delete.connect(end, sender=deleted)
    yield
    post_delete.disconnect(end, sender=deleted)


def run_until_gone(page: Page) -> None:
    while Page.objects.filter(pk=page.pk).exists():
        delete_waiting_pages(now=NOW)


class TestThePageThatAsks:
    def test_says_how_many_comments_go_with_an_article_or_section(self, chief: Client) -> None:
        article = commented(3)
        assert "3 Kommentare von Leser:innen gelöscht" in told(chief, delete_url(article))
        assert "3 Kommentare von Leser:innen gelöscht" in told(chief, delete_url(article.get_parent()))
        assert told(chief, delete_url(factories.article())) == ""

    def test_counts_all_of_several_pages(self, chief: Client) -> None:
        assert "5 Kommentare" in told(chief, bulk_url(commented(3), commented(2)))

    def test_deletes_a_few_at_once(self, chief: Client) -> None:
        article = commented(2)
        chief.post(delete_url(article))
        assert not Comment.objects.exists()
        assert not ArticlePage.objects.filter(pk=article.pk).exists()


class TestAPageWithManyComments:
    @pytest.fixture(autouse=True)
    def many_is_two(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("comments.services.deleting.AT_ONCE", 2)

    @pytest.mark.parametrize("url", [delete_url, bulk_url])
    def test_is_no_longer_public_and_deleted_later(self, chief: Client, url: object) -> None:
        article = commented(4)
        section = article.get_parent()
        answer = chief.post(url(section))  # type: ignore[operator]
        assert answer.status_code == 302
        said = told(chief, answer["Location"])
        assert "in den nächsten Minuten gelöscht" in said
        assert "wurde gelöscht" not in said
        assert Comment.objects.count() == 4
        assert Client().get(f"/api/v1/articles/{article.pk}/").status_code == 404
        assert Client().get(f"/api/v1/articles/{article.pk}/comments/").status_code == 404
        chief.post(url(section))  # type: ignore[operator]
        assert section.view_restrictions.count() == 1
        left = []
        while Page.objects.filter(pk=section.pk).exists():
            delete_waiting_pages(now=NOW)
            left.append(Comment.objects.count())
            assert miscounted_threads() == []
        assert left == [2, 1, 0, 0]
        assert not ArticlePage.objects.filter(pk=article.pk).exists()
        assert not Thread.objects.exists()
        assert delete_waiting_pages(now=NOW) == 0

    @pytest.mark.parametrize(("deleted", "left"), [(Comment, 4), (ArticlePage, 0)])
    def test_is_deleted_by_the_next_run_if_the_process_ends_in_between(
        self, chief: Client, deleted: type, left: int
    ) -> None:
        article = commented(4)
        section = article.get_parent()
        chief.post(delete_url(section))
        with ends_at(deleted), pytest.raises(SystemExit):
            run_until_gone(section)
        assert Comment.objects.count() == left
        assert Client().get(f"/api/v1/articles/{article.pk}/").status_code == 404
        run_until_gone(section)
        assert not ArticlePage.objects.filter(pk=article.pk).exists()
        assert not Comment.objects.exists()
        assert not Thread.objects.exists()
