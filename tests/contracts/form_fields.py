"""Every field of every editor's form, what is typed into it, and where the API shows it.

A new field is one line: in the table of its form, what is typed and the path in the answer at which it is found. A
block is a field as well, named by its place: `body.quotation.speaker`.
"""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from tests import factories
from tests.contracts.rich_article import BODY, sent_body
from tests.contracts.seen import Acts, Form, Part, Seen, list_block

_GO_LIVE = Acts(
    "Until then the page is in no answer.",
    "integration/cms/test_jobs.py::test_what_is_due_is_published_and_the_rest_waits",
)
_EXPIRE = Acts(
    "From then on the page is in no answer.",
    "integration/delivery/test_visibility.py::test_an_expired_article_is_gone_at_its_second",
)
_FOCUS = Acts("Crops keep this part.", "api/v1/test_crops.py::test_is_cut_around_the_focal_point", typed="10")
_AUTHOR = "authors/ada-beispiel/"


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


def _article_more() -> dict[str, Any]:
    return {
        "body": streamfield(sent_body()),
        "article_authors": inline_formset([{"author": "{author}"}]),
        "article_relations": inline_formset([{"related": "{other}"}]),
    }


def _home_more() -> dict[str, Any]:
    newest = {"title": "", "section": "", "tag": "", "number": "6"}
    rows = [
        ("lead", {"article": "{article}"}),
        ("curated", {"title": "Gewählt", "articles": list_block(["{other}"])}),
        ("automatic", {**newest, "title": "Neues", "section": "{section}", "number": "1"}),
        ("automatic", {**newest, "tag": "{topic}"}),
    ]
    return {"rows": streamfield(rows)}


FORMS = {
    "image": Form(
        "articles/{article}/",
        {
            "title": Acts(
                "The report of broken parts names it.",
                "integration/delivery/test_report.py::test_is_exported_as_a_table",
                typed="Ein Bild",
            ),
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
            "collection": Acts(
                "Images of a private collection are `PRIVATE` in every answer.",
                "contracts/test_answers.py::test_whose_pictures_and_files_are_private",
                typed="1",
            ),
            "focal_point_x": Seen("320", "image.focal_point.x", 0.5),
            "focal_point_y": Seen("120", "image.focal_point.y", 0.25),
            "focal_point_width": _FOCUS,
            "focal_point_height": _FOCUS,
        },
    ),
    "download": Form(
        "articles/{article}/",
        {
            "title": Seen("Ein Heft", "body.type=download.value.title"),
            "file": Seen(factories.text_file("heft.txt"), "body.type=download.value.filename", "heft.txt"),
            "collection": Acts(
                "Files of a private collection are `PRIVATE` in every answer.",
                "contracts/test_answers.py::test_whose_pictures_and_files_are_private",
                typed="1",
            ),
            "cover": Seen("{image}", "body.type=download.value.cover.id"),
            "public_on_its_own": Acts(
                "Then `downloads/{id}/file/` answers although no page links to it.",
                "inputs/test_public_files.py::test_is_public_as_long_as_the_box_is_ticked",
                typed="on",
            ),
        },
    ),
    "author": Form(
        "articles/{article}/",
        {
            "name": Seen("Ada Beispiel", "authors.0.name"),
            "slug": Seen("ada-beispiel", "authors.0.slug"),
            "role": Seen("Redaktion", "role", at=_AUTHOR),
            "bio": Seen(rich_text("<p>Schreibt.</p>"), "bio.html", "<p>Schreibt.</p>", at=_AUTHOR),
            "image": Seen("{image}", "image.id", at=_AUTHOR),
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
            "correction_note": Seen("Es waren zwei.", "corrections.0.text"),
            "rights_holder": Seen("Eine Agentur", "rights.holder"),
            "rights_terms": Seen("CC BY 4.0", "rights.terms"),
            "rights_url": Seen("https://example.org/cc", "rights.url"),
            "ai_generated": Seen("ASSISTED", "rights.ai_generated"),
            "slug": Seen("ein-kuerzel", "slug"),
            "published_at": Seen("2026-03-01 09:00", "published_at", "2026-03-01T09:00:00+01:00"),
            **_promotion(""),
            **BODY,
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
            "rows.lead.article": Seen(None, "page.rows.0.value.article.id", "{article}"),
            "rows.curated.title": Seen(None, "page.rows.1.value.title", "Gewählt"),
            "rows.curated.articles": Seen(None, "page.rows.1.value.articles.0.id", "{other}"),
            "rows.automatic.title": Seen(None, "page.rows.2.value.title", "Neues"),
            "rows.automatic.section": Seen(None, "page.rows.2.value.section.slug", "ein-ressort"),
            "rows.automatic.number": Seen(None, "page.rows.2.value.articles.length", 1),
            "rows.automatic.tag": Seen(None, "page.rows.3.value.tag.slug", "klima"),
            **_promotion("page."),
        },
        _home_more,
    ),
    "redirect": Form(
        "resolve/?path=/alt/",
        {
            "old_path": Seen("/alt/", "kind", "REDIRECT"),
            "site": Acts(
                "Redirects of this site only, or of all.",
                "inputs/test_urls.py::test_of_the_site_comes_before_one_of_all_sites",
            ),
            "is_permanent": Seen("on", "redirect.permanent", True),
            "redirect_link": Seen("https://example.org/neu", "redirect.to"),
            "redirect_page": Seen(
                "{other}", "redirect.to", Part("/de/anderer/"), "resolve/?path=/zur-seite/"
            ),
        },
    ),
}
