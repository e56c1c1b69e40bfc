"""410 with the sentence of the editors, in place of an article that was taken down."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.models import ArticlePage
from comments import services
from tests import comment_factories, factories
from tests.takedowns import ENGLISH, GERMAN, take_down

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def article(module_transaction: None) -> ArticlePage:
    """Take down an article with an alias, which had another path before."""
    first, second = factories.section(slug="erstes"), factories.section(slug="zweites")
    article = factories.published_article(parent=first, slug="weg")
    comment_factories.comment(article=article, status="PUBLISHED")
    factories.settle()
    article.move(second, pos="last-child")
    article.create_alias(parent=factories.home(), update_slug="kopie")
    Redirect.objects.create(old_path="/kurz", redirect_page=article)
    factories.settle()
    take_down(ArticlePage.objects.get(pk=article.pk))
    factories.settle()
    return article


def paths(article: ArticlePage) -> list[str]:
    alias = Page.objects.get(alias_of=article.pk)
    return [
        f"articles/{article.pk}/",
        f"articles/{article.pk}/?profile=card&fields=title",
        f"articles/{alias.pk}/",
        "articles/by-slug/weg/",
        f"articles/{article.pk}/comments/",
        f"articles/{article.pk}/versions/",
        f"articles/{article.pk}/versions/1/",
        "resolve/?path=/de/zweites/weg/",
        "resolve/?path=/de/erstes/weg",
        "resolve/?path=/kurz",
        "resolve/?path=/kurz?utm_source=x",
        "resolve/?path=/de/kopie/",
    ]


def get(path: str, **headers: str) -> Any:
    return Client().get(f"/api/v1/{path}", headers=headers)


class TestAnArticleThatIsTakenDown:
    def test_is_gone_everywhere_with_the_sentence_in_its_language(self, article: ArticlePage) -> None:
        for path in paths(article):
            answer = get(path)
            assert (answer.status_code, answer.json()["detail"]) == (410, GERMAN), path
            assert answer.json()["type"].endswith("/gone/")
            assert answer["Content-Language"] == "de"
            assert "unresolved" in answer["Cache-Tag"].split(",")

    def test_has_the_sentence_in_the_language_asked_for_if_there_is_one(self, article: ArticlePage) -> None:
        for path in paths(article):
            assert get(path, accept_language="en-GB, de;q=0.5").json()["detail"] == ENGLISH, path
            assert get(path, accept_language="fr").json()["detail"] == GERMAN, path

    def test_takes_no_comments(self, article: ArticlePage) -> None:
        challenge = services.issue_challenge(article_id=factories.article().pk, now=factories.MORNING)
        body = {
            "name": "Ida",
            "email": "ida@example.org",
            "text": "Warum ist das weg?",
            "consent": True,
            "challenge": {"id": challenge.id, "answer": "x"},
        }
        answer = Client().post(
            f"/api/v1/articles/{article.pk}/comments/", body, content_type="application/json"
        )
        assert (answer.status_code, answer.json()["detail"]) == (410, GERMAN)

    def test_is_missing_in_a_list_of_ids(self, article: ArticlePage) -> None:
        assert get(f"articles/?ids={article.pk}").json()["meta"]["missing"] == [article.pk]

    def test_costs_one_statement_more_than_one_that_is_found(
        self, article: ArticlePage, django_assert_num_queries: Any
    ) -> None:
        for path in paths(article)[:7] + paths(article)[-1:]:
            with django_assert_num_queries(2):
                get(path)

    def test_is_told_on_the_reference_site_at_its_former_paths(self, article: ArticlePage) -> None:
        for path in ("/de/zweites/weg/", "/de/kopie/"):
            answer = Client().get(path)
            assert answer.status_code == 410
            assert f'<p lang="de">{GERMAN}</p>' in answer.content.decode()

    def test_is_a_line_of_the_log_with_the_sentence(self, article: ArticlePage) -> None:
        lines = {item["id"]: item for item in get("changes/?limit=100").json()["items"]}
        line = lines[article.pk]
        assert (line["change"], line["reason"], line["etag"]) == ("KILLED", GERMAN, None)
        assert {item["reason"] for item in lines.values()} == {GERMAN, None}


def test_what_was_deleted_or_moved_while_it_was_down_is_gone_with_the_sentence_as_well() -> None:
    deleted, moved = (factories.compiled_article(slug=slug) for slug in ("geloescht", "bewegt"))
    section = factories.section(slug="anderswo")
    for article in (deleted, moved):
        take_down(article)
    factories.settle()
    Page.objects.get(pk=deleted.pk).delete()
    Page.objects.get(pk=moved.pk).move(section, pos="last-child")
    factories.settle()
    for path in (
        f"articles/{deleted.pk}/",
        "articles/by-slug/geloescht/",
        "resolve/?path=/de/geloescht/",
        "resolve/?path=/de/bewegt/",
        "resolve/?path=/de/anderswo/bewegt/",
    ):
        assert (get(path).status_code, get(path).json()["detail"]) == (410, GERMAN), path


def test_the_sentence_of_an_english_article_is_english_unless_it_is_asked_for_in_german() -> None:
    article = factories.compiled_article(parent=factories.english_home())
    take_down(article)
    factories.settle()
    assert get(f"articles/{article.pk}/").json()["detail"] == ENGLISH
    assert get(f"articles/{article.pk}/", accept_language="de").json()["detail"] == GERMAN


def test_an_article_that_never_was_is_not_found() -> None:
    for path in ("articles/999999/", "articles/by-slug/nie/", "articles/999999/comments/"):
        assert get(path).status_code == 404
