"""The rows that every test begins with: copied once, and restored after a test that commits.

Django's own way, to empty every table and create content types and permissions again, takes half a second and loses
the rows that migrations have written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


def keep_rows() -> None:
    """Copy every table that has rows into another table."""
    with connection.cursor() as cursor:
        for table in _filled(cursor):
            cursor.execute(f'CREATE TABLE "{_kept(table)}" AS SELECT * FROM "{table}"')


def restore_rows() -> None:
    """Restore the copied rows of every table, whatever has been committed since."""
    with _without_constraints(), transaction.atomic(), connection.cursor() as cursor:
        for table in _filled(cursor):
            cursor.execute(f'DELETE FROM "{table}"')
        existing = connection.introspection.table_names(cursor)
        for table in connection.introspection.django_table_names():
            if _kept(table) in existing:
                cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "{_kept(table)}"')


def _kept(table: str) -> str:
    return f"kept_{table}"


def _filled(cursor: Any) -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    cursor.execute(
        " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
    )
    return [name for (name,) in cursor.fetchall()]


@contextmanager
def _without_constraints() -> Iterator[None]:
    # The tables refer to each other in circles. SQLite and PostgreSQL switch the checks off in different ways.
    if connection.vendor == "sqlite":
        with connection.constraint_checks_disabled():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")
