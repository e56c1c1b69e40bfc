"""Editors' rich text as JSON: safe HTML, the plain words, and the links in it."""

from typing import Any

import nh3
from bs4 import BeautifulSoup, Tag
from wagtail.rich_text import get_text_for_indexing

from delivery.content.build import Compilation
from delivery.content.links import SCHEMES, address_link, download_link, page_link

_TAGS = {
    "p",
    "br",
    "b",
    "strong",
    "i",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "hr",
    "sub",
    "sup",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "code",
}
_ATTRIBUTES = {"a": {"href"}}


def rich_text_out(source: str, compilation: Compilation) -> dict[str, Any]:
    """This will represent rich text as Wagtail stores it.

    A link whose target is not public loses its tag and keeps its words.
    """
    soup = BeautifulSoup(source, "html.parser")
    links = [_resolve(anchor, compilation) for anchor in soup.find_all("a")]
    html = nh3.clean(
        str(soup), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel="noopener"
    )
    return {"html": html, "text": get_text_for_indexing(html), "links": links}


def _resolve(anchor: Tag, compilation: Compilation) -> dict[str, Any]:
    text = anchor.get_text()
    target = str(anchor.get("id", ""))
    match anchor.get("linktype"):
        case "page" if target.isdigit():
            link = page_link(int(target), text, compilation)
        case "document" if target.isdigit():
            link = download_link(int(target), text, compilation)
        case _:
            link = address_link(str(anchor.get("href", "")), text, compilation)
    if link["href"] is None:
        anchor.unwrap()
    else:
        anchor.attrs = {"href": link["href"]}
    return link
