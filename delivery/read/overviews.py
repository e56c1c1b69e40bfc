"""Sections, authors and topics, each with the number of its public articles.

Sections and authors come in the order of their names, topics in that of their slugs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from delivery.read.editions import EditionRow, row_of, select
from delivery.read.lists import ListPage
from delivery.read.statements import Record, any_of, articles_of, count_sql, fetch, is_public, topics_sql

_TOPIC = "'tag=' || topic.slug"


class TopicRow(NamedTuple):
    """A topic with the number of its articles."""

    slug: str
    name: str
    articles: int


@dataclass(frozen=True)
class TopicPage:
    """One page of the list of topics, as `ListPage` is one of editions."""

    rows: list[TopicRow]
    count: int | None
    following: list[Any] | None


def section_by_id(section_id: int, *, now: datetime) -> EditionRow | None:
    """Return the public section with this id, or None."""
    return _edition("section", "e.id = %(id)s", {"id": section_id}, now=now)


def author_by_slug(slugs: Sequence[str], *, now: datetime) -> EditionRow | None:
    """Return the author with the first of these spellings of a slug, if a public article names them, or None."""
    slug = any_of("e.slug", "slug", slugs)
    return _edition("author", slug.condition, slug.values, order=f"{slug.order}, e.id", now=now)


def unreadable_authors(slugs: Collection[str], *, now: datetime) -> list[int]:
    """Return the keys of the editions of authors with these slugs that no article makes public at `now`."""
    slug = any_of("e.slug", "slug", list(slugs))
    statement = f"""
        SELECT e.id FROM delivery_edition AS e
        WHERE NOT e.is_listed AND e.type = 'author' AND {slug.condition} AND {articles_of("author")} <= 0
    """
    return [record["id"] for record in fetch(statement, slug.values, now=now)]


def editions_by_name(
    kind: Literal["section", "author"],
    *,
    locale: str | None,
    limit: int,
    after: Sequence[Any] | None,
    now: datetime,
) -> ListPage:
    """Return a page of sections in a language, or of authors with articles in it; without one, of all."""
    language = "%(locale)s" if locale else ""
    conditions, count = _is_in(kind, language), articles_of(kind, locale=language)
    total = "NULL" if after else f"SELECT count(*) FROM delivery_edition AS e WHERE {conditions}"
    further = "AND (e.sort_title, e.id) > (%(after_key)s, %(after_id)s)" if after else ""
    statement = f"""
        {select("card", "e.sort_title AS position", f"({total}) AS total", count=count)}
        WHERE {conditions} {further} ORDER BY e.sort_title, e.id LIMIT {limit + 1}
    """
    records = fetch(statement, _values(locale, after), now=now)
    return ListPage([row_of(record) for record in records[:limit]], *_around(records, limit))


def topics_by_name(
    *, locale: str | None, limit: int, after: Sequence[Any] | None, now: datetime
) -> TopicPage:
    """Return a page of the topics with public articles, with a locale those with articles in that language."""
    language = "%(locale)s" if locale else ""
    count, total = f"({count_sql(_TOPIC, language)})", "NULL" if after else topics_sql(language)
    further = "AND (topic.slug, topic.id) > (%(after_key)s, %(after_id)s)" if after else ""
    statement = f"""
        SELECT topic.id, topic.slug, topic.name, topic.slug AS position, {count} AS articles, ({total}) AS total
        FROM cms_topic AS topic WHERE {count} > 0 {further} ORDER BY topic.slug, topic.id LIMIT {limit + 1}
    """
    records = fetch(statement, _values(locale, after), now=now)
    return TopicPage([_topic(record) for record in records[:limit]], *_around(records, limit))


def topic_by_slug(slugs: Sequence[str], *, now: datetime) -> TopicRow | None:
    """Return the topic with the first of these spellings of a slug, if a public article has it, or None."""
    count, slug = f"({count_sql(_TOPIC, '')})", any_of("topic.slug", "slug", slugs)
    statement = f"""
        SELECT topic.id, topic.slug, topic.name, {count} AS articles FROM cms_topic AS topic
        WHERE {slug.condition} AND {count} > 0 ORDER BY {slug.order} LIMIT 1
    """
    return next(map(_topic, fetch(statement, slug.values, now=now)), None)


def _edition(
    kind: Literal["section", "author"],
    condition: str,
    values: Mapping[str, Any],
    *,
    order: str = "e.id",
    now: datetime,
) -> EditionRow | None:
    """Return the first public section or author that fulfils a condition in SQL, or None."""
    statement = f"""
        {select("full", count=articles_of(kind))} WHERE {_is_in(kind, "")} AND {condition} ORDER BY {order} LIMIT 1
    """
    return next(map(row_of, fetch(statement, values, now=now)), None)


def _is_in(kind: Literal["section", "author"], locale: str) -> str:
    """Return the SQL condition for public sections in a language, or authors with articles in it; empty for all."""
    condition = f"NOT e.is_listed AND e.type = '{kind}' AND {is_public('e')}"
    if kind == "author":
        return f"{condition} AND {articles_of(kind, locale=locale)} > 0"
    return f"{condition} AND e.locale = {locale}" if locale else condition


def _values(locale: str | None, after: Sequence[Any] | None) -> dict[str, Any]:
    key, last = after or (None, None)
    return {"locale": locale, "after_key": key, "after_id": last}


def _around(records: Sequence[Record], limit: int) -> tuple[int | None, list[Any] | None]:
    """Return the number of all items, and the position after which the next page begins."""
    last = records[limit - 1] if len(records) > limit else None
    return records[0]["total"] if records else 0, [last["position"], last["id"]] if last else None


def _topic(record: Record) -> TopicRow:
    return TopicRow(record["slug"], record["name"], record["articles"])
