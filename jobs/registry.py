"""The jobs of all apps, registered by a decorator in their modules `jobs`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise

# A job is late after this many of its periods without a success, but not before a minute has passed.
_LATE_PERIODS = 3
_LATE_AT_LEAST = timedelta(seconds=60)

Run = Callable[[datetime], Any]
Label = str | Promise


@dataclass(frozen=True)
class Job:
    """A plain, idempotent function of the time, run every `every` by one process at a time.

    The report shows `label`, and `tasks` for the names under which the job stores failed objects.
    """

    name: str
    run: Run
    every: timedelta
    label: Label = ""
    tasks: Mapping[str, Label] = field(default_factory=dict)

    def is_late(self, succeeded_at: datetime | None, now: datetime) -> bool:
        """Return whether the job has not succeeded for too long."""
        patience = max(self.every * _LATE_PERIODS, _LATE_AT_LEAST)
        return succeeded_at is None or succeeded_at < now - patience


# In the order in which the modules are imported, which is that of `INSTALLED_APPS`.
JOBS: list[Job] = []


def job(*, every: timedelta, label: Label, tasks: Mapping[str, Label] | None = None) -> Callable[[Run], Run]:
    """Register the decorated function as a job under its own name."""

    def register(run: Run) -> Run:
        JOBS.append(Job(run.__name__, run, every, label, tasks or {}))
        return run

    return register


def task_label(name: str) -> Label:
    """Return what the report calls a task of some job."""
    return next((job.tasks[name] for job in JOBS if name in job.tasks), name)
