"""The main site in one of its languages."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from delivery.read.editions import EditionRow, row_of, select
from delivery.read.statements import any_of, fetch, is_public
from delivery.subjects import key_offset


def site_in(locales: Sequence[str], *, now: datetime) -> EditionRow | None:
    """Return the main site in the first of these languages in which it has a public home page, or None."""
    by_url = any_of("home.url", "url", [f"{settings.PUBLIC_URL}/{locale}/" for locale in locales])
    # The path has an index; other sites have home pages with the same paths.
    by_path = any_of("home.path", "path", [f"/{locale}/" for locale in locales])
    source = f"delivery_edition AS home JOIN delivery_edition AS e ON e.id = home.id + ({key_offset('site')})"
    statement = f"""
        {select("full", source=source)} WHERE {by_path.condition} AND {by_url.condition}
            AND home.type = 'home' AND {is_public("home")} AND {is_public("e")}
        ORDER BY {by_url.order} LIMIT 1
    """
    records = fetch(statement, {**by_path.values, **by_url.values}, now=now)
    return row_of(records[0]) if records else None
