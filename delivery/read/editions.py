"""Single articles, by id or slug, and all editions in batches."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from delivery.read.statements import (
    Record,
    any_of,
    articles_of,
    comment_count,
    earliest,
    fetch,
    is_named,
    is_outdated,
    is_public,
    with_zone,
)
from delivery.serialization import with_count


class EditionRow(NamedTuple):
    """One edition as it is read. `body` is ready JSON, valid until `fresh_until` as far as is known."""

    id: int
    body: bytes
    etag: str
    locale: str
    path: str
    cache_tags: str
    fresh_until: datetime | None


def edition_by_id(page_id: int, *, profile: str, now: datetime) -> EditionRow | None:
    """Return the public article with this id, or None."""
    return _one("e.id = %(page_id)s", {"page_id": page_id}, profile=profile, now=now)


def edition_by_slug(
    slugs: Sequence[str], *, locales: Sequence[str], profile: str, now: datetime
) -> EditionRow | None:
    """Return the public article with one of these spellings of its slug, in the first of the locales that has it."""
    slug, locale = any_of("e.slug", "slug", slugs), any_of("e.locale", "locale", locales)
    where = f"{slug.condition} AND {locale.condition}"
    order = f"{locale.order}, {slug.order}, e.id"
    return _one(where, {**slug.values, **locale.values}, order=order, profile=profile, now=now)


def editions_after(edition_id: int, *, limit: int, now: datetime) -> tuple[list[EditionRow], int | None]:
    """Return the next public editions in the order of keys, aliases included, and the key after which to go on."""
    where = f"{is_public('e')} AND e.id > %(edition_id)s AND {is_named('e')}"
    statement = f"{select('full')} WHERE {where} ORDER BY e.id LIMIT {limit}"
    rows = rows_of(fetch(statement, {"edition_id": edition_id}, now=now), now=now)
    return rows, rows[-1].id if len(rows) == limit else None


def select(
    profile: str, *more: str, count: str = comment_count("e"), source: str = "delivery_edition AS e"
) -> str:
    """Return the SELECT and FROM of a statement whose records `row_of` takes; `more` are further columns."""
    columns = ", ".join([f"{is_outdated('e')} AS is_outdated", *more])
    return f"""
        SELECT e.id, e.type, e.{profile} AS body, e.etag, e.locale, e.path, e.cache_tags, e.expires_at,
            e.valid_until, {count} AS count, {columns}
        FROM {source}
    """


def row_of(record: Record) -> EditionRow:
    """Return an edition with its number of comments or articles put into the bytes."""
    body, etag = bytes(record["body"]), record["etag"]
    counted = with_count(body, record["type"], record["count"])
    # Without a count placeholder the count is not part of the ETag.
    if counted != body:
        body, etag = counted, f"{etag}-{record['count']}"
    return EditionRow(
        id=record["id"],
        body=body,
        etag=etag,
        locale=record["locale"],
        path=record["path"],
        cache_tags=record["cache_tags"],
        fresh_until=earliest(with_zone(record["expires_at"]), with_zone(record["valid_until"])),
    )


def rows_of(records: Sequence[Record], *, now: datetime) -> list[EditionRow]:
    """Return editions of any type. Sections and authors do not have a number of comments, but one of articles.

    It takes a statement of its own, for those that need it: only to plan it takes PostgreSQL longer than to read one
    article.
    """
    counted = {record["id"]: record for record in records if record["type"] in ("section", "author")}
    if counted:
        ids = {f"id_{number}": key for number, key in enumerate(counted)}
        statement = f"""
            SELECT e.id, CASE e.type WHEN 'section' THEN {articles_of("section")} ELSE {articles_of("author")} END AS count
            FROM delivery_edition AS e WHERE e.id IN ({", ".join(f"%({name})s" for name in ids)})
        """
        for found in fetch(statement, ids, now=now):
            counted[found["id"]]["count"] = found["count"]
    return [row_of(record) for record in records]


def _one(
    where: str, values: Mapping[str, Any], *, profile: str, now: datetime, order: str = "e.id"
) -> EditionRow | None:
    """Return the first public article that fulfils a condition in SQL, or None."""
    statement = f"""
        {select(profile)} WHERE e.is_listed AND {is_public("e")} AND {where} ORDER BY {order} LIMIT 1
    """
    return next(map(row_of, fetch(statement, values, now=now)), None)
