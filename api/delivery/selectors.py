"""What the public may read of the editions: the one place that decides it, and the few hot statements.

The SQL is written by hand because these reads are nearly all of the traffic. It runs unchanged on
SQLite and PostgreSQL. An edition whose `valid_until` has passed is compiled before it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection

from api.delivery.publisher import publish_page

# The gate: what every statement below begins with. Its parameter is the moment of reading.
_PUBLIC = "NOT e.hidden AND (e.expires_at IS NULL OR e.expires_at > %s)"
_IN_SECTION = """
    SELECT count(*) FROM delivery_editiontag AS t JOIN delivery_edition AS a ON a.page_id = t.edition_id
    WHERE t.tag = 'section=' || e.slug AND a.is_listed AND a.locale = e.locale
      AND NOT a.hidden AND (a.expires_at IS NULL OR a.expires_at > %s)
"""
_COLUMNS = """
    e.page_id, e.type, e.{profile}, e.etag, e.locale, e.path, e.cache_tags, e.expires_at, e.valid_until,
    e.valid_until IS NOT NULL AND e.valid_until <= %s
"""
_COUNT = f"CASE WHEN e.type = 'section' THEN ({_IN_SECTION}) ELSE e.comment_count END"
_MARK = b'"\\u0001"'
# Places in a record of the statements below.
_STALE, _KEY = 9, 11
# So often at most is a page of a list read again after compiling what was stale on it.
_ROUNDS = 20

ORDERS: dict[str, tuple[str, str]] = {
    "published_at": ("e.published_at", "ASC"),
    "-published_at": ("e.published_at", "DESC"),
    "title": ("e.sort_title", "ASC"),
    "-title": ("e.sort_title", "DESC"),
}


class Row(NamedTuple):
    """One edition as it is read: `body` is ready JSON, which holds until `fresh_until`, as far as is known."""

    page_id: int
    type: str
    body: bytes
    etag: str
    locale: str
    path: str
    cache_tags: str
    fresh_until: datetime | None


@dataclass(frozen=True)
class Page:
    """One page of a list, the exact count if it was asked for, and the position where the next one begins."""

    rows: list[Row]
    count: int | None
    following: list[Any] | None


@dataclass(frozen=True)
class Listing:
    """What a list asks for. `tags` holds groups: an edition has one of each group."""

    profile: str = "card"
    locale: str | None = None
    tags: Sequence[Sequence[str]] = field(default=())
    published_after: datetime | None = None
    published_before: datetime | None = None
    ids: Sequence[int] | None = None
    order: str = "-published_at"
    limit: int = 20
    after: Sequence[Any] | None = None
    with_count: bool = True


def edition_by_id(page_id: int, *, profile: str, now: datetime) -> Row | None:
    """This will return a listed article."""
    return _one("e.is_listed AND e.page_id = %s", [page_id], profile=profile, now=now)


def edition_by_slug(slug: str, *, locale: str, profile: str, now: datetime) -> Row | None:
    """This will return a listed article by its slug in a language."""
    return _one("e.is_listed AND e.slug = %s AND e.locale = %s", [slug, locale], profile=profile, now=now)


def edition_by_path(path: str, *, now: datetime) -> Row | None:
    """This will return whatever page has this path, an alias too."""
    return _one("e.path = %s", [path], profile="full", now=now)


def edition_of_page(page_id: int, *, now: datetime) -> Row | None:
    """This will return whatever page has this id: an article, an alias, a section or a home page."""
    return _one("e.page_id = %s", [page_id], profile="card", now=now)


def listed_editions(listing: Listing, *, now: datetime) -> Page:
    """This will return one page of the list."""
    column, direction = ORDERS[listing.order]
    where, values = _filters(listing, now)
    counted, count_values = f"SELECT count(*) FROM delivery_edition AS e WHERE {where}", values
    if not listing.with_count:
        counted, count_values = "NULL", []
    if listing.after is not None:
        comparison = "<" if direction == "DESC" else ">"
        where = f"{where} AND ({column}, e.page_id) {comparison} (%s, %s)"
        values = [*values, *_position(column, listing.after)]
    statement = f"""
        SELECT {_COLUMNS.format(profile=listing.profile)}, e.comment_count, {column}, ({counted})
        FROM delivery_edition AS e WHERE {where}
        ORDER BY {column} {direction}, e.page_id {direction} LIMIT {listing.limit + 1}
    """
    fetched = _fetch_fresh(statement, [_sql_time(now), *count_values, *values], now=now)
    on_page = fetched[: listing.limit]
    return Page(
        rows=[_row(record) for record in on_page if not record[_STALE]],
        count=(fetched[0][-1] if fetched else 0) if listing.with_count else None,
        # Also past a row that cannot be shown the list goes on.
        following=[_key(on_page[-1][_KEY]), on_page[-1][0]] if len(fetched) > listing.limit else None,
    )


def editions_after(page_id: int, *, limit: int, now: datetime) -> tuple[list[Row], int | None]:
    """This will return the next pages by id, whole, aliases too, and the id behind which to go on."""
    moment = _sql_time(now)
    statement = f"""
        SELECT {_COLUMNS.format(profile="full")}, {_COUNT}, NULL
        FROM delivery_edition AS e WHERE {_PUBLIC} AND e.page_id > %s ORDER BY e.page_id LIMIT {limit}
    """
    records = _fetch_fresh(statement, [moment, moment, moment, page_id], now=now)
    following = records[-1][0] if len(records) == limit else None
    return [_row(record) for record in records if not record[_STALE]], following


def _one(where: str, values: list[Any], *, profile: str, now: datetime) -> Row | None:
    moment = _sql_time(now)
    statement = f"""
        SELECT {_COLUMNS.format(profile=profile)}, {_COUNT}, NULL
        FROM delivery_edition AS e WHERE {_PUBLIC} AND {where} ORDER BY e.page_id LIMIT 1
    """
    records = _fetch_fresh(statement, [moment, moment, moment, *values], now=now)
    return _row(records[0]) if records and not records[0][_STALE] else None


def _fetch_fresh(statement: str, values: Sequence[Any], *, now: datetime) -> list[Any]:
    """This will compile what is stale and read again, until nothing new is; what fails stays stale."""
    tried: set[int] = set()
    for _round in range(_ROUNDS):
        records = _fetch(statement, values)
        stale = {record[0] for record in records if record[_STALE]} - tried
        if not stale:
            break
        for page_id in sorted(stale):
            publish_page(page_id, now=now)
        tried |= stale
    return records


def _fetch(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _filters(listing: Listing, now: datetime) -> tuple[str, list[Any]]:
    parts: list[tuple[str, list[Any]]] = [(f"e.is_listed AND {_PUBLIC}", [_sql_time(now)])]
    if listing.locale:
        parts.append(("e.locale = %s", [listing.locale]))
    if listing.published_after:
        parts.append(("e.published_at >= %s", [_sql_time(listing.published_after)]))
    if listing.published_before:
        parts.append(("e.published_at < %s", [_sql_time(listing.published_before)]))
    if listing.ids is not None:
        parts.append((f"e.page_id IN ({_places(listing.ids)})", list(listing.ids)))
    for group in listing.tags:
        has_one = "SELECT 1 FROM delivery_editiontag AS t WHERE t.edition_id = e.page_id AND t.tag IN"
        parts.append((f"EXISTS ({has_one} ({_places(group)}))", list(group)))
    return " AND ".join(part for part, _ in parts), [value for _, values in parts for value in values]


def _places(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _row(record: Sequence[Any]) -> Row:
    page_id, kind, body, etag, locale, path, cache_tags, expires_at, valid_until, _is_stale, count, *_ = (
        record
    )
    raw = bytes(body)
    # Where no number stands, another one changes nothing.
    version = f"{etag}-{count}" if _MARK in raw else etag
    ends = [moment for moment in (_moment(expires_at), _moment(valid_until)) if moment]
    whole = raw.replace(_MARK, str(count).encode())
    return Row(page_id, kind, whole, version, locale, path, cache_tags, min(ends, default=None))


def _sql_time(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _position(column: str, after: Sequence[Any]) -> list[Any]:
    key, page_id = after
    return [_sql_time(datetime.fromisoformat(key)) if column == "e.published_at" else key, page_id]


def _key(key: Any) -> str:
    moment = _moment(key) if isinstance(key, datetime) else None
    return moment.isoformat() if moment else str(key)


def _moment(value: datetime | None) -> datetime | None:
    # SQLite hands times over without their zone, which is UTC.
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value
