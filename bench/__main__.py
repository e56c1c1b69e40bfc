"""The runner: one process and one fresh database for each measure, so that none warms or burdens the next."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from importlib import import_module

from bench import report
from bench.measures import NAMES

_CHILD = "LESERBRIEF_BENCH_MEASURE"


def main() -> int:
    """This will run the measures that were named, or all, and return 1 if one of them broke."""
    asked = _arguments()
    measure = os.environ.get(_CHILD)
    if measure:
        _measure(measure, full=asked.full)
        return 0
    from bench import databases

    # Told to stop, it ends as it always does: with its servers and its files.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    report.print_head(databases.vendor(), full=asked.full)
    # Several names share what tests and requests would otherwise leave in the temporary folder.
    with tempfile.TemporaryDirectory(prefix="leserbrief-bench-") as folder:
        broken = [name for name in asked.names or NAMES if not _succeeds(name, folder, full=asked.full)]
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Print what things cost.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"one of: {', '.join(NAMES)}")
    parser.add_argument("--full", action="store_true", help="as many rows as a large newsroom has")
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(NAMES))
    if unknown:
        parser.error(f"no such measure: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return asked


def _succeeds(name: str, folder: str, *, full: bool) -> bool:
    from bench import databases

    environment = {**os.environ, _CHILD: name, "LESERBRIEF_BENCH_FOLDER": folder}
    environment["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    command = [sys.executable, "-m", "bench", *(["--full"] if full else [])]
    with databases.fresh(name) as url:
        return subprocess.run(command, env={**environment, "DATABASE_URL": url}).returncode == 0


def _measure(name: str, *, full: bool) -> None:
    import django

    django.setup()
    from bench.content import build_newsroom

    build_newsroom()
    import_module(f"bench.measures.{name}").run(report.Report(name), full=full)


if __name__ == "__main__":
    sys.exit(main())
