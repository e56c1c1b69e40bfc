"""Sitemaps (https://www.sitemaps.org/protocol.html) of all pages, and of the news of the last two days."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from api.http import problems
from api.http.parameters import LOCALES, Query
from api.http.views import Answer, ReadView
from api.http.xml import for_xml
from delivery.caching.tags import PAGES
from delivery.content.schema import local_time
from delivery.read.sitemaps import (
    Entries,
    Part,
    fits_one_sitemap,
    news_entries,
    sitemap_entries,
    sitemap_parts,
)
from delivery.read.sites import site_in
from delivery.read.statements import earliest

_XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = {"xhtml": "http://www.w3.org/1999/xhtml", "image": "http://www.google.com/schemas/sitemap-image/1.1"}
_NEWS = {"news": "http://www.google.com/schemas/sitemap-news/0.9"}
# What Google takes for news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
_NEWS_SPAN = timedelta(hours=48)


class _SitemapView(ReadView):
    # Whatever stands in the query: search engines append to it.
    parameters = None
    accepted = ("",)


class SitemapView(_SitemapView):
    """`GET /sitemap.xml`: all public pages, or the index of the parts if there are too many for one sitemap."""

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        if fits_one_sitemap(now=now):
            return _answer(sitemap_entries(now=now) or Entries([], None))
        parts = sitemap_parts(now=now)
        body = _document("sitemapindex", {}, map(_part, parts))
        return _xml_answer(body, expires_at=None)


class SitemapPartView(_SitemapView):
    """`GET /sitemap-{number}.xml`: the pages whose ids are in one range."""

    def get(self, request: HttpRequest, query: Query, now: datetime, *, number: int) -> Answer:
        found = sitemap_entries(part=number - 1, now=now)
        if found is None:
            raise problems.Problem(problems.NOT_FOUND)
        return _answer(found)


class NewsSitemapView(_SitemapView):
    """`GET /sitemap-news.xml`: the articles of the last 48 hours, a thousand at most."""

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        found = news_entries(since=now - _NEWS_SPAN, now=now)
        site = site_in([settings.LANGUAGE_CODE, *LOCALES], now=now)
        name = orjson.loads(site.body)["name"] if site else settings.WAGTAIL_SITE_NAME
        articles = [for_xml(orjson.loads(card)) for card in found.items]
        body = _document("urlset", _NEWS, (_news(article, for_xml(name)) for article in articles))
        # The oldest one leaves first.
        leaves = [datetime.fromisoformat(article["published_at"]) + _NEWS_SPAN for article in articles[-1:]]
        return _xml_answer(body, expires_at=earliest(found.fresh_until, *leaves))


def _answer(found: Entries) -> Answer:
    return _xml_answer(_document("urlset", _PAGES, found.items), expires_at=found.fresh_until)


def _xml_answer(body: bytes, *, expires_at: datetime | None) -> Answer:
    return Answer(body, PAGES, expires_at=expires_at, content_type="application/xml; charset=utf-8")


def _document(root: str, prefixes: dict[str, str], elements: Iterable[bytes]) -> bytes:
    names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in prefixes.items())
    return b'%b<%b xmlns="%b"%b>\n%b\n</%b>\n' % (
        _XML,
        root.encode(),
        _SITEMAP.encode(),
        names.encode(),
        b"\n".join(elements),
        root.encode(),
    )


def _part(part: Part) -> bytes:
    url = f"{settings.PUBLIC_URL}{reverse('sitemap-part', args=[part.number + 1])}"
    lastmod = local_time(part.updated_at).isoformat(timespec="seconds")
    return f"<sitemap><loc>{escape(url)}</loc><lastmod>{lastmod}</lastmod></sitemap>".encode()


def _news(article: dict[str, Any], name: str) -> bytes:
    publication = f"<news:name>{escape(name)}</news:name><news:language>{article['locale']}</news:language>"
    return (
        f"<url><loc>{escape(article['url'])}</loc><news:news><news:publication>{publication}</news:publication>"
        f"<news:publication_date>{article['published_at']}</news:publication_date>"
        f"<news:title>{escape(article['title'])}</news:title></news:news></url>"
    ).encode()
