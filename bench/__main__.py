"""Runs each measure in a process and a database of its own, so that none influences the next."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from importlib import import_module

from bench import report
from bench.measures import APART, NAMES

_CHILD = "LESERBRIEF_BENCH_MEASURE"


def main() -> int:
    """Run the named measures, or all, and return 1 if one of them failed."""
    options = _arguments()
    measure = os.environ.get(_CHILD)
    if measure:
        _measure(measure, full=options.full)
        return 0
    from bench import databases

    # A signal ends the process in the normal way, which stops the servers and removes the files.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    report.print_head(databases.vendor(), full=options.full)
    # All measures keep their files in one folder, which is removed at the end.
    with tempfile.TemporaryDirectory(prefix="leserbrief-bench-") as folder:
        failed = [name for name in options.names or NAMES if not _succeeds(name, folder, full=options.full)]
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Print what things cost.")
    known = (*NAMES, *APART)
    parser.add_argument("names", nargs="*", metavar="name", help=f"one of: {', '.join(known)}")
    parser.add_argument("--full", action="store_true", help="as many rows as a large newsroom has")
    options = parser.parse_args()
    unknown = sorted(set(options.names) - set(known))
    if unknown:
        parser.error(f"no such measure: {', '.join(unknown)}; there are {', '.join(known)}")
    return options


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
