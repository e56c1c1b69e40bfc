"""What sitemaps say of a page: a ready `<url>` element. A pure function of the page's JSON."""

from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cms.addresses import path_below
from delivery.content.blocks import BackgroundBoxBlockOut, ImageBlockOut
from delivery.content.media import ImageOut

if TYPE_CHECKING:
    from delivery.content.articles import ArticleFullOut
    from delivery.content.home import HomeOut
    from delivery.content.pages import SectionFullOut

# Google reads a thousand; with so few, a sitemap of 5,000 pages stays far below 50 MB.
_MAX_IMAGES = 20


def sitemap_entry(page: "ArticleFullOut | SectionFullOut | HomeOut") -> str:
    """Return the `<url>` element of a page; empty for one that repeats another page or has another host.

    Sections and home pages have no `lastmod`: they change whenever an article joins, leaves or changes, without being
    compiled again, and search engines ignore the dates of a site once some of them are wrong.
    """
    url, seo = page.url, page.seo
    if seo.canonical != url or path_below(url, settings.PUBLIC_URL) is None:
        return ""
    parts = [_element("loc", url)]
    if page.type == "article" and page.updated_at:
        parts.append(_element("lastmod", page.updated_at.isoformat(timespec="seconds")))
    if len(seo.hreflang) > 1:
        parts += [
            f'<xhtml:link rel="alternate" hreflang="{locale}" href="{escape(other)}"/>'
            for locale, other in seo.hreflang.items()
        ]
    if page.type == "article":
        urls = dict.fromkeys(src for image in _images(page) if (src := image.src))
        parts += [
            f"<image:image>{_element('image:loc', src)}</image:image>" for src in islice(urls, _MAX_IMAGES)
        ]
    return f"<url>{''.join(parts)}</url>"


def _images(article: "ArticleFullOut") -> Iterator[ImageOut]:
    if article.image:
        yield article.image
    yield from _in_blocks(article.body)


def _in_blocks(blocks: Any) -> Iterator[ImageOut]:
    for block in blocks:
        if isinstance(block.root, ImageBlockOut):
            yield block.root.value.image
        elif isinstance(block.root, BackgroundBoxBlockOut):
            yield from _in_blocks(block.root.value.body)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
