"""What the hand-written statements on editions have in common: the gate, and how rows are fetched.

The SQL is written by hand because these reads are nearly all of the traffic. It runs unchanged on SQLite and
PostgreSQL, with named parameters; `%(now)s` is the moment of reading in each. An edition whose `valid_until`
has passed is compiled before it is shown.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from delivery.publish import publish_page

Record = dict[str, Any]
# So many times at most a page of a list is read again after compiling what was stale on it.
_ROUNDS = 20


def is_public(edition: str) -> str:
    """Return the gate of the editions: the SQL condition for what may be read, for a table of this alias."""
    return f"NOT {edition}.hidden AND ({edition}.expires_at IS NULL OR {edition}.expires_at > %(now)s)"


def is_stale(edition: str) -> str:
    """Return the SQL for whether an edition must be compiled before it is shown, for a table of this alias."""
    return f"({edition}.valid_until IS NOT NULL AND {edition}.valid_until <= %(now)s)"


def fetch(statement: str, values: Mapping[str, Any], *, now: datetime) -> list[Record]:
    """Return the rows of a statement with the columns `page_id` and `is_stale`.

    Stale editions are compiled and everything is read again, until nothing new is stale. A row that is still
    stale then could not be compiled and must not be shown.
    """
    tried: set[int] = set()
    parameters = {"now": sql_time(now), **values}
    for _round in range(_ROUNDS):
        records = _execute(statement, parameters)
        stale = {record["page_id"] for record in records if record["is_stale"]} - tried
        if not stale:
            break
        for page_id in sorted(stale):
            publish_page(page_id, now=now)
        tried |= stale
    return records


def sql_time(moment: datetime) -> Any:
    """Return a time as a parameter of a statement."""
    return connection.ops.adapt_datetimefield_value(moment)


def moment(value: datetime | None) -> datetime | None:
    """Return a time from a row with its zone; SQLite hands it over without, and it is UTC."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the earliest of the moments that are known."""
    return min((one for one in moments if one), default=None)


def _execute(statement: str, values: Mapping[str, Any]) -> list[Record]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
