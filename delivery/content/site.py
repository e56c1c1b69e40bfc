"""A site in one language as front ends frame every page with it: its name, menus, footer and publisher."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import get_language_info
from pydantic import Field
from wagtail.blocks import StreamValue
from wagtail.models import Page

from cms.addresses import email_url
from cms.models import HomePage, SectionPage
from delivery.content.build import Build
from delivery.content.links import LinkOut, RichTextOut, link_out, page_link, rich_text_out
from delivery.content.publisher import PublisherOut, publisher_out, site_name
from delivery.content.schema import Content, Locale, Url

_LANGUAGES = list(dict(settings.LANGUAGES))
_NO_LINK: Mapping[str, Any] = {"text": "", "page": None, "download": None, "url": "", "email": ""}


class SiteLocaleOut(Content):
    """A language in which the site can be read."""

    locale: Locale
    name: str = Field(description="In the language itself.")
    url: Url = Field(description="Its home page.")
    default: bool = Field(description="Whether `/` leads to it.")


class MenuItemOut(LinkOut):
    """An entry of a menu, with the links below it. An entry without a public target is left out, with all below."""

    items: list[LinkOut]


class MenusOut(Content):
    """The menus of the site."""

    main: list[MenuItemOut] = Field(
        description="As the editors made it, or else the sections below the home page."
    )
    footer: list[MenuItemOut]


class ContactOut(Content):
    """How readers reach the newsroom."""

    email: LinkOut | None
    text: RichTextOut | None


class SiteOut(Content):
    """The site in one language: what stands around every page."""

    id: int = Field(description="Of the home page of this language.")
    type: Literal["site"] = "site"
    locale: Locale
    name: str
    url: Url = Field(description="The home page of this language.")
    locales: list[SiteLocaleOut]
    menus: MenusOut
    footer: RichTextOut | None
    contact: ContactOut
    imprint: LinkOut | None
    privacy: LinkOut | None
    publisher: PublisherOut


def site_out(home: HomePage, build: Build) -> SiteOut:
    """Build the JSON of the site that this home page begins, in the language of the page."""
    build.depends_on_site("site")
    build.depends_on_site("settings")
    of_site = build.site_settings
    texts = build.texts_in(home.locale_id)
    return SiteOut(
        id=home.pk,
        locale=build.language_of(home),
        name=site_name(build),
        url=build.url_of(home),
        locales=_locales(home, build),
        menus=MenusOut(
            main=_menu(texts.main_menu, build) if texts.main_menu else _sections(home, build),
            footer=_menu(texts.footer_menu, build),
        ),
        footer=_rich_text(texts.footer, build),
        contact=ContactOut(email=_email(of_site.contact_email), text=_rich_text(texts.contact, build)),
        imprint=_page(texts.imprint, build),
        privacy=_page(texts.privacy, build),
        publisher=publisher_out(build),
    )


def _locales(home: HomePage, build: Build) -> list[SiteLocaleOut]:
    # The home page of its first language.
    root_id = build.site.root_page_id
    build.depends_on("page", root_id)
    build.depends_on("translation", home.translation_key)
    ids = home.get_translations(inclusive=True).values_list("pk", flat=True)
    pages = {build.language_of(page): page for page in build.public_pages(ids)}
    return [
        SiteLocaleOut(
            locale=language,
            name=get_language_info(language)["name_local"],
            url=build.url_of(pages[language]),
            default=pages[language].pk == root_id,
        )
        for language in _LANGUAGES
        if language in pages
    ]


def _sections(home: HomePage, build: Build) -> list[MenuItemOut]:
    build.depends_on("children", home.path)
    ids = home.get_children().type(SectionPage).values_list("pk", flat=True)
    links = [page_link(section.pk, section.title, build) for section in build.public_pages(ids)]
    return [MenuItemOut(**dict(link), items=[]) for link in links]


def _menu(menu: StreamValue, build: Build) -> list[MenuItemOut]:
    """Build a menu from what is stored, whose links name their pages and files by id."""
    built = [
        build.build_or_replace("menu", partial(_entry, entry["value"], build), lambda: None)
        for entry in menu.raw_data
    ]
    return [item for item in built if item]


def _entry(value: Mapping[str, Any], build: Build) -> MenuItemOut | None:
    link = _menu_link(value, build)
    if link is None:
        return None
    items = [below for entry in value.get("items", ()) if (below := _menu_link(entry["value"], build))]
    return MenuItemOut(**dict(link), items=items)


def _menu_link(stored: Mapping[str, Any], build: Build) -> LinkOut | None:
    # A script may store the keys only that it fills in.
    value = {**_NO_LINK, **stored}
    link = link_out({**value, "text": value["text"] or _title_of_target(value, build)}, build)
    return link if link and link.href else None


def _title_of_target(value: Mapping[str, Any], build: Build) -> str:
    if page_id := value["page"]:
        # Also of a page that is not public: the report names what is left out.
        return Page.objects.filter(pk=page_id).values_list("title", flat=True).first() or ""
    download = build.lookups.downloads.get(value["download"]) if value["download"] else None
    return download.title if download else value["email"]


def _page(page: Page | None, build: Build) -> LinkOut | None:
    link = page_link(page.pk, page.title, build) if page else None
    return link if link and link.href else None


def _email(address: str) -> LinkOut | None:
    return LinkOut(href=email_url(address), text=address, kind="EMAIL") if address else None


def _rich_text(source: str, build: Build) -> RichTextOut | None:
    out = rich_text_out(source, build)
    return out if out.text.strip() else None
