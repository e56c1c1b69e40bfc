"""Editors' rich text as JSON: safe HTML, plain text, and the links in it."""

import nh3
from bs4 import BeautifulSoup, Tag
from wagtail.rich_text import get_text_for_indexing

from delivery.content.build import Build
from delivery.content.links import SCHEMES, LinkOut, download_link, page_link, url_link
from delivery.content.schema import Content

_TAGS = set("p br b strong i em ul ol li a hr sub sup h2 h3 h4 blockquote code".split())  # noqa: SIM905
_ATTRIBUTES = {"a": {"href"}}


class RichTextOut(Content):
    """Running text: safe HTML, the same words without it, and the links in it."""

    html: str
    text: str
    links: list[LinkOut]


def rich_text_out(source: str, build: Build) -> RichTextOut:
    """Build the JSON of rich text as Wagtail stores it.

    A link whose target is not public loses its tag and keeps its words.
    """
    soup = BeautifulSoup(source, "html.parser")
    links = [_resolve(anchor, build) for anchor in soup.find_all("a")]
    html = nh3.clean(
        str(soup), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel="noopener"
    )
    return RichTextOut(html=html, text=get_text_for_indexing(html), links=links)


def _resolve(anchor: Tag, build: Build) -> LinkOut:
    text = anchor.get_text()
    target = str(anchor.get("id", ""))
    match anchor.get("linktype"):
        case "page" if target.isdigit():
            link = page_link(int(target), text, build)
        case "document" if target.isdigit():
            link = download_link(int(target), text, build)
        case _:
            link = url_link(str(anchor.get("href", "")), text, build)
    if link.href is None:
        anchor.unwrap()
    else:
        anchor.attrs = {"href": link.href}
    return link
