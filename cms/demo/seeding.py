"""Seeds the demo: the pages above the articles, the articles, and the users."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Locale, Page, Site

from cms.demo.articles import ArticleWriter, add_page, stories
from cms.demo.front import arrange_front
from cms.demo.library import FOLDER, fill_library
from cms.demo.people import Login, make_authors, make_logins
from cms.models import ArticlePage, HomePage, SectionPage, SiteSettings


@dataclass(frozen=True)
class Demo:
    """What was made: who can log in, and how many articles there are."""

    logins: tuple[Login, ...]
    articles: int


def seed(*, now: datetime) -> Demo:
    """Add whatever of the demo is missing; articles are dated back from `now`.

    :raises ImproperlyConfigured: unless `settings.DEMO` is on, because the passwords are public.
    """
    if not getattr(settings, "DEMO", False):
        raise ImproperlyConfigured("The demo has public passwords; it is only made where DEMO is on.")
    images, brochure = fill_library()
    # One transaction, so that each page is compiled once, at the end.
    with transaction.atomic():
        texts = yaml.safe_load((FOLDER / "newsroom.yaml").read_bytes())
        is_first_run = not ArticlePage.objects.exists()
        sections = _make_sections(texts)
        _set_rights(**texts["rights"])
        film = {**texts["film"], "last_updated": now}
        Embed.objects.get_or_create(hash=get_embed_hash(film["url"]), defaults=film)
        writer = ArticleWriter(images, brochure, make_authors(images), now)
        for story in stories():
            writer.write(story, sections[story["section"]])
        if is_first_run:
            _arrange_fronts(texts["front"], writer, sections)
        return Demo(make_logins(), ArticlePage.objects.count())


def _make_sections(texts: dict[str, Any]) -> dict[str, dict[str, Page]]:
    """Return the sections by key and language, below a home page for each language."""
    german_home = _home(**texts["home"]["de"])
    english_home = _translation(german_home, Page.get_first_root_node(), **texts["home"]["en"])
    sections = {}
    for key, section in texts["sections"].items():
        german = SectionPage.objects.child_of(german_home).filter(slug=section["de"]["slug"]).first()
        german = german or add_page(german_home, SectionPage(**section["de"]))
        sections[key] = {"de": german, "en": _translation(german, english_home, **section["en"])}
    return sections


def _arrange_fronts(
    rows: dict[str, Any], writer: ArticleWriter, sections: dict[str, dict[str, Page]]
) -> None:
    for home in HomePage.objects.filter(locale__language_code__in=rows):
        language = home.locale.language_code
        of_language = {key: section[language] for key, section in sections.items()}
        arrange_front(home, rows[language], articles=writer.pages, sections=of_language)


def _set_rights(**rights: str) -> None:
    """Set the rights that apply to all articles, unless an editor has set others."""
    settings_of_site = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    if not settings_of_site.rights_terms:
        for name, value in rights.items():
            setattr(settings_of_site, name, value)
        settings_of_site.save()


def _home(*, slug: str, title: str, lead: str) -> Page:
    """Return the home page of the main site. It replaces the welcome page of a new Wagtail."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    current = site.root_page.specific if site.root_page_id else None
    if isinstance(current, HomePage):
        return current
    root = Page.get_first_root_node()
    is_taken = root.get_children().filter(slug=slug).exists()
    locale = Locale.objects.get_or_create(language_code="de")[0]
    home = HomePage(slug=f"{slug}-de" if is_taken else slug, title=title, lead=lead, locale=locale)
    site.root_page, site.site_name = add_page(root, home), "Leserbrief"
    site.save()
    if current is not None:
        current.delete()
    return site.root_page


def _translation(page: Page, parent: Page, **texts: str) -> Page:
    # Not `copy_for_translation`: it keeps the slug, and changing that leaves a redirect behind.
    locale = Locale.objects.get_or_create(language_code="en")[0]
    translation = type(page)(locale=locale, translation_key=page.translation_key, **texts)
    return page.get_translation_or_none(locale) or add_page(parent, translation)
