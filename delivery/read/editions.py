"""Single editions: by id, slug or path, and all of them in batches."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from delivery.read.statements import (
    Record,
    any_of,
    count_sql,
    earliest,
    fetch,
    is_named,
    is_outdated,
    is_public,
    with_zone,
)
from delivery.serialization import with_count

# The articles that an edition of these types counts: those in its list.
_COUNTED = {
    "section": f"""({count_sql("'section=' || e.slug", "e.locale")})""",
    "author": f"""({count_sql("'author=' || e.slug", "")})""",
}


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
    return _one("e.is_listed AND e.id = %(page_id)s", {"page_id": page_id}, profile=profile, now=now)


def edition_by_slug(
    slugs: Sequence[str], *, locales: Sequence[str], profile: str, now: datetime
) -> EditionRow | None:
    """Return the public article with one of these spellings of its slug, in the first of the locales that has it."""
    slug, locale = any_of("e.slug", "slug", slugs), any_of("e.locale", "locale", locales)
    where = f"e.is_listed AND {slug.condition} AND {locale.condition}"
    order = f"{locale.order}, {slug.order}, e.id"
    return _one(where, {**slug.values, **locale.values}, order=order, profile=profile, now=now)


def edition_by_path(paths: Sequence[str], *, now: datetime) -> EditionRow | None:
    """Return the public page with the first of these paths that one has, or None; it may be an alias."""
    path = any_of("e.path", "path", paths)
    return _one(path.condition, path.values, order=f"{path.order}, e.id", profile="full", now=now)


def edition_of_page(page_id: int, *, now: datetime) -> EditionRow | None:
    """Return the public page with this id (an article, an alias, a section or a home page), or None."""
    return _one("e.id = %(page_id)s", {"page_id": page_id}, profile="card", now=now)


def editions_after(edition_id: int, *, limit: int, now: datetime) -> tuple[list[EditionRow], int | None]:
    """Return the next public editions in the order of keys, aliases included, and the key after which to go on."""
    where = f"{is_public('e')} AND e.id > %(edition_id)s AND {is_named('e')}"
    statement = f"{select('full')} WHERE {where} ORDER BY e.id LIMIT {limit}"
    rows = _rows(statement, {"edition_id": edition_id}, now=now)
    return rows, rows[-1].id if len(rows) == limit else None


def select(
    profile: str, *more: str, count: str = "e.comment_count", source: str = "delivery_edition AS e"
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


def _one(
    where: str, values: Mapping[str, Any], *, profile: str, now: datetime, order: str = "e.id"
) -> EditionRow | None:
    statement = f"{select(profile)} WHERE {is_public('e')} AND {where} ORDER BY {order} LIMIT 1"
    return next(iter(_rows(statement, values, now=now)), None)


def _rows(statement: str, values: Mapping[str, Any], *, now: datetime) -> list[EditionRow]:
    records = fetch(statement, values, now=now)
    # The count of a section or author is not that of comments, but the number of their articles.
    counted = {record["id"]: record for record in records if record["type"] in _COUNTED}
    if counted:
        ids = {f"id_{number}": key for number, key in enumerate(counted)}
        cases = " ".join(f"WHEN '{name}' THEN {count}" for name, count in _COUNTED.items())
        statement = f"""
            SELECT e.id, CASE e.type {cases} END AS count FROM delivery_edition AS e
            WHERE e.id IN ({", ".join(f"%({name})s" for name in ids)})
        """
        for found in fetch(statement, ids, now=now):
            counted[found["id"]]["count"] = found["count"]
    return [row_of(record) for record in records]
