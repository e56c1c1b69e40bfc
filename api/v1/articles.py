"""Articles: the list, one by id, one by slug."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema

from api.http import problems
from api.http.fields import check_fields, field_paths, pick
from api.http.pagination import decode_cursor, encode_cursor, next_link
from api.http.parameters import (
    CURSOR,
    LIMIT,
    Parameter,
    Refusal,
    error_of,
    identifiers,
    moment,
    one_of,
    read,
    slugs,
)
from api.http.views import ReadView
from api.v1.shapes.articles import ArticleCardOut, ArticleListOut, ArticleOut
from api.v1.shapes.fields import field_tree
from delivery.caching.headers import cacheable, cacheable_edition
from delivery.caching.tags import article_tags, header, list_tags
from delivery.content.lists import ArticleListMetaOut, LinksOut
from delivery.read.editions import Row, edition_by_id, edition_by_slug
from delivery.read.lists import ORDERS, Listing, listed_editions
from delivery.serialization import to_json

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
_FIELDS = Parameter("fields", field_paths, "Only these parts, such as `title,image.src`.")
_LOCALE = Parameter("locale", one_of(*LANGUAGES), "Only this language.", schema={"enum": list(LANGUAGES)})
_TREES = {"card": field_tree(ArticleCardOut), "full": field_tree(ArticleOut)}


def _profile(default: str) -> Parameter:
    schema = {"enum": ["card", "full"], "default": default}
    return Parameter("profile", one_of("card", "full"), "How much of each article.", default, schema=schema)


def _slug_filter(name: str, description: str) -> Parameter:
    return Parameter(name, slugs, description)


LIST_PARAMETERS = (
    _profile("card"),
    _FIELDS,
    _LOCALE,
    _slug_filter("section", "Slugs of sections, any of them, with all that lies below."),
    _slug_filter("author", "Slugs of authors, any of them."),
    _slug_filter("tag", "Slugs of topics, any of them."),
    _slug_filter("tag_all", "Slugs of topics, all of them."),
    Parameter("published_after", moment, "From this time on (≥). A date is its midnight in the newsroom."),
    Parameter("published_before", moment, "Before this time (<). A date is its midnight in the newsroom."),
    Parameter("ids", identifiers, "Exactly these articles, in this order; excludes `order` and `cursor`."),
    Parameter(
        "order", one_of(*ORDERS), "The order.", schema={"enum": list(ORDERS), "default": "-published_at"}
    ),
    Parameter(
        "count",
        one_of("exact", "none"),
        "`none` leaves out the count.",
        "exact",
        schema={"enum": ["exact", "none"], "default": "exact"},
    ),
    LIMIT,
    CURSOR,
)
DETAIL_PARAMETERS = (_profile("full"), _FIELDS)
BY_SLUG_PARAMETERS = (
    *DETAIL_PARAMETERS,
    Parameter(
        "locale",
        one_of(*LANGUAGES),
        "The language in which the slug is looked for.",
        settings.LANGUAGE_CODE,
        schema={"enum": list(LANGUAGES), "default": settings.LANGUAGE_CODE},
    ),
)


def _openapi(parameters: tuple[Parameter, ...]) -> list[Any]:
    return [parameter.openapi() for parameter in parameters]


class ArticleListView(ReadView):
    """`articles/`"""

    @extend_schema(
        operation_id="articles_list",
        summary="List articles",
        parameters=_openapi(LIST_PARAMETERS),
        responses=ArticleListOut,
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        values = read(request.GET, LIST_PARAMETERS)
        _refuse_conflicts(request.GET, values)
        _check_fields(values)
        body, following, found = _list_page(request, values, now)
        response = cacheable(
            request,
            body,
            now=now,
            tags=_list_tags(values, found),
            expires_at=min((row.fresh_until for row in found if row.fresh_until), default=None),
            language=values["locale"] or "",
        )
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        return response


class ArticleView(ReadView):
    """`articles/{id}/`"""

    @extend_schema(
        operation_id="articles_read",
        summary="Read an article",
        parameters=_openapi(DETAIL_PARAMETERS),
        responses=ArticleOut,
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        values = read(request.GET, DETAIL_PARAMETERS)
        _check_fields(values)
        row = edition_by_id(kwargs["article_id"], profile=values["profile"], now=now)
        return _article(request, row, values, now)


class ArticleBySlugView(ReadView):
    """`articles/by-slug/{slug}/`"""

    @extend_schema(
        operation_id="articles_read_by_slug",
        summary="Read an article by its slug",
        parameters=_openapi(BY_SLUG_PARAMETERS),
        responses=ArticleOut,
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        values = read(request.GET, BY_SLUG_PARAMETERS)
        _check_fields(values)
        row = edition_by_slug(kwargs["slug"], locale=values["locale"], profile=values["profile"], now=now)
        return _article(request, row, values, now)


def _article(
    request: HttpRequest, row: Row | None, values: Mapping[str, Any], now: datetime
) -> HttpResponseBase:
    if row is None:
        raise problems.Problem(problems.NOT_FOUND)
    # The stored one is that of the whole article; a part has its own, so that it changes only with the part.
    etag, body = (f"{row.etag}-full" if values["profile"] == "full" else ""), row.body
    if values["fields"]:
        etag, body = "", to_json(pick(orjson.loads(body), values["fields"]))
    response = cacheable_edition(request, row, body, etag=etag, now=now)
    response["Link"] = f'<{settings.PUBLIC_URL}{row.path}>; rel="canonical"'
    return response


def _list_page(
    request: HttpRequest, values: Mapping[str, Any], now: datetime
) -> tuple[bytes, str | None, list[Row]]:
    scope = {
        name: value
        for name, value in request.GET.items()
        if name not in ("cursor", "limit", "fields", "profile")
    }
    count, position = None, None
    if values["cursor"] is not None:
        count, *position = decode_cursor(values["cursor"], of=scope)
    listing = _listing(values, position)
    found = listed_editions(listing, now=now)
    page = found.rows
    if position is None:
        count = found.count
    cursor = encode_cursor([count, *found.following], of=scope) if found.following else None
    query = {name: value for name, value in request.GET.items() if name != "cursor"}
    link = next_link(request.path, query, cursor)
    meta = ArticleListMetaOut(count=count, limit=listing.limit)
    if listing.ids is not None:
        rows = {row.page_id: row for row in page}
        missing = [article_id for article_id in listing.ids if article_id not in rows]
        meta = ArticleListMetaOut(count=count, limit=listing.limit, missing=missing)
        page = [rows[article_id] for article_id in listing.ids if article_id in rows]
    items = [_item(row, values) for row in page]
    body = b'{"items":[%b],"meta":%b,"links":%b}' % (
        b",".join(items),
        to_json(meta),
        to_json(LinksOut(next=link)),
    )
    return body, link, page


def _list_tags(values: Mapping[str, Any], found: list[Row]) -> str:
    if values["ids"]:
        # Also those that are missing: one of them may appear.
        return header(article_tags(values["ids"]))
    shown = article_tags(row.page_id for row in found)
    return header([*list_tags(_groups(values), values["locale"]), *shown])


def _item(row: Row, values: Mapping[str, Any]) -> bytes:
    return to_json(pick(orjson.loads(row.body), values["fields"])) if values["fields"] else row.body


def _groups(values: Mapping[str, Any]) -> list[list[str]]:
    groups = [
        [f"{name}={slug}" for slug in values[name]] for name in ("section", "author", "tag") if values[name]
    ]
    return groups + [[f"tag={slug}"] for slug in values["tag_all"] or ()]


def _listing(values: Mapping[str, Any], position: list[Any] | None) -> Listing:
    return Listing(
        profile=values["profile"],
        locale=values["locale"],
        tags=_groups(values),
        published_after=values["published_after"],
        published_before=values["published_before"],
        ids=values["ids"],
        order=values["order"] or "-published_at",
        limit=len(values["ids"]) if values["ids"] else values["limit"],
        after=position,
        with_count=values["count"] == "exact" and position is None,
    )


def _refuse_conflicts(query: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    clashing = [name for name in ("order", "cursor", "limit") if values["ids"] and name in query]
    if clashing:
        refusal = Refusal(
            "conflict", _("`ids` has its own order and length and goes without this parameter.")
        )
        errors = [error_of(name, refusal) for name in clashing]
        raise problems.Problem(problems.INVALID_PARAMETER, errors=errors)


def _check_fields(values: Mapping[str, Any]) -> None:
    try:
        check_fields(values["fields"] or [], _TREES[values["profile"]])
    except Refusal as refusal:
        errors = [error_of("fields", refusal)]
        raise problems.Problem(problems.INVALID_PARAMETER, errors=errors) from refusal
