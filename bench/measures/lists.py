"""Lists: whether a page far behind costs more than the first, and whether many articles do."""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from bench import content, gauges
from bench.report import Report
from delivery.models import Edition
from tests import copies

_URL = "/api/v1/articles/"
_ORDERS = ("-published_at", "published_at", "title", "-title")
_ROUNDS = 60
# Where the thousandth page of 20 begins.
_FAR = 20_000
_client = Client()


def run(report: Report, *, full: bool) -> None:
    """Ask for pages of 20 among 1,000 and among 100,000 editions."""
    page = content.article()
    few, many = 1_000, 100_000
    copies.number_editions(page.pk, few)
    before = {order: _order(report, few, order) for order in _ORDERS}
    exact = _exact(report, few)
    copies.number_editions(page.pk, many - few, after=few)
    for order in _ORDERS:
        ratio = _order(report, many, order) / before[order]
        report.add(f"{order}, first page, many to few", ratio, "times", "about 1 expected")
    report.add(
        "exact count, many to few", _exact(report, many) / exact, "times", "about 1 expected: it is kept"
    )


def _order(report: Report, count: int, order: str) -> float:
    url = f"{_URL}?limit=20&count=none&order={order}"
    far, position = _far(order)
    first, later = gauges.medians_ms(partial(_get, url), partial(_get, far), rounds=_ROUNDS)
    report.add(f"{count:,}, {order}, first page", first, "ms", "median, 20 cards, no count")
    report.add(
        f"{count:,}, {order}, from {position:,} on", later, "ms", f"{later / first:.2f} times the first"
    )
    return first


def _exact(report: Report, count: int) -> float:
    url = f"{_URL}?limit=20"
    etag = _get(url)["ETag"]
    unchanged = partial(_get, url, headers={"If-None-Match": etag}, status=304)
    took, again = gauges.medians_ms(partial(_get, url), unchanged, rounds=_ROUNDS)
    report.add(f"{count:,}, exact count, first page", took, "ms", "median")
    report.add(f"{count:,}, exact count, not modified", again, "ms", f"{again / took:.2f} times the answer")
    return took


def _far(order: str) -> tuple[str, int]:
    """This will follow the links to the thousandth page, or the last, and return its address and position."""
    url = f"{_URL}?limit=100&count=none&order={order}"
    position = 0
    while position < min(_FAR, Edition.objects.count() - 200):
        parts = urlsplit(_get(url).json()["links"]["next"])
        url = f"{parts.path}?{parts.query}"
        position += 100
    return url.replace("limit=100", "limit=20"), position


def _get(url: str, *, status: int = 200, **asked: Any) -> Any:
    response = _client.get(url, **asked)
    if response.status_code != status:
        raise RuntimeError(f"{url} answered {response.status_code}")
    return response
