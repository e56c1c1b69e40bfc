"""Lists: the cost of a later page compared with the first, and with many articles compared with few."""

from functools import partial
from urllib.parse import urlsplit

from bench import content, metrics
from bench.client import get
from bench.report import Report
from delivery.models import Edition
from tests import copies

_URL = "/api/v1/articles/"
_ORDERS = ("-published_at", "published_at", "title", "-title")
_ROUNDS = 60
# The position of the thousandth page of 20.
_FAR = 20_000


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
    first, later = metrics.medians_ms(partial(get, url), partial(get, far), rounds=_ROUNDS)
    report.add(f"{count:,}, {order}, first page", first, "ms", "median, 20 cards, no count")
    report.add(
        f"{count:,}, {order}, from {position:,} on", later, "ms", f"{later / first:.2f} times the first"
    )
    return first


def _exact(report: Report, count: int) -> float:
    url = f"{_URL}?limit=20"
    etag = get(url)["ETag"]
    unchanged = partial(get, url, headers={"If-None-Match": etag}, status=304)
    took, again = metrics.medians_ms(partial(get, url), unchanged, rounds=_ROUNDS)
    report.add(f"{count:,}, exact count, first page", took, "ms", "median")
    report.add(f"{count:,}, exact count, not modified", again, "ms", f"{again / took:.2f} times the answer")
    return took


def _far(order: str) -> tuple[str, int]:
    """Follow the links to the thousandth page, or the last; return its URL and position."""
    url = f"{_URL}?limit=100&count=none&order={order}"
    position = 0
    while position < min(_FAR, Edition.objects.count() - 200):
        parts = urlsplit(get(url).json()["links"]["next"])
        url = f"{parts.path}?{parts.query}"
        position += 100
    return url.replace("limit=100", "limit=20"), position
