"""Links and rich text as JSON: safe HTML, and links that say whether their target is still public."""

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlunsplit

import nh3
from django.conf import settings
from pydantic import Field

from cms.addresses import SCHEMES, email_url, path_below, quoted_fragment, safe_url, trimmed
from delivery.content.anchors import named_heading
from delivery.content.build import Build
from delivery.content.media import file_url
from delivery.content.own_files import own_download_id
from delivery.content.rewriting import text_of, with_links
from delivery.content.schema import Content

TAGS = set("p br b strong i em ul ol li a hr sub sup h2 h3 h4 blockquote code".split())  # noqa: SIM905
_ATTRIBUTES = {"a": {"href"}}
_URL_SCHEMES = set(SCHEMES)
_DIGITS = re.compile(r"[0-9]{1,18}\Z")
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

    A link without a target that readers may follow loses its tag and keeps its words.
    """
    links: list[LinkOut] = []

    def href_of(attributes: Mapping[str, str], text: str) -> str | None:
        link = _resolve(attributes, text, build)
        links.extend([link] if link else [])
        return link.href if link else None

    html = nh3.clean(
        with_links(source, href_of),
        tags=TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_URL_SCHEMES,
        link_rel="noopener",
    )
    return RichTextOut(html=html, text=text_of(html), links=links)


def link_list_out(value: Any, build: Build) -> LinkListOut:
    """Build the JSON of the raw value of a `link_list` block."""
    links = [link for entry in value["links"] if (link := link_out(entry["value"], build))]
    return LinkListOut(title=value["title"], links=links)


def page_link(page_id: int, text: str, build: Build, *, suffix: str = "") -> LinkOut:
    """Build a link to a page; it is `GONE` if the page is not public. `suffix` is a query or fragment."""
    pages = build.public_pages([page_id])
    if not pages:
        return _gone_link("PAGE", text, build)
    return LinkOut(href=f"{build.url_of(pages[0])}{suffix}", text=text, kind="PAGE", id=page_id)


def _download_link(download_id: int, text: str, build: Build, *, suffix: str = "") -> LinkOut:
    """Build a link to a file; it is `GONE` if the file is private or deleted. `suffix` is a fragment."""
    build.depends_on("download", download_id)
    download = build.lookups.downloads.get(download_id)
    if download is None or build.is_private(download.collection_id):
        return _gone_link("DOWNLOAD", text, build)
    build.offer(download_id)
    return LinkOut(href=f"{file_url(download_id)}{suffix}", text=text, kind="DOWNLOAD", id=download_id)


def url_link(href: str, text: str, build: Build) -> LinkOut | None:
    """Build a link to a URL, an e-mail address or an anchor; None if readers must not follow it."""
    href = trimmed(href)
    if href.startswith("#"):
        fragment = named_heading(href[1:], build.headings) or quoted_fragment(href[1:])
        return LinkOut(href=f"#{fragment}", text=text, kind="ANCHOR")
    url = safe_url(href, build.base_url)
    if url is None:
        build.add_defect("link", "REFUSED", text)
        return None
    return _own_link(url, text, build) or LinkOut(
        href=url, text=text, kind="EMAIL" if url.startswith("mailto:") else "EXTERNAL"
    )


def _own_link(url: str, text: str, build: Build) -> LinkOut | None:
    """Build the link for the pasted address of something of ours; None if it is of none."""
    ours = path_below(url, settings.PUBLIC_URL)
    if ours is None:
        return None
    if download_id := own_download_id(ours.path):
        # A fragment names a page of the file; its address takes no query.
        return _download_link(download_id, text, build, suffix=urlunsplit(("", "", "", "", ours.fragment)))
    page_id = build.page_at(ours.path)
    suffix = urlunsplit(("", "", "", ours.query, ours.fragment))
    return page_link(page_id, text, build, suffix=suffix) if page_id else None


def _gone_link(kind: LinkKind, text: str, build: Build) -> LinkOut:
    """Build a link without a target, and record the defect."""
    build.add_defect("link", "GONE", text)
    return LinkOut(href=None, text=text, kind=kind, state="GONE")


def link_out(value: Any, build: Build) -> LinkOut | None:
    """Build the link of the value of a link block; None if readers must not follow its URL."""
    text = value["text"]
    if page_id := value.get("page"):
        return page_link(page_id, text, build)
    if (download_id := value.get("download")) and build.lookups.downloads.get(download_id):
        return _download_link(download_id, text, build)
    if value["email"]:
        return LinkOut(href=email_url(value["email"]), text=text, kind="EMAIL")
    if value["url"]:
        return url_link(value["url"], text, build)
    # The file that was chosen here has been deleted since, or nothing was chosen.
    return _gone_link("PAGE", text, build)


def _resolve(attributes: Mapping[str, str], text: str, build: Build) -> LinkOut | None:
    href, target = attributes.get("href", ""), attributes.get("id", "")
    # An id that no object can have names one that is gone.
    target_id = int(target) if _DIGITS.match(target) else 0
    match attributes.get("linktype"):
        case "page":
            return page_link(target_id, text, build)
        case "document":
            return _download_link(target_id, text, build)
    return url_link(href, text, build) if trimmed(href) else None
