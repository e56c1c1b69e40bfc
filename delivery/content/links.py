"""Links and rich text as JSON: safe HTML, and links that say whether their target is still public."""

from typing import Any, Literal

import nh3
from bs4 import BeautifulSoup, Tag
from pydantic import Field
from wagtail.rich_text import get_text_for_indexing

from cms.models import Download
from delivery.content.build import Build
from delivery.content.media import file_url
from delivery.content.own_files import own_download_id
from delivery.content.schema import Content

_TAGS = set("p br b strong i em ul ol li a hr sub sup h2 h3 h4 blockquote code".split())  # noqa: SIM905
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
LinkKind = Literal["PAGE", "DOWNLOAD", "EXTERNAL", "EMAIL", "ANCHOR"]


class LinkOut(Content):
    """A link that an editor set. `GONE`: its target is not public, and there is no `href`."""

    href: str | None
    text: str
    kind: LinkKind
    id: int | None = Field(default=None, description="Of the page or download.")
    state: Literal["OK", "GONE"] = "OK"


class LinkListOut(Content):
    """Links under a heading of their own."""

    title: str
    links: list[LinkOut]


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
    html = nh3.clean(str(soup), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener")
    return RichTextOut(html=html, text=get_text_for_indexing(html), links=links)


def link_list_out(value: Any, build: Build) -> LinkListOut:
    """Build the JSON of the value of a `link_list` block."""
    return LinkListOut(title=value["title"], links=[_link(link, build) for link in value["links"]])


def _page_link(page_id: int, text: str, build: Build) -> LinkOut:
    """Build a link to a page; it is `GONE` if the page is not public."""
    pages = build.public_pages([page_id])
    if not pages:
        return _gone_link("PAGE", text, build)
    return LinkOut(href=build.url_of(pages[0]), text=text, kind="PAGE", id=page_id)


def _download_link(download_id: int, text: str, build: Build) -> LinkOut:
    """Build a link to a file; it is `GONE` if the file is private or deleted."""
    build.depends_on("download", download_id)
    download = Download.objects.filter(pk=download_id).first()
    if download is None or build.is_private(download.collection_id):
        return _gone_link("DOWNLOAD", text, build)
    build.offer(download_id)
    return LinkOut(href=file_url(download_id), text=text, kind="DOWNLOAD", id=download_id)


def own_link(url: str, text: str, build: Build) -> LinkOut | None:
    """Build the link for the pasted address of one of our files; None if it is of none."""
    download_id = own_download_id(url)
    return _download_link(download_id, text, build) if download_id else None


def _url_link(href: str, text: str, build: Build) -> LinkOut:
    """Build a link to a URL, an e-mail address or an anchor; it is `GONE` if its scheme is not allowed."""
    if link := own_link(href, text, build):
        return link
    scheme, colon, _rest = href.partition(":")
    if colon and scheme.lower() not in _SCHEMES:
        return _gone_link("EXTERNAL", text, build)
    kind: LinkKind = (
        "EMAIL" if href.startswith("mailto:") else "ANCHOR" if href.startswith("#") else "EXTERNAL"
    )
    return LinkOut(href=href, text=text, kind=kind)


def _gone_link(kind: LinkKind, text: str, build: Build) -> LinkOut:
    """Build a link without a target, and record the defect."""
    build.add_defect("link", "GONE", text)
    return LinkOut(href=None, text=text, kind=kind, state="GONE")


def _link(value: Any, build: Build) -> LinkOut:
    text = value["text"]
    if value["page"]:
        return _page_link(value["page"].pk, text, build)
    if value["download"]:
        return _download_link(value["download"].pk, text, build)
    if value["email"]:
        return _url_link(f"mailto:{value['email']}", text, build)
    if value["url"]:
        return _url_link(value["url"], text, build)
    # The page or file that was chosen here has been deleted since.
    return _gone_link("PAGE", text, build)


def _resolve(anchor: Tag, build: Build) -> LinkOut:
    text = anchor.get_text()
    target = str(anchor.get("id", ""))
    match anchor.get("linktype"):
        case "page" if target.isdigit():
            link = _page_link(int(target), text, build)
        case "document" if target.isdigit():
            link = _download_link(int(target), text, build)
        case _:
            link = _url_link(str(anchor.get("href", "")), text, build)
    if link.href is None:
        anchor.unwrap()
    else:
        anchor.attrs = {"href": link.href}
    return link
