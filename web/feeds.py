"""The feeds that a page of the reader's site announces: of its own list, of its language, and of comments."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from delivery.content.comment_feeds import article_feed_title, feed_title

# Lists that the home page shows by a parameter of this name; the feeds have the same ones.
LISTS = ("tag", "author")


class Announced(NamedTuple):
    """A feed, as the head of a page names it."""

    title: str
    url: str
    content_type: str = "application/rss+xml"


def feeds_of(
    page: Mapping[str, Any] | None, query: Mapping[str, str], *, language: str, name: str
) -> list[Announced]:
    """Return the feeds of a page from its JSON and the query of its URL; `name` is that of the paper."""
    lists = [*_lists(page, query), ("", {})]
    articles = [
        Announced(
            f"{name}: {title}" if title else name,
            f"{reverse('feed-rss')}?{urlencode({**filters, 'locale': language})}",
        )
        for title, filters in lists
    ]
    return [*articles, _of_comments(page, language=language, name=name)]


def _of_comments(page: Mapping[str, Any] | None, *, language: str, name: str) -> Announced:
    if page and page["type"] == "article" and page["comments"]["policy"] != "OFF":
        title = article_feed_title(page["title"], language=language)
        url = reverse("feed-article-comments", args=[page["id"]])
    else:
        title = feed_title(name, language=language)
        url = f"{reverse('feed-comments')}?{urlencode({'locale': language})}"
    return Announced(title, url, "application/atom+xml")


def _lists(
    page: Mapping[str, Any] | None, query: Mapping[str, str]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    # Nothing else of what is shown then belongs to the page itself.
    shown = [(query[name], {name: query[name]}) for name in LISTS if query.get(name)]
    section = page and (page if page["type"] == "section" else page.get("section"))
    if shown:
        yield from shown
    elif section:
        yield section["title"], {"section": section["slug"]}
