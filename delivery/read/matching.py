"""Conditions of the search in the languages of the two databases. All tokens are quoted: none is syntax."""

from collections.abc import Callable

from django.db import connection

from delivery.search.query import Condition, Tokens


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
    # PostgreSQL must begin with the index of the tokens. In a query of its own the condition has no statistics: it
    # would read the tokens of every row for a word that it knows to be common. With `+ 0` no other index has the order.
    return f"""
        SELECT i.position FROM delivery_searchentry AS i
        WHERE i.tokens @@ (SELECT %({condition})s::tsquery){within} ORDER BY i.position + 0 DESC LIMIT {limit}
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
