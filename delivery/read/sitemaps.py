"""What sitemaps list: the public pages in parts by their keys, and the articles of the last days.

An edition that must be compiled before it is read is left out until that is done: compiling thousands for one
request would take minutes, and no search engine forgets a page that a sitemap lacks once.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from delivery.models import SitemapEntry
from delivery.read.statements import Record, earliest, fetch, is_outdated, is_public, sql_time, with_zone

# More articles may not be in a news sitemap.
_MAX_NEWS = 1000


class Entries(NamedTuple):
    """Elements of pages, or JSON of articles. After `fresh_until` there may be others."""

    items: list[bytes]
    fresh_until: datetime | None


class Part(NamedTuple):
    """A part of the sitemap, and when the page in it that was published last was published."""

    number: int
    updated_at: datetime


def fits_one_sitemap(*, now: datetime) -> bool:
    """Return whether one sitemap has room for all pages."""
    size = SitemapEntry.PART_SIZE
    statement = (
        f"SELECT count(*) AS number FROM (SELECT 1 FROM delivery_sitemapentry LIMIT {size + 1}) AS counted"
    )
    return bool(fetch(statement, {}, now=now)[0]["number"] <= size)


def sitemap_entries(*, part: int | None = None, now: datetime) -> Entries | None:
    """Return the elements of the public pages of a part, or of all; None if there is no public page."""
    size = SitemapEntry.PART_SIZE
    in_part = "" if part is None else "AND entry.part = %(part)s"
    statement = f"""
        SELECT entry.xml AS item, e.expires_at, e.valid_until, {is_outdated("e")} AS waits
        FROM delivery_sitemapentry AS entry CROSS JOIN delivery_edition AS e
        WHERE e.id = entry.edition_id AND {is_public("e")} {in_part} ORDER BY entry.edition_id LIMIT {size}
    """
    records = fetch(statement, {"part": part}, now=now)
    return _entries(records, now=now) if records else None


def sitemap_parts(*, now: datetime) -> list[Part]:
    """Return the parts with public pages.

    The statement steps from one part to the next by the index, whatever the number of pages.
    """
    following = "SELECT entry.part FROM delivery_sitemapentry AS entry {} ORDER BY entry.part LIMIT 1"
    statement = f"""
        WITH RECURSIVE parts(part) AS (
            SELECT ({following.format("")})
            UNION ALL
            SELECT ({following.format("WHERE entry.part > parts.part")}) FROM parts WHERE parts.part IS NOT NULL
        )
        SELECT parts.part AS number, (
            SELECT entry.updated_at FROM delivery_sitemapentry AS entry CROSS JOIN delivery_edition AS e
            WHERE entry.part = parts.part AND e.id = entry.edition_id AND {is_public("e")}
            ORDER BY entry.updated_at DESC LIMIT 1
        ) AS updated_at
        FROM parts WHERE parts.part IS NOT NULL
    """
    records = fetch(statement, {}, now=now)
    return [
        Part(record["number"], moment)
        for record in records
        if (moment := with_zone(_moment(record["updated_at"])))
    ]


def news_entries(*, since: datetime, now: datetime) -> Entries:
    """Return the cards of the public articles that were published after `since`, the newest first."""
    statement = f"""
        SELECT e.card AS item, e.expires_at, e.valid_until, {is_outdated("e")} AS waits
        FROM delivery_edition AS e CROSS JOIN delivery_sitemapentry AS entry
        WHERE e.is_listed AND {is_public("e")} AND e.published_at > %(since)s AND e.published_at <= %(now)s
            AND entry.edition_id = e.id
        ORDER BY e.published_at DESC, e.id DESC LIMIT {_MAX_NEWS}
    """
    return _entries(fetch(statement, {"since": sql_time(since)}, now=now), now=now)


def _entries(records: Sequence[Record], *, now: datetime) -> Entries:
    current = [record for record in records if not record["waits"]]
    ends = [with_zone(record[name]) for record in current for name in ("expires_at", "valid_until")]
    # What waits is there as soon as it is compiled, which not every cache is told.
    is_complete = len(current) == len(records)
    items = [_bytes(record["item"]) for record in current]
    return Entries(items, earliest(*ends) if is_complete else now)


def _bytes(item: str | bytes | memoryview) -> bytes:
    return item.encode() if isinstance(item, str) else bytes(item)


def _moment(value: datetime | str | None) -> datetime | None:
    # SQLite returns the result of a subselect as text.
    return datetime.fromisoformat(value) if isinstance(value, str) else value
