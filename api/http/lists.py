"""The base view of lists that are read a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from api.http.pagination import decode_cursor, page_url
from api.http.parameters import CURSOR, LIMIT, LOCALE, Query
from api.http.views import Answer, ReadView
from delivery.content.lists import LinksOut, ListMetaOut, list_json


@dataclass(frozen=True)
class Page:
    """One page: its items as JSON, how many there are on the first page, and the position of the next one."""

    items: Sequence[bytes]
    count: int | None
    following: list[Any] | None
    expires_at: datetime | None = None


class ListView(ReadView):
    """A list in a fixed order. `page` takes the parameters, the position of a cursor, and the moment of reading."""

    parameters = (LOCALE, LIMIT, CURSOR)
    # The cache tags of every page.
    cache_tags: str

    def page(self, query: Query, *, after: Sequence[Any] | None, now: datetime) -> Page:
        """Return one page, by one call of a selector."""
        raise NotImplementedError

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        scope = {"path": request.path, "locale": query["locale"]}
        # A cursor carries the count, which is made for the first page only.
        known = decode_cursor(query["cursor"], of=scope)
        found = self.page(query, after=known[1:] if known else None, now=now)
        count: int = known[0] if known else found.count or 0
        following = [count, *found.following] if found.following else None
        next_url = page_url(request.path, following, of=scope, query=request.GET)
        meta = ListMetaOut(count=count, limit=query["limit"])
        return Answer(
            list_json(found.items, meta, LinksOut(next=next_url)),
            self.cache_tags,
            expires_at=found.expires_at,
            language=query["locale"] or "",
            headers={"Link": f'<{next_url}>; rel="next"'} if next_url else None,
        )
