"""The jobs of all apps: functions in their modules `jobs`, made known by a decorator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise

# A job that is late by this many of its periods makes the service not ready.
_LATE_PERIODS = 3
_LATE_AT_LEAST = timedelta(seconds=60)

Run = Callable[[datetime], Any]


@dataclass(frozen=True)
class Job:
    """A plain, idempotent function of the time, run every `every` by one process at a time.

    `label` is what the admin calls it.
    """

    name: str
    run: Run
    every: timedelta
    label: str | Promise = ""

    def is_late(self, succeeded_at: datetime | None, now: datetime) -> bool:
        """Return whether the job has not succeeded for too long."""
        patience = max(self.every * _LATE_PERIODS, _LATE_AT_LEAST)
        return succeeded_at is None or succeeded_at < now - patience


# In the order in which the modules are imported: that of `INSTALLED_APPS`.
JOBS: list[Job] = []


def job(*, every: timedelta, label: str | Promise) -> Callable[[Run], Run]:
    """Register the decorated function as a job under its own name."""

    def register(run: Run) -> Run:
        JOBS.append(Job(run.__name__, run, every, label))
        return run

    return register
