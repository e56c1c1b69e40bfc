"""Titles in any script get a usable slug, through the form and from scripts."""

import unicodedata
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from wagtail.models import Page

from cms.models import ArticlePage, Author, SectionPage
from cms.slugs import MAX_LENGTH, free_slug, slug_of
from tests import factories
from tests.inputs import slugs
from tests.inputs.article_form import PUBLISH, article_form, errors_of, logged_in, send_new_article


@pytest.mark.parametrize(("title", "slug"), slugs.spellings())
def test_a_title_has_the_slug_that_its_readers_can_type(title: str, slug: str) -> None:
    assert slug_of(title) == slug
    validate_unicode_slug(slug)


@given(title=slugs.any_title)
@settings(max_examples=100)
def test_any_title_has_a_slug_that_the_validator_takes(title: str) -> None:
    slug = free_slug(title, otherwise="artikel", taken=lambda stem: ())

    validate_unicode_slug(slug)
    assert 1 <= len(slug) <= MAX_LENGTH
    assert slug == slug.strip("-_") == slug.lower() == unicodedata.normalize("NFC", slug)
    assert slug == slug_of(slug) or slug == "artikel"


@pytest.mark.parametrize("title", slugs.WORDLESS)
def test_a_title_without_words_has_none(title: str) -> None:
    assert slug_of(title) == ""


def test_a_number_fits_into_the_length() -> None:
    taken = {"x" * MAX_LENGTH, "x" * (MAX_LENGTH - 2) + "-2"}
    slug = free_slug("x" * 300, otherwise="artikel", taken=lambda stem: taken)

    assert slug == "x" * (MAX_LENGTH - 2) + "-3"


@pytest.fixture
def editor(db: None) -> Client:
    return logged_in()


class TestTheFormOfAnArticle:
    @pytest.mark.parametrize("title", ["Übergröße für Łódź", "Выборы в Йошкар-Оле", "हिन्दी समाचार"])
    def test_makes_the_slug_where_none_was_sent(self, editor: Client, title: str) -> None:
        answer = send_new_article(editor, factories.home(), title=slugs.decomposed(title[:100]))
        factories.settle()

        assert answer.status_code == 302
        slug = slug_of(title[:100])
        found = editor.get(f"/api/v1/articles/by-slug/{slug}/?locale=de").json()
        assert found["slug"] == slug

    def test_numbers_titles_without_words(self, editor: Client) -> None:
        for title in slugs.WORDLESS[:2]:
            assert send_new_article(editor, factories.section(), title=title).status_code == 302

        assert set(ArticlePage.objects.values_list("slug", flat=True)) == {"artikel", "artikel-2"}

    def test_numbers_the_slug_that_the_browser_made_from_the_title(self, editor: Client) -> None:
        factories.article(parent=factories.section(), slug="ueber-uns", title="Über uns")
        answer = send_new_article(editor, factories.section(), title="Über uns", slug="ueber-uns")

        assert answer.status_code == 302
        assert ArticlePage.objects.filter(slug="ueber-uns-2").exists()

    def test_refuses_a_typed_slug_that_is_taken(self, editor: Client) -> None:
        factories.article(parent=factories.section(), slug="eigene-adresse")
        answer = send_new_article(editor, factories.section(), title="Anderer Titel", slug="eigene-adresse")

        assert "eigene-adresse" not in errors_of(answer)["slug"][0]
        assert "dieses URL-Kürzel" in errors_of(answer)["slug"][0]

    def test_publishes_a_draft_that_was_saved_without_a_slug(self, editor: Client) -> None:
        address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", factories.home().pk])
        assert editor.post(address, article_form(title="Ärger")).status_code == 302
        draft = ArticlePage.objects.get()
        assert draft.slug == "aerger"
        edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        sent = article_form(title="Größerer Ärger", slug="") | {"action-publish": "1"}

        assert editor.post(edit, sent).status_code == 302
        assert ArticlePage.objects.get().slug == "groesserer-aerger"

    def test_keeps_the_slug_of_a_published_article_with_a_new_title(self, editor: Client) -> None:
        page = factories.published_article(title="Alt", slug="alt")
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        editor.post(edit, article_form(title="Neu", slug="alt") | {"action-publish": "1"})

        page.refresh_from_db()
        assert (page.title, page.slug) == ("Neu", "alt")


