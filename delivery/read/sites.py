"""The main site in one of its languages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from delivery.read.editions import EditionRow, row_of, select
from delivery.read.statements import AnyOf, any_of, fetch, is_public
from delivery.subjects import key_offset


def site_in(locales: Sequence[str], *, now: datetime) -> EditionRow | None:
    """Return the main site in the first of these languages in which it has a public home page, or None."""
    return _of_main_site("site", locales, now=now)


def home_in(locale: str, *, now: datetime) -> EditionRow | None:
    """Return the public home page of the main site in this language, or None."""
    return _of_main_site("page", [locale], now=now)


def key_of_site(locale: AnyOf) -> str:
    """Return the SQL for the key of the edition of the main site in the first of the languages."""
    return f"SELECT e.id FROM {_SOURCE} WHERE {_conditions('site', locale)} ORDER BY {locale.order} LIMIT 1"


# Not by its URL: an administrator may give the site another host name, and others have the same paths.
# `CROSS JOIN` makes SQLite start with the sites, which are few.
_SOURCE = """
    wagtailcore_site AS site CROSS JOIN wagtailcore_page AS root CROSS JOIN wagtailcore_page AS page
    CROSS JOIN delivery_edition AS e
"""


def _conditions(kind: Literal["page", "site"], locale: AnyOf) -> str:
    return f"""
        site.is_default_site AND root.id = site.root_page_id
        AND page.translation_key = root.translation_key AND e.id = page.id + ({key_offset(kind)})
        AND e.type IN ('home', 'site') AND {locale.condition} AND {is_public("e")}
    """


def _of_main_site(
    kind: Literal["page", "site"], locales: Sequence[str], *, now: datetime
) -> EditionRow | None:
    locale = any_of("e.locale", "locale", locales)
    statement = f"""
        {select("full", source=_SOURCE)} WHERE {_conditions(kind, locale)} ORDER BY {locale.order} LIMIT 1
    """
    records = fetch(statement, locale.values, now=now)
    return row_of(records[0]) if records else None
