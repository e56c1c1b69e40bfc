"""The main site in one of its languages."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from delivery.read.editions import EditionRow, row_of, select
from delivery.read.statements import any_of, fetch, is_public


def site_in(locales: Sequence[str], *, now: datetime) -> EditionRow | None:
    """Return the main site in the first of these languages in which it has a public home page, or None."""
    by_url = any_of("e.url", "url", [f"{settings.PUBLIC_URL}/{locale}/" for locale in locales])
    statement = f"""
        {select("full")} WHERE NOT e.is_listed AND e.type = 'site' AND {by_url.condition} AND {is_public("e")}
        ORDER BY {by_url.order} LIMIT 1
    """
    records = fetch(statement, by_url.values, now=now)
    return row_of(records[0]) if records else None
