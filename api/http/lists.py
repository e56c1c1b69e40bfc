"""The base view of lists that are read a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest

from api.http.pagination import decode_cursor, page_url
from api.http.parameters import CURSOR, LIMIT, LOCALE, Parameter, Query
from api.http.views import Answer, ReadView
from delivery.content.lists import LinksOut, ListMetaOut, list_json
from delivery.content.schema import Content


@dataclass(frozen=True)
class Page:
    """One page: its items as JSON, how many there are on the first page, and the position of the next one."""

    items: Sequence[bytes]
    count: int | None
    following: list[Any] | None
    expires_at: datetime | None = None
    # Cache tags, if they are not those of every page.
    cache_tags: str = ""
    # Facts in `meta` besides `count` and `limit`.
    facts: Mapping[str, Any] = field(default_factory=dict)


class ListView(ReadView):
    """A list. `page` takes the parameters, the position of a cursor, and the moment of reading.

    A cursor carries the count, which is made for the first page only.
    """

    parameters: ClassVar[Sequence[Parameter]] = (LOCALE, LIMIT, CURSOR)
    # Parameters that may change from page to page: a cursor is that of the same list.
    of_a_page: ClassVar[Sequence[str]] = ("cursor", "limit")
    meta: ClassVar[Callable[..., Content]] = ListMetaOut
    cache_tags: ClassVar[str] = ""

    def page(self, query: Query, *, after: Sequence[Any] | None, now: datetime) -> Page:
        """Return one page, by one call of a selector."""
        raise NotImplementedError

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        named = {name: value for name, value in request.GET.items() if name not in self.of_a_page}
        scope = {"": request.path, **named}
        known = decode_cursor(query["cursor"], of=scope)
        found = self.page(query, after=known[1:] if known else None, now=now)
        count = known[0] if known else found.count
        following = [count, *found.following] if found.following else None
        next_url = page_url(request.path, following, of=scope, query=request.GET)
        meta = self.meta(count=count, limit=query["limit"], **found.facts)
        return Answer(
            list_json(found.items, meta, LinksOut(next=next_url)),
            found.cache_tags or self.cache_tags,
            expires_at=found.expires_at,
            language=query["locale"] or "",
            headers={"Link": f'<{next_url}>; rel="next"'} if next_url else None,
        )
