"""Every field of every editor's form, what is typed into it, and where the API shows it.

A new field is one line: in the table of its form, what is typed and the path in the answer at which it is found. A
block is a field as well, named by its place: `body.quotation.speaker`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from tests import factories


class Part(str):
    """Words that stand within what is shown."""

    __slots__ = ()


@dataclass(frozen=True)
class Seen:
    """A field that is found in an answer.

    What is typed (None: it is part of `more`), the path in the answer, and what is found there: by default what was
    typed. A name in braces stands for the id of an object. `at` is the endpoint, by default that of the form.
    """

    typed: Any
    path: str
    shows: Any = None
    at: str = ""


@dataclass(frozen=True)
class Acts:
    """A field that is no part of an answer, and what it does. `typed` is what the form needs."""

    what: str
    typed: Any = ""


@dataclass(frozen=True)
class Form:
    """The table of one form. `more` is sent beside what is typed: streams and rows of other objects."""

    at: str
    fields: dict[str, Seen | Acts]
    more: Callable[[], dict[str, Any]] = field(default=dict)


_GO_LIVE = Acts("Until then the page is in no answer.")
_EXPIRE = Acts("From then on the page is in no answer.")


def _promotion(root: str) -> dict[str, Seen | Acts]:
    return {
        "seo_title": Seen("Für die Suche", f"{root}seo.title"),
        "search_description": Seen("Was die Suche sagt.", f"{root}seo.description"),
        "sharing_image": Seen("{shared}", f"{root}seo.open_graph.og:image", Part("/images/{shared}/")),
        "go_live_at": _GO_LIVE,
        "expire_at": _EXPIRE,
    }


def _in_json_ld(typed: str, key: str) -> Seen:
    return Seen(typed, f"seo.json_ld.@graph.0.image.0.{key}", at="articles/{illustrated}/")


def _block(path: str) -> Callable[..., Seen]:
    """Return a function for the rows of one block: the key in its value, and what is shown."""

    def seen(key: str, shows: Any) -> Seen:
        return Seen(None, f"body.type={path}.value{key and '.'}{key}", shows)

    return seen


_QUOTATION, _PULL, _LINKS, _BOX, _TABLE, _IMAGE = map(
    _block, ["quotation", "pull_quote", "link_list", "background_box", "table", "image"]
)
_BLOCKS: dict[str, Seen | Acts] = {
    "body.paragraph": _block("paragraph")("text", "Laufender Text."),
    "body.heading.text": _block("heading")("text", "Zwischentitel"),
    "body.heading.level": _block("heading")("level", 3),
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
    "body.download": _block("download")("id", "{download}"),
    "body.embed": _block("embed")("url", "https://vimeo.com/1"),
    "body.link_list.title": _LINKS("title", "Mehr"),
    "body.link_list.links.text": _LINKS("links.0.text", "Eine Seite"),
    "body.link_list.links.page": _LINKS("links.0.id", "{other}"),
    "body.link_list.links.download": _LINKS("links.1.id", "{download}"),
    "body.link_list.links.url": _LINKS("links.2.href", "https://example.org/netz"),
    "body.link_list.links.email": _LINKS("links.3.href", "mailto:rat@example.org"),
    "body.table": _TABLE("rows.0.1", "42"),
}


def _body() -> list[tuple[str, Any]]:
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
        ("link_list", {"title": "Mehr", "links": _list(links)}),
        ("table", json.dumps(table)),
    ]


def _list(values: list[Any]) -> dict[str, Any]:
    """Return what the form sends for a list of blocks, which are one stream of a single type."""
    return streamfield([("item", value) for value in values])


def _article_more() -> dict[str, Any]:
    return {
        "body": streamfield(_body()),
        "article_authors": inline_formset([{"author": "{author}"}]),
        "article_relations": inline_formset([{"related": "{other}"}]),
    }


FORMS = {
    "image": Form(
        "articles/{article}/",
        {
            "title": Acts("The library of the admin lists and finds it by this name.", "Ein Bild"),
            "file": Seen(factories.image_file(width=640, height=480), "image.width", 640),
            "alt_text": Seen("Was es zeigt", "image.alt"),
            "is_decorative": Seen("", "image.alt_status", "EDITOR"),
            "caption": Seen("Was darunter steht", "image.caption"),
            "alt_text_en": Seen("What it shows", "alt", at="images/{image}/?locale=en"),
            "caption_en": Seen("What stands below", "caption", at="images/{image}/?locale=en"),
            "credit": Seen("Foto: Kim Beispiel", "image.credit"),
            "creator": _in_json_ld("Kim Beispiel", "creator.name"),
            "copyright_notice": _in_json_ld("© 2026 Kim Beispiel", "copyrightNotice"),
            "license_url": _in_json_ld("https://example.org/lizenz", "license"),
            "collection": Acts("Images of a private collection are `PRIVATE` in every answer.", "1"),
            "focal_point_x": Seen("320", "image.focal_point.x", 0.5),
            "focal_point_y": Seen("120", "image.focal_point.y", 0.25),
            "focal_point_width": Acts("Crops keep this part.", "10"),
            "focal_point_height": Acts("Crops keep this part.", "10"),
        },
    ),
    "download": Form(
        "articles/{article}/",
        {
            "title": Seen("Ein Heft", "body.type=download.value.title"),
            "file": Seen(factories.text_file("heft.txt"), "body.type=download.value.filename", "heft.txt"),
            "collection": Acts("Files of a private collection are `PRIVATE` in every answer.", "1"),
            "cover": Seen("{image}", "body.type=download.value.cover.id"),
            "public_on_its_own": Acts(
                "Then `downloads/{id}/file/` answers although no page links to it.", "on"
            ),
        },
    ),
    "author": Form(
        "articles/{article}/",
        {
            "name": Seen("Ada Beispiel", "authors.0.name"),
            "slug": Seen("ada-beispiel", "authors.0.slug"),
            "role": Acts("Waits for the answer about authors.", "Redaktion"),
            "bio": Acts("Waits for the answer about authors.", rich_text("<p>Schreibt.</p>")),
            "image": Acts("Waits for the answer about authors.", "{image}"),
        },
    ),
    "article": Form(
        "articles/{article}/",
        {
            "title": Seen("Ein Titel", "title"),
            "kicker": Seen("Dachzeile", "kicker"),
            "lead": Seen("Was neu ist.", "lead"),
            "image": Seen("{image}", "image.id"),
            "article_authors.author": Seen(None, "authors.0.id", "{author}"),
            "article_relations.related": Seen(None, "related.0.id", "{other}"),
            "tags": Seen("Klima", "tags.0.name"),
            "comment_policy": Seen("OPEN", "comments.policy"),
            "comments_close_at": Seen("2040-05-06 07:08", "comments.closes_at", "2040-05-06T07:08:00+02:00"),
            "correction_text": Seen("Es waren zwei.", "corrections.0.text"),
            "correction_at": Seen("2026-03-02 08:00", "corrections.0.at", "2026-03-02T08:00:00+01:00"),
            "rights_holder": Seen("Eine Agentur", "rights.holder"),
            "rights_terms": Seen("CC BY 4.0", "rights.terms"),
            "rights_url": Seen("https://example.org/cc", "rights.url"),
            "ai_generated": Seen("ASSISTED", "rights.ai_generated"),
            "slug": Seen("ein-kuerzel", "slug"),
            "published_at": Seen("2026-03-01 09:00", "published_at", "2026-03-01T09:00:00+01:00"),
            **_promotion(""),
            **_BLOCKS,
        },
        _article_more,
    ),
    "section": Form(
        "resolve/?path=/de/ein-ressort/",
        {
            "title": Seen("Ein Ressort", "page.title"),
            "lead": Seen("Was hier steht.", "page.lead"),
            "slug": Seen("ein-ressort", "page.slug"),
            **_promotion("page."),
        },
    ),
    "home": Form(
        "resolve/?path=/de/",
        {
            "title": Seen("Ein Blatt", "page.title"),
            "lead": Seen("Worum es geht.", "page.lead"),
            "slug": Seen("start", "page.slug"),
            **_promotion("page."),
        },
    ),
    "settings": Form(
        "articles/{other}/",
        {
            "comments_enabled": Seen("on", "comments.policy", "OPEN"),
            "comments_close_after_days": Seen("3650", "comments.closes_at", Part("2036-02-27T")),
            "rights_holder": Seen("Das Blatt", "rights.holder"),
            "rights_terms": Seen("Alle Rechte vorbehalten", "rights.terms"),
            "rights_url": Seen("https://example.org/rechte", "rights.url"),
        },
    ),
    "redirect": Form(
        "resolve/?path=/alt/",
        {
            "old_path": Seen("/alt/", "kind", "REDIRECT"),
            "site": Acts("Redirects of this site only, or of all."),
            "is_permanent": Seen("on", "redirect.permanent", True),
            "redirect_link": Seen("https://example.org/neu", "redirect.to"),
            "redirect_page": Seen(
                "{other}", "redirect.to", Part("/de/anderer/"), "resolve/?path=/zur-seite/"
            ),
        },
    ),
}
