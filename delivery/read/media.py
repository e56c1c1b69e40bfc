"""Single images and downloads, as long as something that is public shows them."""

from datetime import datetime
from typing import Literal

import orjson

from delivery.models import file_tag
from delivery.read.editions import EditionRow, row_of, select
from delivery.read.statements import (
    RecompilationRequired,
    earliest,
    fetch,
    is_named,
    is_outdated,
    is_public,
    with_zone,
)
from delivery.subjects import BEFORE_FOLLOWED, edition_id


def image_edition(image_id: int, *, locale: str | None, now: datetime) -> EditionRow | None:
    """Return an image that a public page, author or site shows, or None."""
    row = _edition("image", image_id, f"image:{image_id}", f"showing.id > {BEFORE_FOLLOWED}", locale, now)
    # One in a private collection is named by the articles that would show it.
    return row if row and orjson.loads(row.body)["state"] != "PRIVATE" else None


def download_edition(download_id: int, *, locale: str | None, now: datetime) -> EditionRow | None:
    """Return a download that a public edition offers, its own included, or None."""
    return _edition("download", download_id, file_tag(download_id), "TRUE", locale, now)


def _edition(
    kind: Literal["image", "download"],
    object_id: int,
    tag: str,
    condition: str,
    locale: str | None,
    now: datetime,
) -> EditionRow | None:
    try:
        key = edition_id(kind, object_id)
    except ValueError:
        return None
    profile = "card" if locale else "full"
    # `CROSS JOIN` makes SQLite start with the tags. Any edition that shows it will do.
    source = """
        delivery_editiontag AS its CROSS JOIN delivery_edition AS showing CROSS JOIN delivery_edition AS e
    """
    columns = (
        "showing.id AS showing_id",
        f"{is_outdated('showing')} AS is_showing_outdated",
        "showing.expires_at AS showing_expires_at",
    )
    statement = f"""
        {select(profile, *columns, source=source)}
        WHERE its.tag = %(tag)s AND showing.id = its.edition_id AND {condition} AND {is_public("showing")}
            AND {is_named("showing")}
            AND e.id = %(key)s AND {is_public("e")}
        LIMIT 1
    """
    record = next(iter(fetch(statement, {"tag": tag, "key": key}, now=now)), None)
    if record is None:
        return None
    if record["is_showing_outdated"]:
        raise RecompilationRequired([record["showing_id"]], now)
    row = row_of(record)
    body = orjson.dumps(orjson.loads(row.body)[locale]) if locale else row.body
    until = earliest(row.fresh_until, with_zone(record["showing_expires_at"]))
    return row._replace(body=body, locale=locale or "", fresh_until=until)