class TestTheFormOfASection:
    @pytest.fixture
    def taken(self, editor: Client) -> SectionPage:
        return factories.section(title="Kultur", slug="kultur", parent=factories.section())

    def test_refuses_a_typed_slug_that_another_section_has(self, editor: Client, taken: SectionPage) -> None:
        answer = _send_section(editor, factories.home(), title="Theater", slug="kultur")

        assert errors_of(answer)["slug"] == [
            "Das Ressort „Kultur“ hat dieses URL-Kürzel bereits. Bitte ein anderes wählen."
        ]

    def test_numbers_the_slug_that_the_browser_made(self, editor: Client, taken: SectionPage) -> None:
        assert _send_section(editor, factories.home(), title="Kultur", slug="kultur").status_code == 302
        assert SectionPage.objects.filter(slug="kultur-2").exists()

    def test_takes_the_slug_of_an_article_and_of_another_language(
        self, editor: Client, taken: SectionPage
    ) -> None:
        factories.article(slug="theater", parent=taken)
        for home, slug in ((factories.home(), "theater"), (factories.english_home(), "kultur")):
            assert _send_section(editor, home, title="Bühne", slug=slug).status_code == 302

    def test_leaves_public_ones_of_an_import_as_they_are(self, editor: Client, taken: SectionPage) -> None:
        double = factories.section()
        SectionPage.objects.filter(pk=double.pk).update(slug="kultur")
        address = reverse("wagtailadmin_pages:edit", args=[double.pk])
        assert editor.post(address, _section("Neu", "kultur")).status_code == 302
        assert SectionPage.objects.get(pk=double.pk).title == "Neu"

    def test_refuses_a_copy_with_it(self, editor: Client, taken: SectionPage) -> None:
        address = reverse("wagtailadmin_pages:copy", args=[taken.pk])
        sent = {"new_title": "Kultur", "new_slug": "kultur", "new_parent_page": factories.home().pk}
        assert "Kultur" in errors_of(editor.post(address, sent))["new_slug"][0]


def _send_section(editor: Client, parent: Page, *, title: str, slug: str) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["cms", "sectionpage", parent.pk])
    return editor.post(address, _section(title, slug))


def _section(title: str, slug: str) -> dict[str, str]:
    comments = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {"title": title, "slug": slug, "lead": "", **comments, **PUBLISH}


@pytest.mark.django_db
class TestAScript:
    @pytest.mark.parametrize("live", [True, False])
    def test_gets_free_slugs_for_equal_titles(self, live: bool) -> None:
        sections = [factories.section() for _ in range(3)]
        for section in sections:
            section.add_child(instance=ArticlePage(title="Größe", lead="Was neu ist.", live=live))

        assert set(ArticlePage.objects.values_list("slug", flat=True)) == {
            "groesse",
            "groesse-2",
            "groesse-3",
        }

    def test_asks_as_often_for_many_namesakes_as_for_one(self) -> None:
        section, costs = factories.section(), []
        for number in (1, 2, 20):
            while ArticlePage.objects.count() < number:
                section.add_child(instance=ArticlePage(title="Kolumne", lead="Was neu ist."))
            other = ArticlePage(title="Kolumne")
            other.future_parent = factories.home()
            with CaptureQueriesContext(connection) as queries:
                other.minimal_clean()
                assert section.has_taken_slugs_below(factories.home())
            costs.append(len(queries))
            assert other.slug == f"kolumne-{number + 1}"

        assert costs[0] == costs[1] == costs[2]

    def test_gets_a_slug_for_a_section(self) -> None:
        made = [factories.home().add_child(instance=SectionPage(title=title)) for title in ("Öl", "Öl", "★")]

        assert [section.slug for section in made] == ["oel", "oel-2", "rubrik"]

    def test_may_give_a_decomposed_slug(self) -> None:
        page = factories.article(slug=slugs.decomposed("größe"))

        assert page.slug == "größe"

    def test_is_refused_a_slug_that_is_taken(self) -> None:
        factories.article(parent=factories.section(), slug="gleich")
        with pytest.raises(ValidationError):
            factories.article(slug="gleich")


class TestTheFormOfAnAuthor:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [("Łukasz Müßig", "lukasz-muessig"), ("🌻", "autor"), ("x" * 80, "x" * 50)],
    )
    def test_makes_the_slug_from_the_name(self, editor: Client, name: str, slug: str) -> None:
        sent: dict[str, Any] = {"name": name, "slug": "", "role": "", "bio": "null", "image": ""}
        for _ in range(2):
            assert editor.post("/admin/snippets/cms/author/add/", sent).status_code == 302

        second = f"{slug[:48]}-2"
        assert set(Author.objects.values_list("slug", flat=True)) == {slug, second}
