"""Metrics: median times, CPU seconds, memory of this process, and the number of SQL statements."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

_MEGABYTE = 1024 * 1024
_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


class Statements:
    """An execute wrapper that counts SQL statements."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, values, many, context)


@contextmanager
def statements() -> Iterator[Statements]:
    """Count the SQL statements of this thread."""
    counter = Statements()
    with connection.execute_wrapper(counter):
        yield counter


def medians_ms(*runs: Callable[[], object], rounds: int) -> list[float]:
    """Return the median wall time of each function in milliseconds.

    The functions take turns, so that other load on the machine slows all of them alike.
    """
    for run in runs:
        run()
    times = [[_seconds(run, time.perf_counter) for run in runs] for _round in range(rounds)]
    return [statistics.median(of_one) * 1000 for of_one in zip(*times, strict=True)]


def cpu_seconds(run: Callable[[], object]) -> float:
    """Return the CPU seconds that a run takes in this process."""
    return _seconds(run, time.process_time)


def memory() -> float:
    """Return the resident memory of this process in megabytes."""
    resident = int(Path("/proc/self/statm").read_text().split()[1])
    return resident * _PAGE_SIZE / _MEGABYTE


def _seconds(run: Callable[[], object], clock: Callable[[], float]) -> float:
    begin = clock()
    run()
    return clock() - begin
