"""Lists of articles: filtered, sorted, a page at a time, with their exact count."""

from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from delivery.read.editions import EditionRow, row_of, select
from delivery.read.statements import (
    count_sql,
    earliest,
    fetch,
    is_outdated,
    is_public,
    sql_time,
    with_zone,
)

ORDERS: dict[str, tuple[str, str]] = {
    "published_at": ("published_at", "ASC"),
    "-published_at": ("published_at", "DESC"),
    "title": ("sort_title", "ASC"),
    "-title": ("sort_title", "DESC"),
}
# So many groups of filters have a condition each. More are `tag_all`, where each group is one tag.
_JOINED = 6


@dataclass(frozen=True)
class ListPage:
    """One page of a list, the exact count if it was asked for, and the position after which the next one begins."""

    rows: list[EditionRow]
    count: int | None
    following: list[Any] | None


class HeadRow(NamedTuple):
    """An article without its bytes, which are valid until `fresh_until` as far as is known."""

    id: int
    etag: str
    fresh_until: datetime | None


@dataclass(frozen=True)
class Listing:
    """What is asked of a list. `tags` holds groups of filters: an article matches one of each group."""

    profile: str = "card"
    locale: str | None = None
    tags: Sequence[Sequence[str]] = field(default=())
    published_after: datetime | None = None
    published_before: datetime | None = None
    # Spans of time, first moment and end; an article is in one of them.
    spans: Sequence[tuple[datetime, datetime]] = field(default=())
    ids: Sequence[int] | None = None
    order: str = "-published_at"
    limit: int = 20
    after: Sequence[Any] | None = None
    with_count: bool = True

    @property
    def leads_by_tag(self) -> bool:
        """Return whether the first filter has one value: its articles are then a range of an index."""
        return self.ids is None and bool(self.tags) and len(self.tags[0]) == 1


def listed_editions(listing: Listing, *, now: datetime) -> ListPage:
    """Return one page of the list."""
    order = _order(listing)
    where, values = _filters(listing, is_led=order.is_led)
    count = _count(listing) if listing.with_count else "NULL"
    if listing.after is not None:
        comparison = "<" if order.direction == "DESC" else ">"
        where += f" AND ({order.key}, {order.id}) {comparison} (%(after_key)s, %(after_id)s)"
        values |= _position(listing)
    statement = f"""
        {select(listing.profile, f"{order.key} AS position", f"({count}) AS total", source=order.source)}
        WHERE {where} ORDER BY {order.key} {order.direction}, {order.id} {order.direction}
        LIMIT {listing.limit + 1}
    """
    records = fetch(statement, values, now=now)
    on_page = records[: listing.limit]
    last = on_page[-1] if len(records) > listing.limit else None
    return ListPage(
        rows=[row_of(record) for record in on_page],
        count=(records[0]["total"] if records else 0) if listing.with_count else None,
        following=[_key(last["position"]), last["id"]] if last else None,
    )


def listed_heads(listing: Listing, *, now: datetime) -> list[HeadRow]:
    """Return the first articles of the list without their bytes: what tells whether a client has them already."""
    order = _order(listing)
    where, values = _filters(listing, is_led=order.is_led)
    statement = f"""
        SELECT e.id, e.etag, e.expires_at, e.valid_until, {is_outdated("e")} AS is_outdated
        FROM {order.source} WHERE {where}
        ORDER BY {order.key} {order.direction}, {order.id} {order.direction} LIMIT {listing.limit}
    """
    return [
        HeadRow(
            record["id"],
            record["etag"],
            earliest(with_zone(record["expires_at"]), with_zone(record["valid_until"])),
        )
        for record in fetch(statement, values, now=now)
    ]


def listed_ids(listing: Listing, *, now: datetime) -> list[int]:
    """Return the ids of the first articles of the list, also of those that must be compiled before they are read."""
    order = _order(listing)
    where, values = _filters(listing, is_led=order.is_led)
    statement = f"""
        SELECT e.id FROM {order.source} WHERE {where}
        ORDER BY {order.key} {order.direction}, {order.id} {order.direction} LIMIT {listing.limit}
    """
    return [record["id"] for record in fetch(statement, values, now=now)]


