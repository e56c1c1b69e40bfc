"""The search."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from api.http.fields import FIELDS_SCHEMA, check_fields, every_name, field_names, field_tree, pick
from api.http.pagination import decode_cursor, page_url
from api.http.parameters import (
    CURSOR,
    LIMIT,
    LOCALE,
    LOCALES,
    Parameter,
    ParameterError,
    Query,
)
from api.http.views import Answer, ReadView
from api.v1.filters import DATES, FILTERS, groups_of
from delivery.caching.tags import PAGES, article_tags, header
from delivery.content.lists import LinksOut, list_json
from delivery.content.search import SearchHitOut, SearchOut, hits_out, search_meta
from delivery.read.search import Search, SearchPage, found_articles
from delivery.read.suggestions import suggestion
from delivery.search import query as searching
from delivery.search.ranking import Score
from delivery.serialization import to_json

_TREE = field_tree(SearchHitOut)


def words_to_find(text: str) -> str:
    """Parse what is searched for: up to 200 characters with 1 to 12 words."""
    if len(text) > searching.MAX_LENGTH:
        raise ParameterError("too_large", _("At most 200 characters."), [str(searching.MAX_LENGTH)])
    try:
        searching.parse(text, ())
    except searching.NoWords as error:
        raise ParameterError("invalid", _("At least one word: letters or digits.")) from error
    except searching.TooManyWords as error:
        raise ParameterError("too_large", _("At most 12 words."), [str(searching.MAX_WORDS)]) from error
    return text


class SearchView(ReadView):
    """`GET search/`."""

    operation_id, summary, tags = "searchArticles", "Search articles", ["search"]
    parameters = (
        Parameter(
            "q",
            words_to_find,
            "Words, all of which an article has, and phrases in quotation marks. Letters are folded (`Städte`, "
            "`staedte`), words stemmed (`Stadt`), and the last one is the beginning of others.",
            required=True,
            schema={"type": "string", "minLength": 1, "maxLength": searching.MAX_LENGTH},
        ),
        Parameter("fields", field_names, "Only these parts of each hit.", schema=FIELDS_SCHEMA),
        LOCALE,
        *FILTERS,
        *DATES,
        LIMIT,
        CURSOR,
    )
    out = SearchOut

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        if query["fields"]:
            check_fields(every_name(request.GET["fields"]), _TREE)
        scope = {
            name: value for name, value in request.GET.items() if name not in ("cursor", "limit", "fields")
        }
        search = _search(query, after=decode_cursor(query["cursor"], of=scope))
        found = found_articles(search, now=now)
        meant = suggestion(search, now=now) if found.is_all and not found.count else None
        following = list(found.following) if found.following else None
        next_url = page_url(request.path, following, of=scope, query=request.GET)
        items = (_picked(hit, query) for hit in hits_out(found.rows, search.query))
        meta = search_meta(search, found, suggestion=meant, now=now)
        return Answer(
            list_json(items, meta, LinksOut(next=next_url)),
            _tags(found),
            expires_at=found.fresh_until,
            language=query["locale"] or "",
            headers={"Link": f'<{next_url}>; rel="next"'} if next_url else None,
        )


def _search(query: Query, *, after: list[Any] | None) -> Search:
    return Search(
        query=searching.parse(query["q"], [query["locale"]] if query["locale"] else LOCALES),
        locale=query["locale"],
        tags=groups_of(query),
        published_after=query["published_after"],
        published_before=query["published_before"],
        spans=query["year"] or (),
        limit=query["limit"],
        after=Score(*after) if after else None,
    )


def _picked(hit: bytes, query: Mapping[str, Any]) -> bytes:
    return to_json(pick(orjson.loads(hit), query["fields"])) if query["fields"] else hit


def _tags(found: SearchPage) -> str:
    # An article that changes may be found by other words, so every change of a page is one of the answer.
    return header([PAGES, *article_tags(one.row.id for one in found.rows)])
