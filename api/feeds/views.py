"""Feeds of the newest articles, filtered as the list of the API is."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from api.feeds.entries import feed_of
from api.feeds.formats import FORMATS, Format
from api.http.parameters import LOCALE, LOCALES, Query
from api.http.views import Answer, ReadView
from api.v1.filters import FILTERS, groups_of
from cms.files import has_already
from delivery.caching.tags import header, list_tags, page_tag
from delivery.read.feeds import feed_rows
from delivery.read.lists import Listing, listed_heads
from delivery.read.statements import earliest

# Raised whenever the same articles give other bytes.
VERSION = 1
_LENGTH = 50


class FeedView(ReadView):
    """`GET /feeds/articles.rss`, `.atom` and `.json`."""

    format: Format = FORMATS[0]
    parameters = (LOCALE, *FILTERS)
    # The path names the format, and programs that read feeds send anything here.
    accepted = ("",)

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        groups, locale = groups_of(query), query["locale"]
        listing = Listing(tags=groups, locale=locale, limit=_LENGTH, with_count=False)
        heads = listed_heads(listing, now=now)
        tags = header([*list_tags(groups, locale), *(page_tag(head.id) for head in heads)])
        etag = self._etag(head.etag for head in heads)
        body = b""
        if not has_already(request, f'"{etag}"'):
            rows = feed_rows(
                [head.id for head in heads],
                locales=[locale] if locale else [settings.LANGUAGE_CODE, *LOCALES],
                now=now,
            )
            # An article may have changed in between.
            etag = self._etag(row.etag for row in rows.articles)
            filters = [name for group in groups for name in group]
            url = f"{settings.PUBLIC_URL}{request.get_full_path()}"
            body = self.format.written(feed_of(rows, filters=filters, url=url, language=locale))
        return Answer(
            body,
            tags,
            # An empty feed has nothing to tell its version by but its own bytes.
            etag if heads else "",
            earliest(*(head.fresh_until for head in heads)),
            locale or "",
            content_type=self.format.content_type,
        )

    def _etag(self, etags: Iterable[str]) -> str:
        seen = " ".join([str(VERSION), self.format.extension, *etags])
        return hashlib.sha256(seen.encode()).hexdigest()[:32]
