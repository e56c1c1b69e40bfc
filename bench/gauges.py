"""How something is measured: time as medians, memory of this process, statements sent."""

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
    """How many statements were sent."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, values, many, context)


@contextmanager
def statements() -> Iterator[Statements]:
    """This will count the statements of this thread, without keeping them."""
    counter = Statements()
    with connection.execute_wrapper(counter):
        yield counter


def medians_ms(*runs: Callable[[], object], rounds: int) -> list[float]:
    """This will return the median time of each in milliseconds, the database's work included.

    They take turns, so that whatever else the machine does slows all of them alike.
    """
    for run in runs:
        run()
    times = [[_seconds(run, time.perf_counter) for run in runs] for _round in range(rounds)]
    return [statistics.median(of_one) * 1000 for of_one in zip(*times, strict=True)]


def cpu_seconds(run: Callable[[], object]) -> float:
    """This will return the CPU seconds that a run takes in this process."""
    return _seconds(run, time.process_time)


def memory() -> float:
    """This will return the memory that this process holds now, in megabytes."""
    resident = int(Path("/proc/self/statm").read_text().split()[1])
    return resident * _PAGE_SIZE / _MEGABYTE


def _seconds(run: Callable[[], object], clock: Callable[[], float]) -> float:
    begin = clock()
    run()
    return clock() - begin
