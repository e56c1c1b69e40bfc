"""Articles: the list, one by id, one by slug."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pydantic import MISSING

from api.http import problems
from api.http.fields import FIELDS_SCHEMA, check_fields, every_name, field_names, field_tree, pick
from api.http.lists import ListView, Page
from api.http.parameters import (
    CURSOR,
    LIMIT,
    LOCALE,
    Parameter,
    ParameterError,
    Query,
    choice,
    error_out,
    identifiers,
)
from api.http.views import Answer, ReadView
from api.v1.filters import DATES, FILTERS, groups_of, unknown_slugs, without_unknown
from api.v1.languages import FALLBACK, in_language, wanted_locale, wanted_locales
from api.v1.problems import GONE
from api.v1.takedowns import OfArticle, gone
from cms.addresses import decoded, nfc, quoted_path
from delivery.caching.tags import PAGES, article_tags, header, list_tags, own_tag
from delivery.content.articles import (
    ArticleCardOut,
    ArticleListMetaOut,
    ArticleListOut,
    ArticleOut,
)
from delivery.content.filters import UnknownSlugsOut
from delivery.read.editions import EditionRow, edition_by_id, edition_by_slug
from delivery.read.lists import ORDERS, Listing, ListPage, listed_editions
from delivery.read.statements import earliest
from delivery.read.takedowns import notice_of_slug
from delivery.read.unknown import unknown_names
from delivery.serialization import to_json

ARTICLE_ID = {"article_id": "The id of an article."}
_FIELDS = Parameter(
    "fields", field_names, "Only these parts, such as `title,image.src`.", schema=FIELDS_SCHEMA
)
_TREES = {"card": field_tree(ArticleCardOut), "full": field_tree(ArticleOut)}


def _profile(default: str) -> Parameter:
    return choice("profile", "How much of each article.", "card", "full", default=default)


class ArticleListView(ListView):
    """`GET articles/`."""

    operation_id, summary, tags = "listArticles", "List articles", ["articles"]
    parameters = (
        _profile("card"),
        _FIELDS,
        LOCALE,
        *FILTERS,
        *DATES,
        Parameter(
            "ids",
            identifiers,
            "Exactly these articles, in this order; excludes `order`, `cursor` and `limit`.",
        ),
        choice("order", "The order.", *ORDERS, default="-published_at"),
        choice("count", "`none` leaves out the count.", "exact", "none", default="exact"),
        LIMIT,
        CURSOR,
    )
    out = ArticleListOut

    of_a_page = ("cursor", "limit", "fields", "profile")
    meta = ArticleListMetaOut

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        _refuse_conflicts(request.GET, query)
        _check_fields(request.GET, query)
        return super().get(request, {**query, "limit": len(query["ids"] or ()) or query["limit"]}, now)

    def page(self, query: Query, *, after: Sequence[Any] | None, now: datetime) -> Page:
        found, unknown = _found(query, after, now)
        rows, missing = _in_order(found.rows, query["ids"])
        return Page(
            [_picked(row, query) if query["fields"] else row.body for row in rows],
            found.count,
            found.following,
            earliest(*(row.fresh_until for row in rows)),
            _list_tags(found, query, unknown),
            {"unknown": unknown, "missing": missing},
        )


class ArticleView(OfArticle):
    """`GET articles/{id}/`."""

    operation_id, summary, tags = "readArticle", "Read an article", ["articles"]
    path_parameters = ARTICLE_ID
    parameters = (_profile("full"), _FIELDS)
    out = ArticleOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, article_id: int) -> Answer:
        _check_fields(request.GET, query)
        return _article(edition_by_id(article_id, profile=query["profile"], now=now), query)


class ArticleBySlugView(ReadView):
    """`GET articles/by-slug/{slug}/`."""

    operation_id, summary, tags = "readArticleBySlug", "Read an article by its slug", ["articles"]
    path_parameters: ClassVar = {"slug": "The last part of an article's path."}
    parameters = (
        *ArticleView.parameters,
        wanted_locale("The language in which the slug is looked for."),
        FALLBACK,
    )
    out = ArticleOut
    refusals = (GONE,)

    def get(self, request: HttpRequest, query: Query, now: datetime, *, slug: str) -> Answer:
        _check_fields(request.GET, query)
        slugs, locales = spellings(slug), wanted_locales(query)
        row = edition_by_slug(slugs, locales=locales, profile=query["profile"], now=now)
        if row is None and (notice := notice_of_slug(slugs, locales=locales)):
            raise gone(request, notice)
        return in_language(_article(row, query), query)


def spellings(slug: str) -> list[str]:
    """Return what a slug in a URL may stand for: it may hold a percent sign, or be encoded once more by a client."""
    return list(dict.fromkeys([nfc(slug), decoded(slug)]))


def edition_answer(
    row: EditionRow, body: bytes, *, etag: str, headers: Mapping[str, str] | None = None
) -> Answer:
    """Return one edition, under its own tags and the tags of what it shows."""
    own = article_tags([row.id]) if row.id > 0 else [own_tag(row.id)]
    tags = header(own, row.cache_tags)
    return Answer(body, tags, etag, row.fresh_until, row.locale, headers)


def _check_fields(sent: Mapping[str, Any], query: Query) -> None:
    if query["fields"]:
        check_fields(every_name(sent["fields"]), _TREES[query["profile"]])


def _article(row: EditionRow | None, query: Query) -> Answer:
    if row is None:
        raise problems.Problem(problems.NOT_FOUND)
    # The stored ETag is that of the whole article. A part has one of its own, which changes only with the part.
    etag, body = (f"{row.etag}-full" if query["profile"] == "full" else ""), row.body
    if query["fields"]:
        etag, body = "", _picked(row, query)
    link = f'<{settings.PUBLIC_URL}{quoted_path(row.path)}>; rel="canonical"'
    return edition_answer(row, body, etag=etag, headers={"Link": link})


def _found(query: Query, after: Sequence[Any] | None, now: datetime) -> tuple[ListPage, UnknownSlugsOut]:
    """Return the page, and the slugs that nothing has.

    Of several values those are left out before the articles are looked for: what remains is often one, which has an
    index in the order of the list. One value is unknown only if it has found nothing.
    """
    groups = groups_of(query)
    names = [name for group in groups for name in group]
    has_several = any(len(group) > 1 for group in groups)
    unknown = unknown_names(names, now=now) if has_several else {}
    found = listed_editions(_listing(query, without_unknown(groups, unknown), after=after), now=now)
    if not (has_several or found.rows):
        unknown = unknown_names(names, now=now)
    return found, unknown_slugs(query, unknown)


def _in_order(rows: list[EditionRow], ids: Sequence[int] | None) -> tuple[list[EditionRow], Any]:
    """Return the rows in the order of the ids, if there are any, and the ids of those that are missing."""
    if not ids:
        return rows, MISSING
    by_id = {row.id: row for row in rows}
    missing = [article_id for article_id in ids if article_id not in by_id]
    return [by_id[article_id] for article_id in ids if article_id in by_id], missing


def _picked(row: EditionRow, query: Query) -> bytes:
    return to_json(pick(orjson.loads(row.body), query["fields"]))


def _list_tags(found: ListPage, query: Query, unknown: UnknownSlugsOut) -> str:
    # What is suggested in place of an unknown slug comes and goes with any page.
    suggested = [PAGES] if unknown.model_fields_set else []
    if query["ids"]:
        # Missing articles are named as well: the answer changes when one of them is published.
        return header([*article_tags(query["ids"]), *suggested])
    shown = article_tags(row.id for row in found.rows)
    return header([*list_tags(groups_of(query), query["locale"]), *suggested, *shown])


def _listing(query: Query, tags: Sequence[Sequence[str]], *, after: Sequence[Any] | None) -> Listing:
    return Listing(
        profile=query["profile"],
        locale=query["locale"],
        tags=tags,
        published_after=query["published_after"],
        published_before=query["published_before"],
        spans=query["year"] or (),
        ids=query["ids"],
        order=query["order"],
        limit=query["limit"],
        after=after,
        with_count=query["count"] == "exact" and after is None,
    )


def _refuse_conflicts(sent: Mapping[str, Any], query: Query) -> None:
    clashing = [name for name in ("order", "cursor", "limit") if query["ids"] and name in sent]
    if clashing:
        detail = _("`ids` has its own order and length and goes without this parameter.")
        error = ParameterError("conflict", detail)
        errors = [error_out(name, error) for name in clashing]
        raise problems.Problem(problems.INVALID_PARAMETER, errors=errors)