class _Order(NamedTuple):
    """The tables that a list is read from, and its sort keys. `is_led`: by the index of the first filter's tag."""

    is_led: bool
    source: str
    key: str
    id: str
    direction: str


def _order(listing: Listing) -> _Order:
    column, direction = ORDERS[listing.order]
    if column == "published_at" and listing.leads_by_tag:
        # The index of the tag has this order. `CROSS JOIN` makes SQLite start with the tags.
        source = "delivery_editiontag AS lead CROSS JOIN delivery_edition AS e"
        return _Order(True, source, "lead.published_at", "lead.edition_id", direction)
    return _Order(False, "delivery_edition AS e", f"e.{column}", "e.id", direction)


def _count(listing: Listing) -> str:
    # A counter is stored for at most one value of one filter, in one language or all.
    has_counter = not listing.tags or (listing.leads_by_tag and len(listing.tags) == 1)
    is_dated = listing.published_after or listing.published_before or listing.spans
    if not has_counter or is_dated or listing.ids is not None:
        where, _values = _filters(listing, is_led=False)
        return f"SELECT count(*) FROM delivery_edition AS e WHERE {where}"
    name = "%(tag_0_0)s" if listing.tags else ""
    return count_sql(name, "%(locale)s" if listing.locale else "")


def _filters(listing: Listing, *, is_led: bool) -> tuple[str, dict[str, Any]]:
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
    if listing.spans:
        parts.append(_in_spans(len(listing.spans)))
        values |= _span_values(listing.spans)
    if listing.ids is not None:
        ids = {f"id_{number}": one for number, one in enumerate(listing.ids)}
        parts.append(f"e.id IN ({_places(ids)})")
        values |= ids
    conditions, tags = _tag_conditions(listing.tags, is_led=is_led)
    return " AND ".join([*parts, *conditions]), values | tags


def _in_spans(number: int) -> str:
    """Return the SQL for being in one of the spans; all of them lie in a range that an index can skip to."""
    each = (
        f"(e.published_at >= %(span_{place}_start)s AND e.published_at < %(span_{place}_end)s)"
        for place in range(number)
    )
    return f"e.published_at >= %(spans_start)s AND e.published_at < %(spans_end)s AND ({' OR '.join(each)})"


def _span_values(spans: Sequence[tuple[datetime, datetime]]) -> dict[str, Any]:
    starts, ends = zip(*spans, strict=True)
    values = {"spans_start": min(starts), "spans_end": max(ends)}
    for place, (start, end) in enumerate(spans):
        values |= {f"span_{place}_start": start, f"span_{place}_end": end}
    return {name: sql_time(moment) for name, moment in values.items()}


def _tag_conditions(groups: Sequence[Sequence[str]], *, is_led: bool) -> tuple[list[str], dict[str, Any]]:
    values = [
        {f"tag_{number}_{place}": tag for place, tag in enumerate(group)}
        for number, group in enumerate(groups)
    ]
    found = "FROM delivery_editiontag AS its WHERE its.edition_id = e.id AND its.tag IN"
    conditions = [f"EXISTS (SELECT 1 {found} ({_places(tags)}))" for tags in values[:_JOINED]]
    if is_led:
        conditions[0] = "lead.tag = %(tag_0_0)s AND lead.published_at IS NOT NULL AND e.id = lead.edition_id"
    # PostgreSQL plans a join for each `EXISTS`, which takes seconds for a hundred. The further groups have one tag
    # each, so their tags can be counted: an edition has a tag only once.
    counted = dict(ChainMap(*values[_JOINED:]))
    if counted:
        conditions.append(f"(SELECT count(*) {found} ({_places(counted)})) = {len(counted)}")
    return conditions, dict(ChainMap(*values))


def _places(values: dict[str, Any]) -> str:
    return ", ".join(f"%({name})s" for name in values)


def _position(listing: Listing) -> dict[str, Any]:
    key, edition_id = listing.after or ()
    is_time = ORDERS[listing.order][0] == "published_at"
    return {"after_key": sql_time(datetime.fromisoformat(key)) if is_time else key, "after_id": edition_id}


def _key(position: Any) -> str:
    known = with_zone(position) if isinstance(position, datetime) else None
    return known.isoformat() if known else str(position)
