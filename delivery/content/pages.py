"""Home pages and sections as JSON, and the parts that every page has."""

from typing import Literal

from pydantic import Field
from wagtail.models import Page

from cms.models import HomePage, SectionPage
from delivery.content.build import Build
from delivery.content.schema import Content, Locale, Url
from delivery.serialization import COUNT


class SectionReferenceOut(Content):
    """A section as other pages name it."""

    id: int
    slug: str
    title: str
    url: Url


class TranslationOut(Content):
    """The same page in another language."""

    locale: Locale
    id: int
    url: Url


class HomeOut(Content):
    """The first page of the site in one language."""

    id: int
    type: Literal["home"] = "home"
    locale: Locale
    slug: str
    title: str
    lead: str
    url: Url
    sections: list[SectionReferenceOut]
    translations: list[TranslationOut]


class SectionOut(Content):
    """A department of the newsroom."""

    id: int
    type: Literal["section"] = "section"
    locale: Locale
    slug: str
    title: str
    lead: str
    url: Url
    articles: int = Field(description="How many public articles it holds, with those below.")


def home_out(page: HomePage, build: Build) -> HomeOut:
    """Build the JSON of a home page with its sections."""
    build.depends_on("children", page.path)
    ids = page.get_children().type(SectionPage).values_list("pk", flat=True)
    sections = [build.public_page(pk) for pk in ids]
    return HomeOut(
        id=page.pk,
        locale=build.language_of(page),
        slug=page.slug,
        title=page.title,
        lead=page.lead,
        url=build.url_of(page),
        sections=[section_reference(section, build) for section in sections if section],
        translations=translations_out(page, build),
    )


def section_out(page: SectionPage, build: Build) -> SectionOut:
    """Build the JSON of a section; the number of its articles is put in when it is read."""
    return SectionOut(
        id=page.pk,
        locale=build.language_of(page),
        slug=page.slug,
        title=page.title,
        lead=page.lead,
        url=build.url_of(page),
        articles=COUNT,
    )


def section_reference(page: Page, build: Build) -> SectionReferenceOut:
    """Build the reference by which another page names a section."""
    return SectionReferenceOut(id=page.pk, slug=page.slug, title=page.title, url=build.url_of(page))


def translations_out(page: Page, build: Build) -> list[TranslationOut]:
    """Build the list of the public translations of a page, by language."""
    build.depends_on("translation", page.translation_key)
    ids = page.get_translations().values_list("pk", flat=True)
    build.load_public_pages(ids)
    found = [other for pk in ids if (other := build.public_page(pk)) and not other.alias_of_id]
    translations = [
        TranslationOut(locale=build.language_of(other), id=other.pk, url=build.url_of(other))
        for other in found
    ]
    return sorted(translations, key=lambda translation: (translation.locale, translation.id))


def public_sections(page: Page, build: Build) -> list[Page]:
    """Return the public sections above a page, the nearest first."""
    parent_path = page.path[: -page.steplen]
    ancestors = page.get_ancestors().type(SectionPage).values_list("pk", flat=True)
    ids = build.cached("sections", parent_path, lambda: list(ancestors))
    build.load_public_pages(ids)
    found = [section for pk in ids if (section := build.public_page(pk))]
    for section in found:
        build.depends_on("section", section.pk)
    return found[::-1]
