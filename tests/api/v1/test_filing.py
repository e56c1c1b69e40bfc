"""When authors, sections and topics are public, and what is told of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from delivery.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db
client = Client()
API = "/api/v1/"


def read(path: str, status: int = 200) -> Any:
    response = client.get(API + path)
    assert response.status_code == status, response.content
    return response.json()


def counted(path: str) -> dict[str, int]:
    return {item["slug"]: item["articles"] for item in read(path)["items"]}


class TestAnAuthor:
    def test_has_role_biography_portrait_and_the_place_of_their_articles(self) -> None:
        author = factories.author(
            slug="m-beispiel", role="Redaktion", bio="<p>Schreibt <b>viel</b>.</p>", image=factories.image()
        )
        factories.compiled_article(authors=[author])
        found = read("authors/m-beispiel/")
        assert found["bio"]["text"] == "Schreibt viel."
        assert found["image"]["state"] == "OK"
        assert (found["role"], found["url"]) == ("Redaktion", "http://testserver/de/?author=m-beispiel")

    def test_is_found_by_any_spelling_of_the_slug(self) -> None:
        factories.compiled_article(authors=[factories.author(slug="zo\xeb")])
        assert read("authors/zoe%CC%88/")["id"] == read("authors/zo%25C3%25AB/")["id"]

    def test_of_articles_that_end_is_gone_to_the_second(self) -> None:
        author = factories.author(slug="ada")
        article = factories.compiled_article(authors=[author])
        Edition.objects.filter(pk=article.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        read("authors/ada/", 404)
        assert read("authors/")["items"] == []
        assert b'"author"' not in client.get(f"{API}snapshot/").getvalue()  # type: ignore[attr-defined]

    def test_is_gone_at_once_when_the_section_of_the_articles_is_restricted(self) -> None:
        section = factories.section()
        factories.compiled_article(parent=section, authors=[factories.author(slug="ada")], tags=["Klima"])
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        for path in ("authors/ada/", "tags/klima/", f"sections/{section.pk}/"):
            read(path, 404)
        assert counted("authors/") == counted("tags/") == counted("sections/") == {}

    def test_has_another_etag_with_another_number_of_articles(self) -> None:
        author = factories.author(slug="ada")
        factories.compiled_article(authors=[author])
        before = client.get(f"{API}authors/ada/")["ETag"]
        assert client.get(f"{API}authors/ada/", headers={"if-none-match": before}).status_code == 304
        factories.compiled_article(authors=[author])
        assert client.get(f"{API}authors/ada/", headers={"if-none-match": before}).status_code == 200

    @pytest.mark.parametrize("path", ["authors/niemand/", "tags/nichts/", "sections/999999/"])
    def test_or_another_thing_that_is_not_there_is_not_found(self, path: str) -> None:
        read(path, 404)

    def test_without_a_public_article_is_not_found(self) -> None:
        author = factories.author(slug="ada")
        factories.draft_article(authors=[author])
        factories.settle()
        read("authors/ada/", 404)


class TestASection:
    def test_is_no_article_or_home_page(self) -> None:
        article = factories.compiled_article()
        for page in (article, factories.home()):
            read(f"sections/{page.pk}/", 404)

    def test_that_moves_takes_its_articles_with_it(self) -> None:
        old, new = (factories.section(slug=slug) for slug in ("alt", "neu"))
        inner = factories.section(slug="innen", parent=old)
        factories.compiled_article(parent=inner)
        inner = Page.objects.get(pk=inner.pk)
        inner.move(Page.objects.get(pk=new.pk), pos="last-child")
        factories.settle()
        assert counted("sections/") == {"alt": 0, "innen": 1, "neu": 1}

    def test_that_was_renamed_is_known_by_its_new_slug_only(self) -> None:
        section = factories.section(slug="alt")
        article = factories.compiled_article(parent=factories.section(parent=section))
        section.slug = "neu"
        section.save()
        factories.settle()
        assert [item["id"] for item in read("articles/?section=neu")["items"]] == [article.pk]
        assert read("articles/?section=alt")["items"] == []
        assert read("articles/?section=alt,neu")["meta"]["unknown"] == {
            "section": [{"slug": "alt", "did_you_mean": None}]
        }
