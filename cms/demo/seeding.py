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
from wagtail.models import Locale, Page

from cms.demo.articles import ArticleWriter, stories
from cms.demo.chrome import fill_settings
from cms.demo.front import arrange_front
from cms.demo.library import FOLDER, fill_library
from cms.demo.people import Login, make_authors, make_logins
from cms.home_pages import add_page, make_home_pages
from cms.models import ArticlePage, HomePage, SectionPage


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
        film = {**texts["film"], "last_updated": now}
        Embed.objects.get_or_create(hash=get_embed_hash(film["url"]), defaults=film)
        writer = ArticleWriter(images, brochure, make_authors(images), now)
        for story in stories():
            writer.write(story, sections[story["section"]])
        of_sections = {page.slug: page for languages in sections.values() for page in languages.values()}
        fill_settings(texts, {**writer.pages, **of_sections})
        if is_first_run:
            _arrange_fronts(texts["front"], writer, sections)
        return Demo(make_logins(), ArticlePage.objects.count())


def _make_sections(texts: dict[str, Any]) -> dict[str, dict[str, Page]]:
    """Return the sections by key and language, below a home page for each language."""
    homes = make_home_pages("Leserbrief", texts["home"])
    sections = {}
    for key, section in texts["sections"].items():
        german = SectionPage.objects.child_of(homes["de"]).filter(slug=section["de"]["slug"]).first()
        german = german or add_page(homes["de"], SectionPage(**section["de"]))
        sections[key] = {"de": german, "en": _translation(german, homes["en"], **section["en"])}
    return sections


def _arrange_fronts(
    rows: dict[str, Any], writer: ArticleWriter, sections: dict[str, dict[str, Page]]
) -> None:
    for home in HomePage.objects.filter(locale__language_code__in=rows):
        language = home.locale.language_code
        of_language = {key: section[language] for key, section in sections.items()}
        arrange_front(home, rows[language], articles=writer.pages, sections=of_language)


def _translation(page: Page, parent: Page, **texts: str) -> Page:
    # Not `copy_for_translation`: it keeps the slug, and changing that leaves a redirect behind.
    locale = Locale.objects.get_or_create(language_code="en")[0]
    translation = type(page)(locale=locale, translation_key=page.translation_key, **texts)
    return page.get_translation_or_none(locale) or add_page(parent, translation)
