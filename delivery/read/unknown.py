"""Slugs in filters that nothing public has, and known ones that are like them."""

from collections.abc import Sequence
from datetime import datetime
from itertools import product

from delivery.read.statements import count_sql, fetch, is_public

# For so many unknown names known ones are looked for: each takes two ranges of an index.
_LOOKED_FOR = 20
# So many names before and after the unknown one in their order are compared with it.
_NEIGHBOURS = 50


def slug_of(name: str) -> str:
    """Return the slug in a filter such as `tag=klima`."""
    return name.partition("=")[2]


def unknown_names(names: Sequence[str], *, now: datetime) -> dict[str, list[str]]:
    """Return those of the filters, such as `tag=klima`, that nothing has, each with names that may be meant."""
    if not names:
        return {}
    known = _known(names, now)
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    return {name: list[str]() for name in unknown} | _neighbours(unknown[:_LOOKED_FOR], now)


def _known(names: Sequence[str], now: datetime) -> set[str]:
    """Return the names of lists with public articles, and those of public sections without any."""
    values = {f"name_{number}": name for number, name in enumerate(dict.fromkeys(names))}
    places = ", ".join(f"%({place})s" for place in values)
    sections = {
        place.replace("name", "slug"): slug_of(name)
        for place, name in values.items()
        if name.startswith("section=")
    }
    statement = f"""
        SELECT named.name FROM delivery_listcount AS named
        WHERE named.locale = '' AND named.name IN ({places}) AND {count_sql("named.name", "")} > 0
    """
    if sections:
        slugs = ", ".join(f"%({place})s" for place in sections)
        statement += f"""
            UNION SELECT 'section=' || e.slug FROM delivery_edition AS e
            WHERE NOT e.is_listed AND e.type = 'section' AND e.slug IN ({slugs}) AND {is_public("e")}
        """
    return {record["name"] for record in fetch(statement, values | sections, now=now)}


def _neighbours(names: Sequence[str], now: datetime) -> dict[str, list[str]]:
    """Return the names of lists with articles that come next to each of these in their order.

    A word with a wrong letter usually stands near the right one, and its neighbours are found by an index however
    many topics there are.
    """
    if not names:
        return {}
    parts = [
        f"""
        SELECT * FROM (
            SELECT {number} AS place, named.name FROM delivery_listcount AS named
            WHERE named.name {comparison} %(name_{number})s AND named.locale = ''
                AND {count_sql("named.name", "")} > 0
            ORDER BY named.name {direction} LIMIT {_NEIGHBOURS}
        ) AS part_{number}
        """
        for number, (comparison, direction) in product(range(len(names)), ((">", "ASC"), ("<", "DESC")))
    ]
    values = {f"name_{number}": name for number, name in enumerate(names)}
    found = fetch(" UNION ALL ".join(parts), values, now=now)
    kinds = [name.partition("=")[0] for name in names]
    return {
        name: [
            record["name"]
            for record in found
            if record["place"] == number and record["name"].startswith(f"{kinds[number]}=")
        ]
        for number, name in enumerate(names)
    }
