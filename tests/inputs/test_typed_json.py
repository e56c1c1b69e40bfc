"""What cannot be stored is left out, what cannot be read is refused, and nothing else typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from cms.models import ArticlePage, Author
from delivery.content.tables import text_of_cell
from tests import factories
from tests.inputs import typed_json
from tests.inputs.article_form import article_form, errors_of, logged_in, send_new_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return logged_in()


def test_a_table_keeps_what_can_be_stored(chief: Client) -> None:
    given = [*typed_json.TEXTS, *typed_json.NUMBERS]
    tables = [("table", typed_json.table(sent, sent)) for sent, _text in given]
    assert send_new_article(chief, factories.home(), body=streamfield(tables)).status_code == 302
    stored = [block.value for block in ArticlePage.objects.get().body]
    assert [text_of_cell(table["data"][0][0]) for table in stored] == [text for _sent, text in given]
    assert [text_of_cell(table["table_caption"]) for table in stored] == [text for _sent, text in given]


def test_a_paragraph_keeps_what_can_be_stored(chief: Client) -> None:
    texts = [("paragraph", typed_json.rich_text(f'"x{sent[1:]}')) for sent, _text in typed_json.TEXTS]
    assert send_new_article(chief, factories.home(), body=streamfield(texts)).status_code == 302
    stored = [block.value.source for block in ArticlePage.objects.get().body]
    expected = [f"x{text}" for _sent, text in typed_json.TEXTS]
    assert [html.split(">")[1].split("<")[0] for html in stored] == expected


REFUSED = {
    "table": (*typed_json.NO_JSON, *typed_json.OTHER_SHAPES, *typed_json.NO_TABLES),
    "paragraph": (*typed_json.NO_JSON, *typed_json.OTHER_SHAPES, *typed_json.NO_TEXTS),
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("action", ["action-publish", "action-draft"])
def test_what_cannot_be_read_is_refused_and_the_other_fields_stay(
    kind: str, action: str, chief: Client
) -> None:
    sent = REFUSED[kind]
    body = streamfield([(kind, value) for value in sent])
    address = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", factories.home().pk])
    answer = chief.post(address, article_form(lead="Getippt.", body=body) | {action: "1"})
    assert answer.status_code == 200
    [error] = errors_of(answer)["body"].as_data()
    assert sorted(error.block_errors) == list(range(len(sent)))
    assert all("kann nicht gelesen werden" in str(one.messages) for one in error.block_errors.values())
    assert "Getippt." in answer.content.decode()


@pytest.mark.parametrize("sent", ["kaputt", "", '{"blocks": 1}'])
def test_the_biography_of_an_author_is_refused_alike(sent: str, chief: Client) -> None:
    author = factories.author()
    address = reverse(Author.snippet_viewset.get_url_name("edit"), args=[author.pk])  # type: ignore[attr-defined]
    answer = chief.post(address, {"name": author.name, "slug": author.slug, "bio": sent})
    assert answer.status_code == 200
    assert "kann nicht gelesen werden" in answer.content.decode()
