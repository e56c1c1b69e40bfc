"""What waits for the background work: apps contribute rows to the report and to the dashboard."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Waiting:
    """One row: how many objects wait, and since when the oldest of them does.

    With a `total` the row is a progress: `count` of `total` are left. `warning` is a sentence for people who must know
    that the work is late. `is_moving` says that the row changes within seconds.
    """

    label: str | Promise
    count: int
    note: str = ""
    since: datetime | None = None
    total: int = 0
    warning: str = ""
    is_moving: bool = False

    @property
    def done(self) -> int:
        return max(self.total - self.count, 0)


Contribution = Callable[[datetime], Iterable[Waiting]]
_REPORT: list[Contribution] = []
_DASHBOARD: list[Contribution] = []


def waiting(*, on_dashboard: bool = False) -> Callable[[Contribution], Contribution]:
    """Register a function that reads what waits; its warnings and progress may stand on the dashboard, too."""

    def register(contribution: Contribution) -> Contribution:
        _REPORT.append(contribution)
        if on_dashboard:
            _DASHBOARD.append(contribution)
        return contribution

    return register


def for_report(now: datetime) -> list[Waiting]:
    return [row for contribution in _REPORT for row in contribution(now)]


def for_dashboard(now: datetime) -> list[Waiting]:
    return [row for contribution in _DASHBOARD for row in contribution(now) if row.warning or row.total]
