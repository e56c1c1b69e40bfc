"""The log: whether reading on at its end costs more than at its beginning."""

from functools import partial
from typing import Any

from django.test import Client

from api.v1.sync import _cursor
from bench import content, gauges
from bench.report import Report
from delivery import log
from tests import copies

_URL = "/api/v1/changes/?limit=100"
_ROUNDS = 60
_client = Client()


def run(report: Report, *, full: bool) -> None:
    """This will read pages of 100 lines of a long log."""
    lines = 1_000_000 if full else 200_000
    content.article()
    copies.number_changes(lines)
    head = log.head()
    last, end = (f"{_URL}&after={_cursor(position)}" for position in (head - 100, head))
    runs = (partial(_get, _URL), partial(_get, last), partial(_get, end))
    took = gauges.medians_ms(*runs, rounds=_ROUNDS)
    _tell(report, f"first 100 of {lines:,} lines", _URL, took[0])
    _tell(report, f"last 100 of {lines:,} lines", last, took[1])
    report.add("last to first", took[1] / took[0], "times", "about 1 expected")
    _tell(report, "nothing new", end, took[2])


def _tell(report: Report, name: str, url: str, took: float) -> None:
    with gauges.statements() as sent:
        found = len(_get(url).json()["items"])
    report.add(name, took, "ms", f"median; {found} lines, {sent.count} statements")


def _get(url: str) -> Any:
    response = _client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")
    return response
