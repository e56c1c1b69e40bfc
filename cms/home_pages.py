"""The home pages of the main site: made once, for a new newsroom."""

from collections.abc import Mapping

from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, SiteSettings


@transaction.atomic
def make_home_pages(name: str, texts: Mapping[str, Mapping[str, str]]) -> dict[str, HomePage]:
    """Return the home page of each of the languages, made and published where it is missing.

    `texts` has the fields of each page by its language, such as `de`. A new site begins with the first of them and
    has this name. What is there stays as it is, but the welcome page of a new Wagtail is replaced.
    """
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    current = site.root_page.specific if site.root_page_id else None
    first = current if isinstance(current, HomePage) else None
    pages = {}
    for language, fields in texts.items():
        pages[language] = _home_page(language, fields, first)
        first = first or pages[language]
    if not isinstance(current, HomePage):
        site.root_page, site.site_name = first, name
        site.save()
    if current is not None and type(current) is Page:
        current.delete()
    settings = SiteSettings.for_site(site)
    if not settings.name:
        settings.name = name
        settings.save()
    return pages


def add_page(parent: Page, page: Page) -> Page:
    """Add a page and publish it as the editor does."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def _home_page(language: str, fields: Mapping[str, str], first: HomePage | None) -> HomePage:
    locale = Locale.objects.get_or_create(language_code=language)[0]
    if first is None:
        return add_page(Page.get_first_root_node(), HomePage(locale=locale, **fields))
    # Not `copy_for_translation`: it keeps the slug, and changing that leaves a redirect behind.
    page = HomePage(locale=locale, translation_key=first.translation_key, **fields)
    existing = first if first.locale_id == locale.pk else first.get_translation_or_none(locale)
    return existing or add_page(Page.get_first_root_node(), page)
