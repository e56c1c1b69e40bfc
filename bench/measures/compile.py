"""Compiling everything, as after an import, a new URL of the site or a new version of the compiler."""

import time
import tracemalloc
from datetime import datetime

from django.utils import timezone

from bench import content, metrics
from bench.report import Report
from delivery.invalidation import invalidate_all
from delivery.jobs import compile_invalidated
from delivery.models import Edition, Invalidation
from delivery.publish import publish_invalidated
from delivery.verify import sweep
from tests import copies


def run(report: Report, *, full: bool) -> None:
    """Compile articles for the first time and again, and measure the cost of an edition."""
    count = 10_000 if full else 1_000
    copies.copy_article(content.article(), count)
    begin = time.perf_counter()
    found = sweep(now=timezone.now())
    report.add("sweep finds them", time.perf_counter() - begin, "s", f"{found:,} articles without an edition")
    _all_marked(report, "first time", "every tag is new")
    begin = time.perf_counter()
    sweep(now=timezone.now())
    report.add(
        "sweep finds nothing", time.perf_counter() - begin, "s", f"{Edition.objects.count():,} editions"
    )
    invalidate_all(now=timezone.now())
    _all_marked(report, "again", "equal bytes")
    _bodies(report)


def _all_marked(report: Report, name: str, note: str) -> None:
    count = Invalidation.objects.count()
    now = timezone.now()
    _statements(report, name, now)
    peak = _peak_of_batch(now)
    done, growth, wall, cpu = 0, 0.0, time.perf_counter(), time.process_time()
    held = metrics.memory()
    while batch := compile_invalidated(timezone.now()):
        done += batch
        growth = max(growth, metrics.memory() - held)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    report.add(f"{name}, editions per second", count / wall, "1/s", f"{count:,} invalidated; {note}")
    report.add(
        f"{name}, editions per second of CPU",
        count / cpu,
        "1/s",
        "on one core; this process, not the database",
    )
    report.add(f"{name}, compilations of an edition", done / count, "", "again after another card")
    report.add(f"{name}, peak of a batch", peak, "MB", "allocated by Python, 50 editions")
    report.add(f"{name}, growth over all batches", growth, "MB", "resident")


def _statements(report: Report, name: str, now: datetime) -> None:
    ids = _marked(20)
    with metrics.statements() as sent:
        publish_invalidated(ids, now=now)
    report.add(f"{name}, statements of an edition", sent.count / len(ids), "", "mean of 20")


def _peak_of_batch(now: datetime) -> float:
    tracemalloc.start()
    publish_invalidated(_marked(50), now=now)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024 / 1024


def _marked(count: int) -> list[int]:
    return list(Invalidation.objects.order_by("edition_id").values_list("edition_id", flat=True)[:count])


def _bodies(report: Report) -> None:
    edition = Edition.objects.order_by("-pk")[0]
    report.add(
        "bytes of an article", len(edition.full) / 1024, "KB", f"card {len(edition.card) / 1024:.1f} KB"
    )
