"""Home pages and sections as JSON, and what every page has in common."""

from typing import Any

from wagtail.models import Page

from cms.models import HomePage, SectionPage
from delivery.content.build import Compilation

# Stands in compiled bytes where a number is put in at read time; JSON itself never holds this byte.
COUNT_MARK = "\x01"


def home_out(page: HomePage, compilation: Compilation) -> dict[str, Any]:
    """This will represent a home page with its sections."""
    compilation.touch("children", page.path)
    ids = page.get_children().type(SectionPage).values_list("pk", flat=True)
    sections = [compilation.public_page(pk) for pk in ids]
    return {
        **_head(page, compilation),
        "lead": page.lead,
        "url": compilation.url_of(page),
        "sections": [section_reference(section, compilation) for section in sections if section],
        "translations": translations(page, compilation),
    }


def section_out(page: SectionPage, compilation: Compilation) -> dict[str, Any]:
    """This will represent a section; the number of its articles is put in when it is read."""
    return {
        **_head(page, compilation),
        "lead": page.lead,
        "url": compilation.url_of(page),
        "articles": COUNT_MARK,
    }


def section_reference(page: Page, compilation: Compilation) -> dict[str, Any]:
    """This will name a section where something else belongs to it."""
    return {"id": page.pk, "slug": page.slug, "title": page.title, "url": compilation.url_of(page)}


def translations(page: Page, compilation: Compilation) -> list[dict[str, Any]]:
    """This will list the public translations of a page, by language."""
    compilation.touch("translation", page.translation_key)
    ids = page.get_translations().values_list("pk", flat=True)
    compilation.load_public_pages(ids)
    found = [other for pk in ids if (other := compilation.public_page(pk)) and not other.alias_of_id]
    return sorted(
        (
            {"locale": compilation.language_of(other), "id": other.pk, "url": compilation.url_of(other)}
            for other in found
        ),
        key=lambda translation: (translation["locale"], translation["id"]),
    )


def public_sections(page: Page, compilation: Compilation) -> list[Page]:
    """This will return the public sections above a page, the nearest first."""
    parent_path = page.path[: -page.steplen]
    ancestors = page.get_ancestors().type(SectionPage).values_list("pk", flat=True)
    ids = compilation.once("sections", parent_path, lambda: list(ancestors))
    compilation.load_public_pages(ids)
    found = [section for pk in ids if (section := compilation.public_page(pk))]
    for section in found:
        compilation.touch("section", section.pk)
    return found[::-1]


def _head(page: Page, compilation: Compilation) -> dict[str, Any]:
    kind = {HomePage: "home", SectionPage: "section"}[type(page)]
    return {
        "id": page.pk,
        "type": kind,
        "locale": compilation.language_of(page),
        "slug": page.slug,
        "title": page.title,
    }
