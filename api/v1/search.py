"""The search."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from api.http.fields import FIELDS_SCHEMA, check_fields, every_name, field_names, field_tree, pick
from api.http.lists import ListView, Page
from api.http.parameters import (
    CURSOR,
    LIMIT,
    LOCALE,
    LOCALES,
    Parameter,
    ParameterError,
    Query,
)
from api.http.views import Answer
from api.v1.filters import DATES, FILTERS, groups_of
from delivery.caching.tags import PAGES, article_tags, header
from delivery.content.search import SearchHitOut, SearchMetaOut, SearchOut, hits_out, search_facts
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


class SearchView(ListView):
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
    of_a_page = ("cursor", "limit", "fields")
    out = SearchOut
    meta = SearchMetaOut

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        if query["fields"]:
            check_fields(every_name(request.GET["fields"]), _TREE)
        return super().get(request, query, now)

    def page(self, query: Query, *, after: Sequence[Any] | None, now: datetime) -> Page:
        search = _search(query, after=after)
        found = found_articles(search, now=now)
        meant = suggestion(search, now=now) if found.is_all and not found.count else None
        return Page(
            [_picked(hit, query) for hit in hits_out(found.rows, search.query)],
            found.count,
            list(found.following) if found.following else None,
            found.fresh_until,
            _tags(found),
            search_facts(search, found, suggestion=meant, now=now),
        )


def _search(query: Query, *, after: Sequence[Any] | None) -> Search:
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
