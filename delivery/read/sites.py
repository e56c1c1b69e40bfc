"""The site in one of its languages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from delivery.read.editions import EditionRow, row_of, select
from delivery.read.statements import AnyOf, any_of, fetch, is_public


def site_in(locales: Sequence[str], *, now: datetime) -> EditionRow | None:
    """Return the site in the first of these languages in which it has a public home page, or None."""
    return _first_of("site", locales, now=now)


def home_in(locale: str, *, now: datetime) -> EditionRow | None:
    """Return the public home page in this language, or None."""
    return _first_of("home", [locale], now=now)


def key_of_site(locale: AnyOf) -> str:
    """Return the SQL for the key of the edition of the site in the first of the languages."""
    return f"SELECT e.id FROM delivery_edition AS e {_selection('site', locale)}"


def _selection(kind: Literal["home", "site"], locale: AnyOf) -> str:
    return f"""
        WHERE NOT e.is_listed AND e.type = '{kind}' AND {locale.condition} AND {is_public("e")}
        ORDER BY {locale.order} LIMIT 1
    """


def _first_of(kind: Literal["home", "site"], locales: Sequence[str], *, now: datetime) -> EditionRow | None:
    locale = any_of("e.locale", "locale", locales)
    records = fetch(f"{select('full')} {_selection(kind, locale)}", locale.values, now=now)
    return row_of(records[0]) if records else None
