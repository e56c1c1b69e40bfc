"""An article with every block, every kind of link and every optional part; and every field of its blocks."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Collection, Locale
from wagtail.test.utils.form_data import rich_text, streamfield

from cms.models import ArticlePage, ArticleRelation
from delivery.content.blocks import BLOCK_VALUES
from tests import factories
from tests.contracts.seen import Acts, Seen, list_block

__all__ = ["BLOCK_VALUES", "published"]

VIDEO = "https://www.youtube.com/watch?v=aaaaaaaaaaa"
UNKNOWN_VIDEO = "https://vimeo.com/1"


def published() -> ArticlePage:
    """Publish such an article, in German with an English translation, its images and files in one collection."""
    collection = Collection.get_first_root_node().add_child(name="Medien")
    image = factories.image(
        collection=collection, focal_point_x=32, focal_point_y=20, focal_point_width=8, focal_point_height=8
    )
    download = factories.download(collection=collection, cover=image, file=ContentFile(b"Text", name="a.txt"))
    Embed.objects.create(
        url=VIDEO,
        hash=get_embed_hash(VIDEO),
        type="video",
        html='<iframe src="https://www.youtube.com/embed/a"></iframe>',
        title="Film",
        provider_name="YouTube",
        width=640,
        height=360,
        last_updated=factories.MORNING,
    )
    other = factories.article()
    page = factories.article(
        parent=factories.section(),
        kicker="Smart City",
        authors=[factories.author()],
        tags=["Klima"],
        image=image,
        correction_note="Der Preis wird seit 2019 vergeben.",
        body=json.dumps(_body(image.pk, download.pk, other.pk)),
    )
    ArticleRelation.objects.create(page=page, related=other)
    _translate(page)
    factories.settle()
    return ArticlePage.objects.get(pk=page.pk)


def _translate(page: ArticlePage) -> None:
    english = Locale.objects.get(language_code="en")
    factories.english_home()
    page.copy_for_translation(english, copy_parents=True).save_revision().publish()


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "type": kind, "value": value}


def _flow(image_id: int, download_id: int, page_id: int) -> list[dict[str, Any]]:
    rich = (
        f'<p>Ein <a linktype="page" id="{page_id}">Artikel</a>, eine <a linktype="document" id="{download_id}">Datei</a>, '
        '<a href="mailto:a@example.org">Post</a>, <a href="#unten">unten</a> und <a linktype="page" id="999999">nichts</a>.</p>'
    )
    nothing = {"page": None, "download": None, "url": "", "email": ""}
    links = [
        {**nothing, "text": "Seite", "page": page_id},
        {**nothing, "text": "Datei", "download": download_id},
        {**nothing, "text": "Netz", "url": "https://example.org/"},
        {**nothing, "text": "Post", "email": "a@example.org"},
        {**nothing, "text": "Gelöscht", "page": 999999},
    ]
    return [
        _block("paragraph", rich),
        _block("heading", {"text": "Hintergrund", "level": "2"}),
        _block("image", {"image": image_id, "alt_text": "Hier", "decorative": False}),
        _block("image", {"image": image_id, "alt_text": "", "decorative": True}),
        _block("quotation", {"text": "Gut.", "speaker": "Jo Beispiel", "role": ""}),
        _block("download", download_id),
        _block("download", 999999),
        _block("link_list", {"title": "", "links": links}),
    ]


def _body(image_id: int, download_id: int, page_id: int) -> list[dict[str, Any]]:
    flow = _flow(image_id, download_id, page_id)
    table = {
        "data": [["", "2025"], ["A", None]],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "Zahlen",
        "table_header_choice": "row",
    }
    return [
        *flow,
        _block("pull_quote", {"text": "Viel.", "source": "Bericht", "url": ""}),
        _block("background_box", {"title": "Kasten", "body": flow}),
        _block("embed", VIDEO),
        _block("embed", UNKNOWN_VIDEO),
        _block("table", table),
    ]


def _row(path: str) -> Callable[..., Seen]:
    """Return a function for the rows of one block: the key in its value, and what is shown."""

    def seen(key: str, shows: Any) -> Seen:
        return Seen(None, f"body.type={path}.value{key and '.'}{key}", shows)

    return seen


_QUOTATION, _PULL, _LINKS, _BOX, _TABLE, _IMAGE = map(
    _row, ["quotation", "pull_quote", "link_list", "background_box", "table", "image"]
)
BODY: dict[str, Seen | Acts] = {
    "body.paragraph": _row("paragraph")("text", "Laufender Text."),
    "body.heading.text": _row("heading")("text", "Zwischentitel"),
    "body.heading.level": _row("heading")("level", 3),
    "body.image.image": _IMAGE("image.id", "{image}"),
    "body.image.alt_text": _IMAGE("image.alt", "Nur hier"),
    "body.image.decorative": _IMAGE("image.alt_status", "EDITOR"),
    "body.quotation.text": _QUOTATION("text", "Gesagt."),
    "body.quotation.speaker": _QUOTATION("speaker", "Kim Beispiel"),
    "body.quotation.role": _QUOTATION("role", "Rat"),
    "body.pull_quote.text": _PULL("text", "Geschrieben."),
    "body.pull_quote.source": _PULL("source", "Ein Heft"),
    "body.pull_quote.url": _PULL("url", "https://example.org/heft"),
    "body.background_box.title": _BOX("title", "Kasten"),
    "body.background_box.body": _BOX("body.0.value.text", "Im Kasten."),
    "body.download": _row("download")("id", "{download}"),
    "body.embed": _row("embed")("url", "https://vimeo.com/1"),
    "body.link_list.title": _LINKS("title", "Mehr"),
    "body.link_list.links.text": _LINKS("links.0.text", "Eine Seite"),
    "body.link_list.links.page": _LINKS("links.0.id", "{other}"),
    "body.link_list.links.download": _LINKS("links.1.id", "{download}"),
    "body.link_list.links.url": _LINKS("links.2.href", "https://example.org/netz"),
    "body.link_list.links.email": _LINKS("links.3.href", "mailto:rat@example.org"),
    "body.table": _TABLE("rows.0.1", "42"),
}


def sent_body() -> list[tuple[str, Any]]:
    """Return the blocks of an article in which every field of every block is filled in."""
    nothing = {"page": "", "download": "", "url": "", "email": ""}
    targets = [
        {"page": "{other}"},
        {"download": "{download}"},
        {"url": "https://example.org/netz"},
        {"email": "rat@example.org"},
    ]
    links = [{**nothing, "text": "Eine Seite", **target} for target in targets]
    table = {"data": [["Zahl", "42"]], "table_caption": "Zahlen", "table_header_choice": "neither"}
    return [
        ("paragraph", rich_text("<p>Laufender Text.</p>")),
        ("heading", {"text": "Zwischentitel", "level": "3"}),
        ("image", {"image": "{image}", "alt_text": "Nur hier"}),
        ("quotation", {"text": "Gesagt.", "speaker": "Kim Beispiel", "role": "Rat"}),
        ("pull_quote", {"text": "Geschrieben.", "source": "Ein Heft", "url": "https://example.org/heft"}),
        (
            "background_box",
            {"title": "Kasten", "body": streamfield([("paragraph", rich_text("<p>Im Kasten.</p>"))])},
        ),
        ("download", "{download}"),
        ("embed", "https://vimeo.com/1"),
        ("link_list", {"title": "Mehr", "links": list_block(links)}),
        ("table", json.dumps(table)),
    ]
