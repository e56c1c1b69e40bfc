"""The search: the newest articles that fulfil a query, in the order of their scores.

Order, count and facets look at the newest `MOST` hits, so that a common word costs no more than a rare one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils import timezone

from delivery.read.editions import EditionRow, row_of, select
from delivery.read.matching import match_text, newest_sql, position_sql
from delivery.read.statements import any_of, earliest, fetch, is_public, with_zone
from delivery.search.entries import moment_of, position_of
from delivery.search.query import SearchQuery, with_filters
from delivery.search.ranking import Ranking, Score

MOST = 1_000
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Search:
    """What is searched for, and where. `tags` holds groups of filters as in `Listing`."""

    query: SearchQuery
    locale: str | None = None
    tags: Sequence[Sequence[str]] = ()
    published_after: datetime | None = None
    published_before: datetime | None = None
    spans: Sequence[Span] = ()
    limit: int = 20
    # The score of the last hit on the page before.
    after: Score | None = None


class FoundRow(NamedTuple):
    """A hit on the page, with the plain texts in which its words are marked."""

    row: EditionRow
    title: str
    lead: str
    body: str


@dataclass(frozen=True)
class SearchPage:
    """One page of hits. `facets` counts all that were looked at, by filter such as `tag=klima` and by `year=2026`."""

    rows: list[FoundRow]
    count: int
    is_all: bool
    facets: Counter[str] = field(default_factory=Counter)
    following: Score | None = None
    fresh_until: datetime | None = None


class _Hit(NamedTuple):
    id: int
    score: Score
    filters: str
    expires_at: datetime | None


def found_articles(search: Search, *, now: datetime) -> SearchPage:
    """Return one page of the hits, the best first."""
    hits, is_all = _hits(search, now=now)
    hits.sort(key=lambda hit: hit.score, reverse=True)
    left = [hit for hit in hits if search.after is None or hit.score < search.after]
    on_page = left[: search.limit]
    rows = _rows([hit.id for hit in on_page], now=now)
    return SearchPage(
        rows=rows,
        count=len(hits),
        is_all=is_all,
        facets=_facets(hits),
        following=on_page[-1].score if len(left) > search.limit else None,
        fresh_until=earliest(*(hit.expires_at for hit in hits), *(found.row.fresh_until for found in rows)),
    )


def has_hits(search: Search, *, now: datetime) -> bool:
    """Return whether anything is found now."""
    return bool(_hits(search, now=now)[0])


def _hits(search: Search, *, now: datetime) -> tuple[list[_Hit], bool]:
    """Return the public ones of the newest hits, and whether there are no older ones."""
    names = [*search.tags, *([[f"locale={search.locale}"]] if search.locale else [])]
    texts = {
        name: match_text(with_filters(condition, names))
        for name, condition in (("match", search.query.condition), ("exact", search.query.exact))
    }
    within, values = _within(search)
    statement = f"""
        SELECT e.id, s.position, s.head, s.filters, e.expires_at, ({is_public("e")}) AS is_public,
            exact.position IS NOT NULL AS is_exact
        FROM ({newest_sql("match", within, MOST + 1)}) AS hit
        CROSS JOIN delivery_searchentry AS s CROSS JOIN delivery_edition AS e
        LEFT JOIN ({newest_sql("exact", within, MOST + 1)}) AS exact ON exact.position = s.position
        WHERE s.position = hit.position AND e.id = s.edition_id
        ORDER BY s.position DESC
    """
    records = fetch(statement, {**texts, **values}, now=now)
    ranking = Ranking(search.query)
    hits = [
        _Hit(
            record["id"],
            ranking.score(record["head"], is_exact=record["is_exact"], position=record["position"]),
            record["filters"],
            with_zone(record["expires_at"]),
        )
        for record in records[:MOST]
        if record["is_public"]
    ]
    return hits, len(records) <= MOST


def _within(search: Search) -> tuple[str, dict[str, Any]]:
    """Return the SQL for the span of time, in which an index finds the positions, and its parameters."""
    bounds = {"from": search.published_after, "before": search.published_before}
    for number, (start, end) in enumerate(search.spans):
        bounds |= {f"start_{number}": start, f"end_{number}": end}
    values = {name: position_of(moment, 0) for name, moment in bounds.items() if moment}
    place = position_sql()
    parts = [f"{place} >= %(from)s"] if search.published_after else []
    parts += [f"{place} < %(before)s"] if search.published_before else []
    if search.spans:
        each = (
            f"({place} >= %(start_{number})s AND {place} < %(end_{number})s)"
            for number in range(len(search.spans))
        )
        parts.append(f"({' OR '.join(each)})")
    return "".join(f" AND {part}" for part in parts), values


def _rows(ids: Sequence[int], *, now: datetime) -> list[FoundRow]:
    if not ids:
        return []
    chosen = any_of("e.id", "id", ids)
    source = "delivery_edition AS e JOIN delivery_searchentry AS s ON s.edition_id = e.id"
    statement = f"""
        {select("card", "s.title AS title", "s.lead AS lead", "s.body AS text", source=source)}
        WHERE {is_public("e")} AND {chosen.condition} ORDER BY {chosen.order}
    """
    return [
        FoundRow(row_of(record), record["title"], record["lead"], record["text"])
        for record in fetch(statement, chosen.values, now=now)
    ]


def _facets(hits: Sequence[_Hit]) -> Counter[str]:
    facets = Counter(" ".join(hit.filters for hit in hits).split())
    positions = sorted(hit.score.position for hit in hits)
    starts = _starts_of_years(moment_of(positions[0]), moment_of(positions[-1])) if hits else {}
    # How many are older than each year.
    older = [bisect_left(positions, start) for start in starts.values()]
    years = zip(starts, pairwise([*older, len(hits)]), strict=True)
    return facets + Counter({f"year={year}": end - begin for year, (begin, end) in years})


def _starts_of_years(first: datetime, last: datetime) -> dict[int, int]:
    """Return the years of the newsroom between two moments, each with the position at which it begins."""
    zone = timezone.get_default_timezone()
    years = range(first.astimezone(zone).year, last.astimezone(zone).year + 1)
    return {year: position_of(datetime(year, 1, 1, tzinfo=zone), 0) for year in years}
