"""The name of the paper, and who publishes it."""

from functools import partial

from delivery.content.build import Build
from delivery.content.media import ImageOut, image_out
from delivery.content.schema import Content, Url


class PublisherOut(Content):
    """Who publishes the site."""

    name: str
    legal_name: str | None
    url: Url
    logo: ImageOut | None


def publisher_out(build: Build) -> PublisherOut:
    """Build the publisher of the site; what the settings leave empty is taken from the site itself."""
    name = site_name(build)
    of_site = build.site_settings
    logo = of_site.publisher_logo
    return PublisherOut(
        name=of_site.publisher_name or name,
        legal_name=of_site.publisher_legal_name or None,
        url=of_site.publisher_url or f"{build.root_url}/",
        logo=build.build_or_replace("image", partial(image_out, logo, build), lambda: None) if logo else None,
    )


def site_name(build: Build) -> str:
    """Return the name of the paper.

    Not the title of the home page: every edit of the front page would compile all articles again.
    """
    build.depends_on_site("publisher")
    return build.site_settings.paper_name(build.site)
