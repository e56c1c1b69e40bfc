"""The formats of feeds: RSS 2.0 with its usual extensions, Atom (RFC 4287) and JSON Feed 1.1. Pure functions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from api.feeds.entries import Entry, Feed

# An empty feed has no date of its own, and Django would take the current time: another body for each request.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_JPEG = "image/jpeg"


@dataclass(frozen=True)
class Format:
    """A format, by the end of its path."""

    extension: str
    content_type: str
    written: Callable[[Feed], bytes]


class _Dated(SyndicationFeed):
    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else _NEVER


class _Rss(_Dated, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for name, _url in entry.authors:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("dc:language", entry.language)
        if entry.rights:
            handler.addQuickElement("dc:rights", entry.rights)
        handler.addQuickElement("content:encoded", entry.html)
        if entry.image:
            # Not an enclosure, which would need the size of the file in bytes.
            handler.startElement(
                "media:content", {"url": entry.image["src"], "type": _JPEG, "medium": "image"}
            )
            for name, key in (("media:description", "alt"), ("media:credit", "credit")):
                if entry.image[key]:
                    handler.addQuickElement(name, entry.image[key])
            handler.endElement("media:content")


class _Atom(_Dated, Atom1Feed):
    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["entry"].language}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for name, url in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", url)
            handler.endElement("author")
        handler.addQuickElement("content", entry.html, {"type": "html"})
        if entry.image:
            link = {"rel": "enclosure", "type": _JPEG, "href": entry.image["src"]}
            handler.addQuickElement("link", "", link)


def _xml(feed: Feed, kind: type[SyndicationFeed]) -> bytes:
    written = kind(
        title=feed.title,
        link=feed.home,
        description=feed.title,
        language=feed.language,
        author_name=feed.name,
        feed_url=feed.url,
        feed_guid=feed.url,
    )
    for entry in feed.entries:
        written.add_item(
            title=entry.title,
            link=entry.url,
            # HTML in both formats.
            description=escape(entry.summary),
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            unique_id=entry.guid,
            unique_id_is_permalink=False,
            categories=entry.topics,
            item_copyright=entry.rights or None,
            entry=entry,
        )
    return written.writeString("utf-8").encode()


def _json(feed: Feed) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        **({"language": feed.language} if feed.language else {}),
        "items": list(map(_item, feed.entries)),
    }
    return orjson.dumps(document)


def _item(entry: Entry) -> dict[str, Any]:
    files = [
        {
            "url": file["url"],
            "mime_type": file["content_type"],
            "title": file["title"],
            "size_in_bytes": file["bytes"],
        }
        for file in entry.files
    ]
    return {
        "id": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        **({"image": entry.image["src"]} if entry.image else {}),
        "date_published": entry.published_at,
        "date_modified": entry.updated_at,
        "authors": [{"name": name, "url": url} for name, url in entry.authors],
        "tags": entry.topics,
        "language": entry.language,
        **({"attachments": files} if files else {}),
    }


FORMATS = (
    Format("rss", "application/rss+xml; charset=utf-8", lambda feed: _xml(feed, _Rss)),
    Format("atom", "application/atom+xml; charset=utf-8", lambda feed: _xml(feed, _Atom)),
    Format("json", "application/feed+json", _json),
)
