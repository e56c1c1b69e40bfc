"""The log of changes: the cost of a page at its end compared with one at its beginning."""

from functools import partial

from api.v1.sync import _cursor
from bench import content, metrics
from bench.client import get
from bench.report import Report
from delivery import log
from tests import copies

_URL = "/api/v1/changes/?limit=100"
_ROUNDS = 60


def run(report: Report, *, full: bool) -> None:
    """Read pages of 100 lines of a long log."""
    lines = 1_000_000 if full else 200_000
    content.article()
    copies.number_changes(lines)
    head = log.head()
    last, end = (f"{_URL}&after={_cursor(position)}" for position in (head - 100, head))
    runs = (partial(get, _URL), partial(get, last), partial(get, end))
    took = metrics.medians_ms(*runs, rounds=_ROUNDS)
    _report(report, f"first 100 of {lines:,} lines", _URL, took[0])
    _report(report, f"last 100 of {lines:,} lines", last, took[1])
    report.add("last to first", took[1] / took[0], "times", "about 1 expected")
    _report(report, "nothing new", end, took[2])


def _report(report: Report, name: str, url: str, took: float) -> None:
    with metrics.statements() as sent:
        found = len(get(url).json()["items"])
    report.add(name, took, "ms", f"median; {found} lines, {sent.count} statements")
