"""Sections as JSON, and the parts that every page has."""

from typing import Literal

from pydantic import Field
from wagtail.models import Page

from cms.models import SectionPage
from delivery.content.build import Build
from delivery.content.lists import LinksOut, ListMetaOut
from delivery.content.publisher import site_name
from delivery.content.schema import Content, Locale, Plain, Url
from delivery.content.seo import SeoOut, section_seo
from delivery.serialization import COUNT


class SectionReferenceOut(Content):
    """A section as other pages name it."""

    id: int
    slug: Plain
    title: str
    url: Url


class TranslationOut(Content):
    """The same page in another language."""

    locale: Locale
    id: int
    url: Url


class BreadcrumbOut(Content):
    """A page above this one."""

    title: str
    url: Url


class SectionOut(Content):
    """A department of the newsroom, as lists show it."""

    id: int
    type: Literal["section"] = "section"
    locale: Locale
    slug: Plain
    title: str
    lead: str
    url: Url
    articles: int | None = Field(
        description="How many public articles it holds, with those below. `null` on a front page."
    )


class SectionFullOut(SectionOut):
    """A department of the newsroom with everything that its own page needs."""

    translations: list[TranslationOut]
    breadcrumbs: list[BreadcrumbOut]
    seo: SeoOut


class SectionListOut(Content):
    """A page of sections, by title."""

    items: list[SectionOut]
    meta: ListMetaOut
    links: LinksOut


def section_full_out(page: SectionPage, section: SectionOut, build: Build) -> SectionFullOut:
    """Build the JSON of a whole section: as lists show it, and what only its page needs."""
    translations, breadcrumbs = translations_out(page, build), breadcrumbs_out(page, build)
    return SectionFullOut(
        **dict(section),
        translations=translations,
        breadcrumbs=breadcrumbs,
        seo=section_seo(page, build, translations=translations, breadcrumbs=breadcrumbs),
    )


def section_out(page: SectionPage, build: Build, *, count: int | None = COUNT) -> SectionOut:
    """Build the JSON of a section. `count` stands for the number of its articles."""
    own = {name: getattr(page, name) for name in ("id", "slug", "title", "lead")}
    return SectionOut(**own, locale=build.language_of(page), url=build.url_of(page), articles=count)


def section_reference(page: Page, build: Build) -> SectionReferenceOut:
    """Build the reference by which another page names a section."""
    return SectionReferenceOut(id=page.pk, slug=page.slug, title=page.title, url=build.url_of(page))


def breadcrumbs_out(page: Page, build: Build) -> list[BreadcrumbOut]:
    """Build the way to a page: the home page of its language, and the public sections above it.

    The home page has the name of the paper, not its own title: with the title, each edit of the front page would
    concern every page.
    """
    home = BreadcrumbOut(title=site_name(build), url=f"{build.root_url}/{build.language_of(page)}/")
    sections = public_sections(page, build)[::-1]
    return [home, *(BreadcrumbOut(title=section.title, url=build.url_of(section)) for section in sections)]


def translations_out(page: Page, build: Build) -> list[TranslationOut]:
    """Build the list of the public translations of a page, by language."""
    build.depends_on("translation", page.translation_key)
    ids = build.lookups.translations(page)
    translations = [
        TranslationOut(locale=build.language_of(other), id=other.pk, url=build.url_of(other))
        for other in build.public_pages(ids)
        if not other.alias_of_id
    ]
    return sorted(translations, key=lambda translation: (translation.locale, translation.id))


def public_sections(page: Page, build: Build) -> list[Page]:
    """Return the public sections above a page, the nearest first."""
    found = build.public_pages(build.lookups.sections_above(page.path))
    for section in found:
        build.depends_on("section", section.pk)
    return found[::-1]
