"""What the values of facets are called."""

from collections.abc import Sequence
from datetime import datetime

import orjson

from delivery.read.statements import any_of, fetch, is_outdated, is_public


def facet_names(names: Sequence[str], *, locale: str | None, now: datetime) -> dict[str, str]:
    """Return the titles of public sections and the names of authors and topics, by filters such as `tag=klima`."""
    slugs: dict[str, list[str]] = {"section": [], "author": [], "tag": []}
    for name in names:
        kind, _equals, slug = name.partition("=")
        slugs[kind].append(slug)
    parts, values = [], {"locale": locale}
    for kind in ("section", "author"):
        one = any_of("e.slug", kind, slugs[kind])
        values |= one.values
        language = " AND e.locale = %(locale)s" if locale and kind == "section" else ""
        parts.append(f"""
            SELECT e.id, '{kind}=' || e.slug AS filter, e.card, NULL AS name, {is_outdated("e")} AS is_outdated
            FROM delivery_edition AS e
            WHERE NOT e.is_listed AND e.type = '{kind}' AND {one.condition}{language} AND {is_public("e")}
        """)
    topic = any_of("topic.slug", "tag", slugs["tag"])
    parts.append(f"""
        SELECT topic.id, 'tag=' || topic.slug AS filter, NULL AS card, topic.name AS name, FALSE AS is_outdated
        FROM cms_topic AS topic
        WHERE {topic.condition}
    """)
    kept = [part for part, kind in zip(parts, slugs, strict=True) if slugs[kind]]
    if not kept:
        return {}
    records = fetch(" UNION ALL ".join(kept), values | topic.values, now=now)
    # Of several with one slug, the oldest.
    records.sort(key=lambda record: record["id"], reverse=True)
    return {record["filter"]: record["name"] or _name(bytes(record["card"])) for record in records}


def _name(card: bytes) -> str:
    """Return what the compiled JSON of a section or author calls it."""
    shown = orjson.loads(card)
    return str(shown.get("title") or shown["name"])
