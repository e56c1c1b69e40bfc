"""Captions and alternative texts of an image that stands in articles of several languages."""

from typing import Any

import orjson
import pytest
from django.test import Client
from django.urls import reverse

from cms.models import ArticlePage, Image
from delivery.models import Edition
from tests import admin, factories

pytestmark = pytest.mark.django_db
GERMAN = {"alt_text": "Ein Hafen", "caption": "Der Hafen am Abend"}
ENGLISH = {"alt_text_en": "A harbour", "caption_en": "The harbour at night"}


@pytest.fixture
def editor() -> Client:
    return admin.client_of(admin.staff(is_superuser=True))


@pytest.fixture
def image() -> Image:
    return factories.image(alt_text="")


def save(editor: Client, image: Image, **texts: str) -> Any:
    """Save the form of the image as an editor does."""
    form = {"title": image.title, "collection": "1", "tags": "", **dict.fromkeys((*GERMAN, *ENGLISH), "")}
    answer = editor.post(reverse("wagtailimages:edit", args=[image.pk]), {**form, **texts})
    factories.settle()
    return answer


def shown(article: ArticlePage, part: str = "image") -> tuple[str, str, str]:
    """Return alternative text, its status and caption in an article: in its head, or in its body."""
    full = orjson.loads(bytes(Edition.objects.get(pk=article.pk).full))
    out = full["image"] if part == "image" else full["body"][0]["value"]["image"]
    return out["alt"], out["alt_status"], out["caption"]


def articles(image: Image, **fields: Any) -> list[ArticlePage]:
    """Return a German and an English article with the image."""
    homes = factories.home(), factories.english_home()
    return [
        factories.compiled_article(parent=home, locale=home.locale, image=image, **fields) for home in homes
    ]


def test_an_article_has_the_texts_of_its_language_and_changes_with_them(editor: Client, image: Image) -> None:
    german, english = articles(image)
    assert shown(german) == shown(english) == ("", "MISSING", "")
    save(editor, image, **GERMAN, **ENGLISH)
    assert shown(german) == ("Ein Hafen", "EDITOR", "Der Hafen am Abend")
    assert shown(english) == ("A harbour", "EDITOR", "The harbour at night")
    save(editor, image, **GERMAN, caption_en="The port")
    assert shown(english) == ("Ein Hafen", "EDITOR", "The port")


def test_a_text_in_another_language_only_is_missing(editor: Client, image: Image) -> None:
    german, english = articles(image)
    save(editor, image, **ENGLISH)
    assert shown(german) == ("", "MISSING", "")
    assert shown(english)[:2] == ("A harbour", "EDITOR")


def test_a_decorative_image_has_no_text_in_any_language(editor: Client, image: Image) -> None:
    _german, english = articles(image)
    answer = save(editor, image, is_decorative="on", **ENGLISH)
    assert "is_decorative" in answer.context["form"].errors
    save(editor, image, is_decorative="on", caption_en="The port")
    assert shown(english) == ("", "DECORATIVE", "The port")


@pytest.mark.parametrize(
    ("given", "german", "english"),
    [
        ("Hier", "Hier", "Hier"),
        ("", "Ein Hafen", "A harbour"),
        # The editor of a body fills in the default text of the image.
        ("Ein Hafen", "Ein Hafen", "A harbour"),
    ],
)
def test_the_text_of_one_use_wins_unless_it_is_one_of_the_image(
    editor: Client, image: Image, given: str, german: str, english: str
) -> None:
    save(editor, image, **GERMAN, **ENGLISH)
    body = [("image", {"image": image, "alt_text": given, "decorative": False})]
    pages = articles(image, body=body)
    assert [shown(page, "body")[0] for page in pages] == [german, english]


@pytest.mark.parametrize(
    "address", ["wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:choose"]
)
def test_every_form_has_the_fields_of_each_language_beside_each_other(editor: Client, address: str) -> None:
    form: Any = editor.get(reverse(address))
    content = form.json()["html"] if "chooser" in address else form.content.decode()
    if "multiple" in address:
        file = factories.image_file()
        content = editor.post(reverse(address), {"files[]": file, "title": "Bild", "collection": "1"}).json()[
            "form"
        ]
    names = [one["name"].rpartition("-")[2] for one in admin.soup_of(content).select("input[name]")]
    place = names.index("alt_text")
    assert names[place : place + 5] == ["alt_text", "alt_text_en", "is_decorative", "caption", "caption_en"]
