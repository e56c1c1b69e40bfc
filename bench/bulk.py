"""How PostgreSQL writes millions of comments fast: without indexes and without its log, two statements at a time."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

# Those that refer to others come first.
_TABLES = (
    "comments_mail",
    "comments_report",
    "comments_holdreason",
    "comments_emailreveal",
    "comments_decision",
    "comments_comment",
    "comments_thread",
)


def drop_indexes() -> list[tuple[str, str]]:
    """Empty the tables, keep them out of PostgreSQL's log, and drop their indexes; return what creates these again."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE comments_comment, comments_thread CASCADE")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} SET UNLOGGED")
        cursor.execute(_INDEXES, {"tables": list(_TABLES)})
        indexes = cursor.fetchall()
        for _table, drop, _create in indexes:
            cursor.execute(drop)
    return [(table, create) for table, _drop, create in indexes]


# All but the primary keys, to which other tables refer.
_INDEXES = """
    SELECT conrelid::regclass::text, format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'u' AND conrelid = ANY(%(tables)s::regclass[])
    UNION ALL
    SELECT indrelid::regclass::text, format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index WHERE NOT indisunique AND indrelid = ANY(%(tables)s::regclass[])
"""


def each_at_once(*statements: tuple[str, dict[str, Any] | None]) -> None:
    """Execute statements, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(execute, *one) for one in statements]:
            done.result()


def execute(statement: str, values: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        # The foreign keys are right by construction; `check_comments` compares the rest.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(statement, values)
        cursor.execute("RESET session_replication_role")
