"""What the hand-written statements on editions have in common: their conditions, and how rows are fetched.

They are written by hand because these reads are nearly all of the traffic. They run unchanged on SQLite and PostgreSQL. Parameters are named; `%(now)s` is the moment of reading in each.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from django.db import connection

Record = dict[str, Any]


class RecompilationRequired(Exception):
    """A selector met editions that must be compiled before they are read; `publish.recompile` does that."""

    def __init__(self, edition_ids: Collection[int], now: datetime) -> None:
        super().__init__(f"editions {sorted(edition_ids)} are outdated")
        self.edition_ids = edition_ids
        self.now = now


def is_public(edition: str) -> str:
    """Return the SQL condition for an edition that may be read, for a table with this alias."""
    return f"NOT {edition}.hidden AND ({edition}.expires_at IS NULL OR {edition}.expires_at > %(now)s)"


def is_outdated(edition: str) -> str:
    """Return the SQL for whether an edition must be compiled before it is read, for a table with this alias."""
    return (
        f"({edition}.needs_recompilation OR"
        f" ({edition}.valid_until IS NOT NULL AND {edition}.valid_until <= %(now)s))"
    )


def comment_count(edition: str) -> str:
    """Return the SQL for the number of comments that an article shows."""
    return f"COALESCE((SELECT thread.count FROM comments_thread AS thread WHERE thread.article_id = {edition}.id), 0)"


class AnyOf(NamedTuple):
    """SQL for a column that has one of several values: the condition, the order of preference, and the parameters."""

    condition: str
    order: str
    values: dict[str, Any]


def any_of(column: str, name: str, values: Sequence[Any]) -> AnyOf:
    """Return the SQL for rows with one of the values, those with the first one first; `name` is that of the parameters."""
    named = {f"{name}_{number}": value for number, value in enumerate(values)}
    places = [f"%({one})s" for one in named]
    cases = " ".join(f"WHEN {place} THEN {number}" for number, place in enumerate(places))
    return AnyOf(f"{column} IN ({', '.join(places)})", f"CASE {column} {cases} END", named)


def count_sql(name: str, locale: str) -> str:
    """Return the SQL for the number of public articles on a list: its counter, less hidden and expired articles.

    `name` and `locale` are SQL themselves, such as a parameter; empty ones stand for no filter and all languages.
    """
    # `|| ''` makes the column an expression, so that SQLite does not choose the index of the whole language.
    narrowed = f" AND unseen.locale || '' = {locale}" if locale else ""
    if name:
        # With the limit PostgreSQL does not join, but asks for each of the few unseen articles. A join reads all
        # articles of the list when the planner takes the list for a short one.
        narrowed += f""" AND EXISTS (
            SELECT 1 FROM delivery_editiontag AS its WHERE its.edition_id = unseen.id AND its.tag = {name}
            LIMIT 1 OFFSET 0
        )"""
    unseen = f"SELECT count(*) FROM delivery_edition AS unseen WHERE unseen.is_listed{narrowed}"
    return f"""
        COALESCE((
            SELECT counter.count FROM delivery_listcount AS counter
            WHERE counter.name = {name or "''"} AND counter.locale = {locale or "''"}
        ), 0)
        - ({unseen} AND unseen.hidden)
        - ({unseen} AND NOT unseen.hidden AND unseen.expires_at <= %(now)s)
    """


def topics_sql(locale: str) -> str:
    """Return the SQL for the number of topics with public articles: their counter, less those of unseen articles only.

    `locale` is SQL itself; empty for all languages.
    """
    unseen = "SELECT gone.id FROM delivery_edition AS gone WHERE gone.is_listed"
    counter = f"""
        SELECT topics.count FROM delivery_listcount AS topics
        WHERE topics.locale = {locale or "''"} AND topics.name ="""
    # `CROSS JOIN` makes SQLite start with the unseen articles, which are few.
    return f"""
        COALESCE(({counter} 'tag'), 0) - (
            SELECT count(*) FROM (
                SELECT DISTINCT its.tag AS name FROM (
                    {unseen} AND gone.hidden
                    UNION ALL {unseen} AND NOT gone.hidden AND gone.expires_at <= %(now)s
                ) AS gone CROSS JOIN delivery_editiontag AS its
                WHERE its.edition_id = gone.id AND substr(its.tag, 1, 4) = 'tag='
            ) AS lost
            WHERE ({counter} lost.name) > 0 AND {count_sql("lost.name", locale)} <= 0
        )
    """


def articles_of(kind: Literal["section", "author"], *, edition: str = "e", locale: str = "") -> str:
    """Return the SQL for how many public articles lie in a section, or name an author, all or those in a language.

    A section has one language. `locale` is SQL itself.
    """
    name = f"'{kind}=' || {edition}.slug"
    return f"({count_sql(name, f'{edition}.locale' if kind == 'section' else locale)})"


def is_named(edition: str) -> str:
    """Return the SQL condition that an edition, if it is an author's, is one of an author with public articles."""
    return f"({edition}.type <> 'author' OR {articles_of('author', edition=edition)} > 0)"


def fetch(statement: str, values: Mapping[str, Any], *, now: datetime) -> list[Record]:
    """Return the rows of a statement by the names of its columns.

    :raises RecompilationRequired: if a row has the column `is_outdated`, and it is true
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {"now": sql_time(now), **values})
        names = [column[0] for column in cursor.description]
        records = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    outdated = [record["id"] for record in records if record.get("is_outdated")]
    if outdated:
        raise RecompilationRequired(outdated, now)
    return records


def sql_time(moment: datetime | None) -> Any:
    """Return a time as a parameter of a statement."""
    return connection.ops.adapt_datetimefield_value(moment)


def with_zone(value: datetime | None) -> datetime | None:
    """Return a time from a row with its zone: SQLite returns UTC without one."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the earliest of the moments that are known."""
    return min((one for one in moments if one), default=None)
