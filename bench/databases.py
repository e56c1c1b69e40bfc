"""Temporary databases, each a copy of the migrated database of the tests.

The import of the tests' servers starts them, and they end with this process. A child process gets a database URL
and does not import this module.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

import tests.servers  # noqa: F401  (starts PostgreSQL or prepares SQLite, and Redis)

_TEMPLATE = "leserbrief_template"


def vendor() -> str:
    """Return the name of the database that is measured."""
    return "SQLite" if _url().startswith("sqlite") else "PostgreSQL"


@contextmanager
def fresh(name: str) -> Iterator[str]:
    """Provide the URL of a migrated, empty database, and drop it afterwards."""
    if vendor() == "SQLite":
        with _fresh_file(name) as url:
            yield url
        return
    database = f"bench_{name}"
    with psycopg.connect(_url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database} TEMPLATE {_TEMPLATE}")
        try:
            yield urlsplit(_url())._replace(path=f"/{database}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


@contextmanager
def _fresh_file(name: str) -> Iterator[str]:
    template = Path(urlsplit(_url()).path)
    file = template.with_name(f"bench-{name}.sqlite3")
    shutil.copy(template, file)
    try:
        yield f"sqlite:///{file}"
    finally:
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()


def _url() -> str:
    return os.environ["DATABASE_URL"]
