"""The name of the paper, and who publishes it."""

from functools import partial

from django.conf import settings
from wagtail.models import Page, Site

from delivery.content.build import Build
from delivery.content.media import ImageOut, image_out
from delivery.content.schema import Content, Url


class PublisherOut(Content):
    """Who publishes the site."""

    name: str
    legal_name: str | None
    url: Url
    logo: ImageOut | None


def publisher_out(page: Page, build: Build) -> PublisherOut:
    """Build the publisher of the site of a page; what the settings leave empty is taken from the site itself."""
    site_id, root_url, _path = build.place_of(page)
    name = site_name(site_id, build)
    of_site = build.settings_of(site_id)
    logo = of_site.publisher_logo
    return PublisherOut(
        name=of_site.publisher_name or name,
        legal_name=of_site.publisher_legal_name or None,
        url=of_site.publisher_url or f"{root_url}/",
        logo=build.build_or_replace("image", partial(image_out, logo, build), lambda: None) if logo else None,
    )


def site_name(site_id: int, build: Build) -> str:
    """Return the name of the paper: that of the settings, of the site, or else of the installation.

    Not the title of the home page: every edit of the front page would compile all articles again.
    """
    build.depends_on("publisher", site_id)
    return build.settings_of(site_id).name or _site(site_id, build).site_name or settings.WAGTAIL_SITE_NAME


def root_page(site_id: int, build: Build) -> Page:
    """Return the page that a site begins with: the home page of its first language."""
    root: Page = build.cached("root page", site_id, lambda: _site(site_id, build).root_page)
    build.depends_on("page", root.pk)
    return root


def _site(site_id: int, build: Build) -> Site:
    # Saving a site compiles everything again, so no tag is needed.
    return build.cached("site", site_id, lambda: Site.objects.get(pk=site_id))
