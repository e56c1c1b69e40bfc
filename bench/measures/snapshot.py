"""The snapshot: its speed, and whether memory grows with its size."""

import time
from typing import Any, cast

from django.test import Client

from bench import content, metrics
from bench.report import Report
from delivery.models import Edition
from tests import copies


def run(report: Report, *, full: bool) -> None:
    """Stream a snapshot of some editions and of ten times as many."""
    page = content.article()
    few, many = (10_000, 100_000) if full else (2_000, 20_000)
    copies.number_editions(page.pk, few)
    _stream()
    growth = _measure(report)
    copies.number_editions(page.pk, many - few, after=few)
    more = _measure(report) - growth
    report.add("growth, many less few", more, "MB", "about 0 expected: it does not depend on the number")


def _measure(report: Report) -> float:
    count = Edition.objects.count()
    begin, held = time.perf_counter(), metrics.memory()
    with metrics.statements() as sent:
        size, growth = _stream()
    seconds = time.perf_counter() - begin
    report.add(f"{count:,} pages, rows", count / seconds, "1/s", f"{seconds:.1f} s")
    report.add(f"{count:,} pages, bytes", size / seconds / 1e6, "MB/s", f"{size / 1e6:,.0f} MB")
    report.add(f"{count:,} pages, statements", sent.count, "")
    report.add(f"{count:,} pages, memory growth", growth - held, "MB", "resident, at most, while streaming")
    return growth - held


def _stream() -> tuple[int, float]:
    """Return the bytes of a snapshot and the peak of memory."""
    response = cast(Any, Client().get("/api/v1/snapshot/"))
    size, peak = 0, metrics.memory()
    for chunk in response.streaming_content:
        size += len(chunk)
        peak = max(peak, metrics.memory())
    return size, peak
