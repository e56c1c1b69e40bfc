"""What the apps register: their jobs, and rows that say what waits for the jobs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise

Label = str | Promise
Run = Callable[[datetime], Any]
EditUrl = Callable[[str, Any], str]


@dataclass(frozen=True)
class Job:
    """A plain, idempotent function of the time, run every `every` by one process at a time.

    The report shows `label`, or the name if there is none, and `tasks` for the names under which the job stores objects
    that failed. `edit_url` returns where a user may edit such an object, or nothing; `advice` says what to do about one
    that is given up.
    """

    name: str
    run: Run
    every: timedelta
    label: Label = ""
    tasks: Mapping[str, Label] = field(default_factory=dict)
    edit_url: EditUrl = lambda subject, user: ""
    advice: Label = ""


# In the order in which the modules `jobs` are imported, which is that of `INSTALLED_APPS`.
JOBS: list[Job] = []


def job(*, every: timedelta, **fields: Any) -> Callable[[Run], Run]:
    """Register the decorated function as a job under its own name. `fields` are further ones of `Job`."""

    def register(run: Run) -> Run:
        JOBS.append(Job(run.__name__, run, every, **fields))
        return run

    return register


@dataclass(frozen=True)
class Waiting:
    """How many objects wait for a job, and since when the oldest does.

    With a `total` the row is a progress bar: `count` of `total` are left. `warning` is a sentence for people who must
    know that the work is late. `is_moving` means that the row changes within seconds.
    """

    label: Label
    count: int
    note: str = ""
    since: datetime | None = None
    total: int = 0
    warning: str = ""
    is_moving: bool = False

    @property
    def done(self) -> int:
        return self.total - self.count


ReadWaiting = Callable[[datetime], Iterable[Waiting]]
WAITING: list[tuple[ReadWaiting, bool]] = []


def waiting(*, on_dashboard: bool = False) -> Callable[[ReadWaiting], ReadWaiting]:
    """Register a function that reads rows of the report. With `on_dashboard` it is called for the dashboard, too."""

    def register(read: ReadWaiting) -> ReadWaiting:
        WAITING.append((read, on_dashboard))
        return read

    return register
