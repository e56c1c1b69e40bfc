"""The form of a home page: what it publishes, refuses and previews, and the dialog for topics."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import HomePage, Topic
from delivery.models import Edition
from tests import factories, front_pages
from tests.admin import soup
from tests.inputs.article_form import PUBLISH, errors_of, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return logged_in()


def _form(*rows: tuple[str, Any]) -> dict[str, Any]:
    fields = {
        **{"title": "Leserbrief", "slug": "home", "lead": "", "seo_title": "", "search_description": ""},
        "rows": streamfield(list(rows)),
        "comments": inline_formset([]),
    }
    form: dict[str, Any] = nested_form_data(fields)
    return form


def _send(client: Client, *rows: tuple[str, Any], **more: str) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[factories.home().pk])
    return client.post(address, _form(*rows) | more)


def _lead(article: Page) -> tuple[str, Any]:
    return "lead", {"article": article.pk}


def _curated(*articles: Page) -> tuple[str, Any]:
    return "curated", {"title": "", "articles": _items(articles)}


def _items(articles: tuple[Page, ...]) -> dict[str, Any]:
    items = {
        str(place): {"value": str(article.pk), "deleted": "", "order": str(place), "type": "item", "id": ""}
        for place, article in enumerate(articles)
    }
    return {"count": str(len(items)), **items}


def _automatic(section: Page | None = None, tag: Topic | None = None, number: int = 3) -> tuple[str, Any]:
    chosen = {"section": section.pk if section else "", "tag": tag.pk if tag else ""}
    return "automatic", {"title": "", "number": number, **chosen}


def _row_errors(answer: Any) -> str:
    """Return what the form says about rows: the JSON that its script shows beside the fields."""
    assert answer.status_code == 200
    (error,) = errors_of(answer)["rows"].as_data()
    return json.dumps(error.as_json_data(), ensure_ascii=False)


def _topic(name: str) -> Topic:
    return Topic.objects.named(name)


class TestTheForm:
    def test_publishes_the_rows_in_their_order(self, chief: Client) -> None:
        section = factories.section()
        first, second, third = (factories.article(parent=section) for _number in range(3))
        answer = _send(
            chief,
            _automatic(section),
            _lead(first),
            _curated(third, second),
            _automatic(tag=_topic("Klima")),
            **PUBLISH,
        )
        assert answer.status_code == 302
        rows = HomePage.objects.get(pk=factories.home().pk).rows
        assert [row.block_type for row in rows] == ["automatic", "lead", "curated", "automatic"]
        assert rows[2].value["articles"][0] == third

    def test_refuses_an_article_that_stands_on_the_page_already(self, chief: Client) -> None:
        article = factories.article(title="Zweimal")
        errors = _row_errors(_send(chief, _lead(article), _curated(article), **PUBLISH))
        assert "„Zweimal“ steht bereits auf dieser Seite." in errors

    @pytest.mark.parametrize("row", [_lead, _curated])
    def test_refuses_an_article_of_another_language(self, row: Any, chief: Client) -> None:
        english = factories.english_home()
        article = factories.article(parent=english, locale=english.locale, title="Abroad")
        errors = _row_errors(_send(chief, row(article), **PUBLISH))
        assert "„Abroad“ ist in einer anderen Sprache als diese Seite." in errors

    def test_refuses_a_section_of_another_language(self, chief: Client) -> None:
        english = factories.english_home()
        section = factories.section(parent=english, locale=english.locale, title="City")
        errors = _row_errors(_send(chief, _automatic(section), **PUBLISH))
        assert "„City“ ist in einer anderen Sprache als diese Seite." in errors

    def test_refuses_a_section_together_with_a_topic(self, chief: Client) -> None:
        errors = _row_errors(_send(chief, _automatic(factories.section(), _topic("Klima")), **PUBLISH))
        assert "Wählen Sie ein Ressort oder ein Thema, nicht beides." in errors

    @pytest.mark.parametrize("number", [0, 25])
    def test_refuses_a_row_of_none_and_of_too_many(self, number: int, chief: Client) -> None:
        assert "number" in _row_errors(_send(chief, _automatic(number=number), **PUBLISH))

    def test_saves_a_translation_that_still_has_the_rows_of_its_source(self, chief: Client) -> None:
        english = factories.english_home()
        article = factories.article(parent=english, locale=english.locale)
        assert _send(chief, _lead(article)).status_code == 302


@pytest.mark.parametrize("make", [factories.section, lambda: _topic("Klima")], ids=["section", "topic"])
def test_refuses_a_row_whose_list_was_deleted_until_it_has_another(make: Any, chief: Client) -> None:
    target = make()
    front_pages.arrange(front_pages.automatic(**{"section" if isinstance(target, Page) else "tag": target}))
    row = HomePage.objects.get(pk=factories.home().pk).rows[0].id
    target.delete()
    # A saved draft has lost the name of it.
    assert _send(chief, _automatic(), **{"rows-0-id": row}).status_code == 302
    errors = _row_errors(_send(chief, _automatic(), **{"rows-0-id": row}, **PUBLISH))
    assert "Das Ressort oder Thema dieser Reihe wurde gelöscht." in errors
    assert _send(chief, _automatic(factories.section()), **{"rows-0-id": row}, **PUBLISH).status_code == 302


@pytest.mark.parametrize("is_opened", [True, False], ids=["form", "as it was"])
def test_a_row_whose_list_was_deleted_shows_nothing_however_it_is_published(
    is_opened: bool, chief: Client
) -> None:
    section = factories.section()
    row = front_pages.arrange(front_pages.automatic(section=section)).rows[0].id
    factories.compiled_article()
    section.delete()
    if is_opened:
        assert _send(chief, _automatic(), **{"rows-0-id": row}).status_code == 302
    else:
        factories.home().get_latest_revision_as_object().save_revision()
    publish = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert chief.post(f"{publish}?id={factories.home().pk}").status_code == 302
    factories.settle()
    assert not factories.home().has_unpublished_changes
    assert front_pages.shown() == []
    (defect,) = Edition.objects.get(pk=factories.home().pk).defects
    assert (defect["part"], defect["state"]) == ("row_section", "GONE")


def test_the_preview_shows_the_rows(chief: Client) -> None:
    section = factories.section(title="Stadt")
    large, chosen = factories.article(title="Groß"), factories.article(title="Gewählt")
    newest = [factories.article(parent=section, title=f"Neu {number}") for number in range(2)]
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[factories.home().pk])
    assert chief.post(address, _form(_lead(large), _curated(chosen), _automatic(section))).json()["is_valid"]
    page = soup(chief.get(address))
    assert [title.get_text() for title in page.select("h2")] == ["Stadt"]
    titles = [title.get_text() for title in page.select("h3")]
    assert titles == ["Groß", "Gewählt", *(article.title for article in reversed(newest))]


class TestTheDialogForTopics:
    def test_finds_a_topic_in_any_spelling(self, chief: Client) -> None:
        _topic("Straßenverkehr")
        _topic("Klima")
        found = chief.get(reverse("topic_chooser:choose_results"), {"q": "strassen"})
        assert [link.get_text(strip=True) for link in soup(found).select("td.title a")] == ["Straßenverkehr"]

    def test_lists_all_without_a_search_and_makes_none(self, chief: Client) -> None:
        _topic("Klima")
        dialog = chief.get(reverse("topic_chooser:choose")).json()["html"]
        assert "Klima" in dialog
        assert 'name="q"' in dialog
        assert reverse("topic_chooser:create") not in dialog
