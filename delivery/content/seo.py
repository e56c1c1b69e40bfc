"""What the head of a page says to browsers, search engines and messengers: ready to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from pydantic import MISSING, Field

from cms.models import ArticlePage, HomePage, SectionPage
from cms.models.pages.base import SitePage
from delivery.content.build import Build
from delivery.content.json_ld import (
    CollectionPageLd,
    ImageObjectLd,
    JsonLdOut,
    OrganizationLd,
    WebSiteLd,
    breadcrumb_list,
    image_object,
    json_ld,
    news_article,
)
from delivery.content.media import ImageOut, image_out
from delivery.content.publisher import publisher_out, site_name
from delivery.content.rights import RightsOut
from delivery.content.schema import Content, Locale, Url

# Their modules import this one, because their answers contain the head of a page.
if TYPE_CHECKING:
    from delivery.content.articles import ArticleCardOut
    from delivery.content.corrections import CorrectionOut
    from delivery.content.pages import BreadcrumbOut, TranslationOut

# Facebook and others know languages with a country only.
OPEN_GRAPH_LOCALES: Final = {"de": "de_DE", "en": "en_US"}
_Properties = dict[str, str | list[str]]


class SeoOut(Content):
    """The head of a page."""

    title: str = Field(description="For `<title>`.")
    description: str = Field(description='For `<meta name="description">`.')
    canonical: Url = Field(description="Of the page itself, or of the page that it repeats.")
    hreflang: dict[Locale, Url] = Field(
        description="The URLs of this page by language, with its own. Empty for a page that repeats another."
    )
    open_graph: dict[str, str | list[str]] = Field(
        description="The properties of Open Graph, such as `og:title`: one `<meta property>` for each value, in this "
        "order."
    )
    json_ld: JsonLdOut


@dataclass(frozen=True)
class _Picture:
    image: ImageOut
    node: ImageObjectLd


@dataclass(frozen=True)
class _Head:
    """What the heads of all kinds of pages have in common. `name` is that of the site."""

    name: str
    title: str
    description: str
    canonical: str
    locale: str
    translations: "Sequence[TranslationOut]"
    picture: _Picture | None
    publisher: OrganizationLd


def article_seo(
    article: ArticlePage,
    card: "ArticleCardOut",
    build: Build,
    *,
    words: int,
    rights: RightsOut,
    corrections: "Sequence[CorrectionOut]",
    translations: "Sequence[TranslationOut]",
    breadcrumbs: "Sequence[BreadcrumbOut]",
) -> SeoOut:
    """Build the head of an article."""
    head = _head(article, build, lead=card.lead, translations=translations, lead_image=card.image)
    node = news_article(
        card,
        description=head.description,
        canonical=head.canonical,
        image=head.picture.node if head.picture else None,
        publisher=head.publisher,
        words=words,
        rights=rights,
        corrections=corrections,
    )
    facts: Mapping[str, str | list[str] | None] = {
        "article:published_time": _written(card.published_at),
        "article:modified_time": _written(card.updated_at),
        "article:section": card.section.title if card.section else None,
        "article:tag": [tag.name for tag in card.tags],
        "article:author": [author.url for author in card.authors],
    }
    way = [(step.title, step.url) for step in breadcrumbs] + [(card.title, head.canonical)]
    properties = _open_graph(article, head, "article") | {
        name: value for name, value in facts.items() if value
    }
    return _seo_out(article, head, properties, json_ld(node, breadcrumb_list(way)))


def section_seo(
    section: SectionPage,
    build: Build,
    *,
    translations: "Sequence[TranslationOut]",
    breadcrumbs: "Sequence[BreadcrumbOut]",
) -> SeoOut:
    """Build the head of a section."""
    head = _head(section, build, lead=section.lead, translations=translations)
    node = CollectionPageLd(
        name=section.title,
        description=head.description,
        url=head.canonical,
        in_language=head.locale,
        publisher=head.publisher,
    )
    way = [(step.title, step.url) for step in breadcrumbs] + [(section.title, head.canonical)]
    properties = _open_graph(section, head, "website")
    return _seo_out(section, head, properties, json_ld(node, breadcrumb_list(way)))


def home_seo(home: HomePage, build: Build, *, translations: "Sequence[TranslationOut]") -> SeoOut:
    """Build the head of a home page."""
    head = _head(home, build, lead=home.lead, translations=translations)
    node = WebSiteLd(
        name=head.name,
        description=head.description,
        url=head.canonical,
        in_language=head.locale,
        publisher=head.publisher,
    )
    return _seo_out(home, head, _open_graph(home, head, "website"), json_ld(node))


def _head(
    page: SitePage,
    build: Build,
    *,
    lead: str,
    translations: "Sequence[TranslationOut]",
    lead_image: ImageOut | None = None,
) -> _Head:
    name = site_name(build)
    full_title = page.title if page.title == name else f"{page.title} – {name}"
    return _Head(
        name=name,
        title=page.seo_title or full_title,
        description=" ".join((page.search_description or lead).split()),
        canonical=_canonical(page, build),
        locale=build.language_of(page),
        translations=() if page.alias_of_id else translations,
        picture=_picture(page, lead_image, build),
        publisher=build.once_in_batch("organization", None, _organization),
    )


def _organization(build: Build) -> OrganizationLd:
    publisher = publisher_out(build)
    image = build.site_settings.publisher_logo
    logo = publisher.logo if publisher.logo and publisher.logo.state == "OK" else None
    return OrganizationLd(
        name=publisher.name,
        legal_name=publisher.legal_name or MISSING,
        url=publisher.url,
        logo=image_object(logo, image) if logo and image else MISSING,
    )


def _canonical(page: SitePage, build: Build) -> str:
    sources = build.public_pages([page.alias_of_id]) if page.alias_of_id else []
    return build.url_of(sources[0] if sources else page)


def _picture(page: SitePage, lead_image: ImageOut | None, build: Build) -> _Picture | None:
    """Return the picture that an editor chose for sharing, else the lead image, of which either may be private."""
    chosen = build.lookups.images.get(page.sharing_image_id) if page.sharing_image_id else None
    if chosen is not None:
        out = build.build_or_replace(
            "image", partial(image_out, chosen, build), lambda: ImageOut(state="MISSING"), what=chosen.title
        )
        if out.state == "OK":
            return _Picture(out, image_object(out, chosen))
    shown = build.lookups.images.get(page.image_id) if lead_image and lead_image.state == "OK" else None
    return _Picture(lead_image, image_object(lead_image, shown)) if lead_image and shown else None


def _open_graph(page: SitePage, head: _Head, kind: str) -> _Properties:
    properties: _Properties = {
        "og:type": kind,
        "og:title": page.seo_title or page.title,
        "og:description": head.description,
        "og:url": head.canonical,
        "og:site_name": head.name,
        "og:locale": OPEN_GRAPH_LOCALES[head.locale],
    }
    if others := [OPEN_GRAPH_LOCALES[other.locale] for other in head.translations]:
        properties["og:locale:alternate"] = others
    if head.picture:
        node = head.picture.node
        properties |= {
            "og:image": node.url,
            "og:image:type": "image/jpeg",
            "og:image:width": str(node.width.value),
            "og:image:height": str(node.height.value),
        }
        if head.picture.image.alt:
            properties["og:image:alt"] = head.picture.image.alt
    return properties


def _seo_out(page: SitePage, head: _Head, properties: _Properties, data: JsonLdOut) -> SeoOut:
    urls = {other.locale: other.url for other in head.translations}
    return SeoOut(
        title=head.title,
        description=head.description,
        canonical=head.canonical,
        hreflang={} if page.alias_of_id else {head.locale: head.canonical} | urls,
        open_graph=properties,
        json_ld=data,
    )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
