"""Conditions of the search in the languages of the two databases. All tokens are quoted: none is syntax."""

from collections.abc import Callable

from django.db import connection

from delivery.search.entries import ERA, ERA_SECONDS, FIRST_SECOND, ID_BITS
from delivery.search.query import Condition, Tokens

# So many of the newest articles are searched first. Of a word in a quarter of them a thousand hits are found there.
_NEWEST = 4_000
_MOST_ERAS = 600


def position_sql() -> str:
    """Return the column that bounds and orders what `newest_sql` finds."""
    return "i.rowid" if connection.vendor == "sqlite" else "i.position"


def newest_sql(condition: str, within: str, limit: int) -> str:
    """Return the SELECT of the highest positions that fulfil a condition.

    `condition` is the name of the parameter with its text, `within` SQL that bounds the positions further.
    """
    if connection.vendor == "sqlite":
        return f"""
            SELECT i.rowid AS position FROM delivery_searchindex AS i
            WHERE i.tokens MATCH %({condition})s{within} ORDER BY i.rowid DESC LIMIT {limit}
        """
    return _newest_on_postgresql(condition, within, limit)


def _newest_on_postgresql(condition: str, within: str, limit: int) -> str:
    # GIN has no order, so all hits are read and sorted: for a common word nearly all articles. Therefore the newest
    # articles are searched alone, by the tokens of their eras, and the others only if these are not enough.
    # In a query of its own a condition has no statistics, so that PostgreSQL begins with the index of the tokens: it
    # would read the tokens of every row for a word that it knows to be common. With `+ 0` no other index has the order.
    match = f"""
        SELECT i.position FROM delivery_searchentry AS i
        WHERE i.tokens @@ (SELECT ({{tsquery}})::tsquery){within} {{gate}} ORDER BY i.position + 0 DESC LIMIT {limit}
    """
    era = f"(({{position}} >> {ID_BITS}) - ({FIRST_SECOND})) / {ERA_SECONDS}"
    return f"""
        WITH newest AS (
            SELECT i.position FROM delivery_searchentry AS i WHERE TRUE{within}
            ORDER BY i.position DESC LIMIT {_NEWEST}
        ), bounds AS (
            SELECT {era.format(position="min(position)")} AS low, {
        era.format(position="max(position)")
    } AS high
            FROM newest HAVING count(*) = {_NEWEST}
        ), eras AS (
            SELECT string_agg('''{ERA}' || number || '''', ' | ') AS tokens
            FROM bounds, generate_series(low, high) AS number WHERE high - low < {_MOST_ERAS}
        ), recent AS MATERIALIZED ({
        match.format(tsquery=f"%({condition})s || ' & (' || (SELECT tokens FROM eras) || ')'", gate="")
    })
        SELECT position FROM recent WHERE (SELECT count(*) FROM recent) = {limit}
        UNION ALL SELECT position FROM ({
        match.format(tsquery=f"%({condition})s", gate=f"AND (SELECT count(*) FROM recent) < {limit}")
    }) AS every
    """


def match_text(condition: Condition) -> str:
    """Return the text of a condition, as a parameter of the statement."""
    write = _fts5 if connection.vendor == "sqlite" else _tsquery
    operators = ("AND", "OR") if connection.vendor == "sqlite" else ("&", "|")
    return _joined(condition, write, *operators)


def _joined(condition: Condition, write: Callable[[Tokens], str], every: str, any_of: str) -> str:
    return f" {every} ".join(f"({f' {any_of} '.join(map(write, group))})" for group in condition)


def _fts5(tokens: Tokens) -> str:
    return f'"{" ".join(tokens.tokens)}"{" *" if tokens.is_prefix else ""}'


def _tsquery(tokens: Tokens) -> str:
    quoted = " <-> ".join(f"'{token}'" for token in tokens.tokens)
    return f"({quoted}{':*' if tokens.is_prefix else ''})"
