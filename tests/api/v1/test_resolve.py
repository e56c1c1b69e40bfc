"""`resolve/?path=`."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from cms.models import ArticlePage, SectionPage
from tests import factories

pytestmark = pytest.mark.django_db
client = Client()


def resolve(path: str, status: int = 200) -> Any:
    response = client.get("/api/v1/resolve/", {"path": path})
    assert response.status_code == status, response.content
    return response.json()


@pytest.mark.parametrize("query", ["", "?utm_source=brief"])
def test_a_path_leads_to_the_whole_article_with_one_statement(
    query: str, django_assert_num_queries: Any
) -> None:
    article = factories.compiled_article(parent=factories.section(slug="projekte"), slug="neu")
    with django_assert_num_queries(1):
        answer = resolve(f"/de/projekte/neu/{query}")
    assert (answer["kind"], answer["page"]["id"]) == ("PAGE", article.pk)
    assert answer["page"]["body"]


class TestTwoStatements:
    """Each path takes at most two statements, whatever it leads to."""

    @pytest.fixture(autouse=True)
    def newsroom(self) -> None:
        section = factories.section(slug="projekte")
        article = factories.compiled_article(parent=section, slug="neu")
        Redirect.add_redirect("/alt/", article)
        Redirect.add_redirect("/alt/?id=5", article)
        Redirect.add_redirect("/de/projekte/?id=5", article)
        gone = factories.compiled_article(slug="weg")
        ArticlePage.objects.get(pk=gone.pk).delete()
        factories.settle()

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/de/projekte/", 200),
            ("/de/projekte/?utm_source=brief", 200),
            ("/de/projekte/?id=5", 200),
            ("/", 200),
            ("/?utm_source=brief", 200),
            ("/alt/", 200),
            ("/alt/?utm_source=brief&id=5", 200),
            ("/de/weg/", 410),
            ("/de/weg/?utm_source=brief", 410),
            ("/de/nie/", 404),
            ("/de/nie/?utm_source=brief&id=5", 404),
        ],
    )
    def test_are_enough_for(self, path: str, status: int, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(2):
            resolve(path, status)


def test_the_last_slash_may_be_missing() -> None:
    factories.compiled_article(slug="neu")
    assert resolve("/de/neu")["kind"] == "PAGE"


def test_a_section_says_how_many_articles_lie_in_it_and_below() -> None:
    section = factories.section(slug="projekte")
    factories.compiled_article(parent=section)
    factories.compiled_article(parent=factories.section(parent=section))
    factories.compiled_article(parent=section, live=False)
    page = resolve("/de/projekte/")["page"]
    assert (page["type"], page["articles"]) == ("section", 2)


def test_the_home_page_names_its_sections_and_translations() -> None:
    section = factories.section(slug="projekte", title="Projekte")
    english = factories.english_home()
    factories.settle()
    page = resolve("/de/")["page"]
    assert [item["id"] for item in page["sections"]] == [section.pk]
    assert page["translations"] == [{"locale": "en", "id": english.pk, "url": "http://testserver/en/"}]


def test_the_root_leads_to_the_newsrooms_own_language() -> None:
    assert resolve("/")["redirect"] == {"to": "http://testserver/de/", "permanent": False}


def test_an_old_address_leads_to_the_new_one() -> None:
    article = factories.compiled_article(slug="alt")
    Redirect.add_redirect("/de/frueher/", article, is_permanent=True)
    assert resolve("/de/frueher/")["redirect"] == {"to": "http://testserver/de/alt/", "permanent": True}


def test_an_old_address_does_not_tell_where_a_private_page_is() -> None:
    article = factories.compiled_article(slug="alt")
    Redirect.add_redirect("/de/frueher/", article, is_permanent=True)
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    resolve("/de/frueher/", 404)


def test_a_new_slug_of_a_section_moves_what_lies_below() -> None:
    section = factories.section(slug="alt")
    article = factories.compiled_article(parent=section, slug="neu")
    section.slug = "anders"
    section.save_revision().publish()
    factories.settle()
    assert resolve("/de/anders/neu/")["page"]["id"] == article.pk
    resolve("/de/alt/neu/", 410)


@pytest.mark.parametrize("is_moved", [False, True])
def test_the_old_path_of_a_section_leads_to_the_new_one_and_so_do_those_below(
    is_moved: bool, django_capture_on_commit_callbacks: Any
) -> None:
    section, other = factories.section(slug="ältere"), factories.section(slug="dort")
    factories.compiled_article(parent=section, slug="neu")
    new = "http://testserver/de/dort/%C3%A4ltere/" if is_moved else "http://testserver/de/anders/"
    with django_capture_on_commit_callbacks(execute=True):
        if is_moved:
            section.move(other, pos="last-child")
        else:
            section.slug = "anders"
            section.save_revision().publish()
    for path in ("", "neu/", "neu/?utm_source=x"):
        old = resolve(f"/de/%C3%A4ltere/{path}")["redirect"]
        assert old == {"to": new + path.partition("?")[0], "permanent": True}


def test_what_was_deleted_is_gone() -> None:
    article = factories.compiled_article(slug="weg")
    ArticlePage.objects.get(pk=article.pk).delete()
    factories.settle()
    assert resolve("/de/weg/", 410)["type"].endswith("/gone/")


def test_what_is_only_hidden_is_as_unknown_as_what_never_was() -> None:
    factories.compiled_article(slug="weg").unpublish()
    factories.settle()
    resolve("/de/weg/", 404)
    resolve("/de/nie/", 404)


def test_an_unpublished_section_leaves_its_articles_live_without_it() -> None:
    section = factories.section(slug="projekte")
    factories.compiled_article(parent=section, slug="neu")
    SectionPage.objects.get(pk=section.pk).unpublish()
    factories.settle()
    resolve("/de/projekte/", 404)
    assert resolve("/de/projekte/neu/")["page"]["section"] is None


@pytest.mark.parametrize("query", ["", "?path=", "?path=de/x/", "?pfad=/de/", "?path=/de/&locale=de"])
def test_what_is_no_path_is_refused(query: str) -> None:
    response = client.get(f"/api/v1/resolve/{query}")
    assert response.status_code == 400
    assert response.json()["errors"]
