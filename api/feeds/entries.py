"""A feed and its entries, from compiled JSON, before they have a format. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from api.feeds.html import article_html
from api.http.xml import for_xml
from cms.addresses import decoded, quoted_path
from delivery.read.feeds import FeedRow, FeedRows

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One article. `authors` are names and URLs, `files` downloads of the text as the API tells of them."""

    guid: str
    url: str
    title: str
    summary: str
    html: str
    language: str
    published_at: datetime
    updated_at: datetime
    authors: Sequence[Sequence[str]]
    topics: Sequence[str]
    image: Json | None
    files: Sequence[Json]
    rights: str


@dataclass(frozen=True)
class Feed:
    """A feed. `home` is the page that has the same articles, `url` its own address."""

    title: str
    name: str
    home: str
    url: str
    language: str | None
    entries: Sequence[Entry]


def feed_of(rows: FeedRows, *, filters: Sequence[str], url: str, language: str | None) -> Feed:
    """Return the feed of these articles; `filters` are those of the list, such as `section=projekte`."""
    articles = [orjson.loads(row.body) for row in rows.articles]
    name, home = rows.name_and_url
    known = {found: page for article in articles for found, page in _pages(article, home)}
    # A list without articles has no name but its slug.
    pages = [known.get(one, (one.partition("=")[2], home)) for one in filters]
    return Feed(
        title=for_xml(": ".join(filter(None, [name, ", ".join(title for title, _url in pages)]))),
        name=for_xml(name),
        home=pages[0][1] if len(pages) == 1 else home,
        url=url,
        language=language,
        entries=[_entry(row, article) for row, article in zip(rows.articles, articles, strict=True)],
    )


def _pages(article: Json, home: str) -> Iterable[tuple[str, tuple[str, str]]]:
    """Yield the lists that an article is on, with the name and the URL of each."""
    for step in article["breadcrumbs"][1:]:
        yield f"section={decoded(step['url'].rstrip('/').rpartition('/')[2])}", (step["title"], step["url"])
    for author in article["authors"]:
        yield f"author={author['slug']}", (author["name"], author["url"])
    for tag in article["tags"]:
        yield f"tag={tag['slug']}", (tag["name"], f"{home}?tag={quoted_path(tag['slug'])}")


def _entry(row: FeedRow, article: Json) -> Entry:
    image, rights = article["image"], article["rights"]
    blocks = [block["value"] for block in article["body"] if block["type"] == "download"]
    return Entry(
        **for_xml(
            {
                "guid": f"urn:uuid:{row.guid}",
                "url": article["url"],
                "title": article["title"],
                "summary": article["lead"],
                "html": article_html(article),
                "language": article["locale"],
                "published_at": datetime.fromisoformat(article["published_at"]),
                "updated_at": datetime.fromisoformat(article["updated_at"]),
                "authors": [[author["name"], author["url"]] for author in article["authors"]],
                "topics": [tag["name"] for tag in article["tags"]],
                "image": image if image and image["state"] == "OK" else None,
                "files": [value for value in blocks if value["state"] == "OK"],
                "rights": ", ".join(filter(None, [rights["holder"], rights["terms"]])),
            }
        )
    )
