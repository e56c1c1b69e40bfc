"""Many small rows at once."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Collection[Sequence[Any]],
    *,
    on_conflict: str = "",
) -> None:
    """Insert rows with these columns by one statement.

    `bulk_create` makes an object of each row, and took a sixth of the time of compiling an article.
    """
    if not rows:
        return
    places = f"({', '.join(['%s'] * len(columns))})"
    statement = f"""
        INSERT INTO {model._meta.db_table} ({", ".join(columns)})
        VALUES {", ".join([places] * len(rows))} {on_conflict}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])
