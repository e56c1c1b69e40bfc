"""Lists of articles: filtered, ordered, a page at a time, with their exact count."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api.delivery.counts import count_sql
from api.delivery.selectors import Row, row_of, select
from api.delivery.statements import fetch, is_public, moment, sql_time

ORDERS: dict[str, tuple[str, str]] = {
    "published_at": ("e.published_at", "ASC"),
    "-published_at": ("e.published_at", "DESC"),
    "title": ("e.sort_title", "ASC"),
    "-title": ("e.sort_title", "DESC"),
}


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

    @property
    def has_counter(self) -> bool:
        """Tell whether the count of this list is kept: no filter or one value of one, in one language or all."""
        is_narrowed = self.published_after or self.published_before or self.ids is not None
        return not is_narrowed and (not self.tags or (len(self.tags) == 1 and len(self.tags[0]) == 1))


def listed_editions(listing: Listing, *, now: datetime) -> Page:
    """Return one page of the list."""
    column, direction = ORDERS[listing.order]
    where, values = _filters(listing)
    count = _count(listing, where) if listing.with_count else "NULL"
    if listing.after is not None:
        comparison = "<" if direction == "DESC" else ">"
        where += f" AND ({column}, e.page_id) {comparison} (%(after_key)s, %(after_id)s)"
        values |= _position(column, listing.after)
    statement = f"""
        {select(listing.profile, "e.comment_count", f"{column} AS position", f"({count}) AS total")}
        WHERE {where} ORDER BY {column} {direction}, e.page_id {direction} LIMIT {listing.limit + 1}
    """
    records = fetch(statement, values, now=now)
    on_page = records[: listing.limit]
    last = on_page[-1] if len(records) > listing.limit else None
    return Page(
        rows=[row_of(record) for record in on_page if not record["is_stale"]],
        count=(records[0]["total"] if records else 0) if listing.with_count else None,
        # The list goes on also behind a row that cannot be shown.
        following=[_key(last["position"]), last["page_id"]] if last else None,
    )


def _count(listing: Listing, where: str) -> str:
    if not listing.has_counter:
        return f"SELECT count(*) FROM delivery_edition AS e WHERE {where}"
    name = "%(tag_0_0)s" if listing.tags else ""
    return count_sql(name, "%(locale)s" if listing.locale else "")


def _filters(listing: Listing) -> tuple[str, dict[str, Any]]:
    parts = [f"e.is_listed AND {is_public('e')}"]
    values: dict[str, Any] = {}
    if listing.locale:
        parts.append("e.locale = %(locale)s")
        values["locale"] = listing.locale
    if listing.published_after:
        parts.append("e.published_at >= %(published_after)s")
        values["published_after"] = sql_time(listing.published_after)
    if listing.published_before:
        parts.append("e.published_at < %(published_before)s")
        values["published_before"] = sql_time(listing.published_before)
    if listing.ids is not None:
        ids = {f"id_{number}": one for number, one in enumerate(listing.ids)}
        parts.append(f"e.page_id IN ({_places(ids)})")
        values |= ids
    for number, group in enumerate(listing.tags):
        tags = {f"tag_{number}_{place}": tag for place, tag in enumerate(group)}
        parts.append(
            "EXISTS (SELECT 1 FROM delivery_editiontag AS its"
            f" WHERE its.edition_id = e.page_id AND its.tag IN ({_places(tags)}))"
        )
        values |= tags
    return " AND ".join(parts), values


def _places(values: dict[str, Any]) -> str:
    return ", ".join(f"%({name})s" for name in values)


def _position(column: str, after: Sequence[Any]) -> dict[str, Any]:
    key, page_id = after
    is_time = column == "e.published_at"
    return {"after_key": sql_time(datetime.fromisoformat(key)) if is_time else key, "after_id": page_id}


def _key(position: Any) -> str:
    known = moment(position) if isinstance(position, datetime) else None
    return known.isoformat() if known else str(position)
