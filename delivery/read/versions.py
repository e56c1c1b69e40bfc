"""The versions of articles that are public: one statement each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from cms.record import unpacked
from delivery.read.statements import Record, earliest, fetch, is_outdated, is_public, with_zone

# A correction must name it as well.
_IS_SHOWN = "v.page_id = e.id AND v.replaced_at IS NOT NULL AND v.withheld_at IS NULL"
_ARTICLE = f"e.id = %(article_id)s AND e.is_listed AND {is_public('e')}"
_COLUMNS = f"""
    e.id AS id, e.locale, e.expires_at, e.valid_until, {is_outdated("e")} AS is_outdated,
    v.number, v.published_at, v.replaced_at
"""


class VersionRow(NamedTuple):
    """A version as it is read."""

    number: int
    published_at: datetime
    replaced_at: datetime
    corrected_at: datetime | None = None
    correction: str = ""
    # JSON.
    article: bytes = b""


class VersionsOf(NamedTuple):
    """Versions of one public article, in its language, valid until `fresh_until` as far as is known."""

    article_id: int
    locale: str
    fresh_until: datetime | None
    rows: Sequence[VersionRow]


def versions_of(article_id: int, *, now: datetime) -> VersionsOf | None:
    """Return the public versions of a public article without what they say, the newest first; None without one."""
    statement = f"""
        SELECT {_COLUMNS} FROM delivery_edition AS e
        LEFT JOIN cms_articleversion AS v ON {_IS_SHOWN} AND EXISTS (
            SELECT 1 FROM cms_correction AS c WHERE c.page_id = v.page_id AND c.version = v.number
        )
        WHERE {_ARTICLE}
    """
    return _found(statement, {"article_id": article_id}, now=now)


def version_of(article_id: int, number: int, *, now: datetime) -> VersionsOf | None:
    """Return one public version of a public article with the newest correction that names it, or None."""
    statement = f"""
        SELECT {_COLUMNS}, c.at AS corrected_at, c.text AS correction, v.content FROM delivery_edition AS e
        JOIN cms_articleversion AS v ON {_IS_SHOWN} AND v.number = %(number)s
        JOIN cms_correction AS c ON c.page_id = v.page_id AND c.version = v.number
        WHERE {_ARTICLE} ORDER BY c.at DESC, c.id DESC LIMIT 1
    """
    return _found(statement, {"article_id": article_id, "number": number}, now=now)


def _found(statement: str, values: Mapping[str, Any], *, now: datetime) -> VersionsOf | None:
    records = fetch(statement, values, now=now)
    if not records:
        return None
    first = records[0]
    fresh_until = earliest(with_zone(first["expires_at"]), with_zone(first["valid_until"]))
    # An article without versions has one record, without a number.
    rows = sorted((_row(record) for record in records if record["number"]), reverse=True)
    return VersionsOf(first["id"], first["locale"], fresh_until, rows)


def _row(record: Record) -> VersionRow:
    published_at, replaced_at = with_zone(record["published_at"]), with_zone(record["replaced_at"])
    row = VersionRow(record["number"], cast(datetime, published_at), cast(datetime, replaced_at))
    if "content" not in record:
        return row
    return row._replace(
        corrected_at=with_zone(record["corrected_at"]),
        correction=record["correction"],
        article=unpacked(record["content"]),
    )
