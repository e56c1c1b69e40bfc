"""Killing the background work in the middle: the next process does the rest, and no edition differs from its page."""

import signal
import subprocess
import sys
import time

from django.conf import settings
from django.utils import timezone

from bench import content
from bench.report import Report
from delivery.jobs import compile_invalidated
from delivery.models import Change, Invalidation
from delivery.verify import known_editions, reason_of_drift
from tests import copies

_CHILD = """
import django
django.setup()
from django.utils import timezone
from delivery.jobs import compile_invalidated
while compile_invalidated(timezone.now()):
    pass
"""


def run(report: Report, *, full: bool) -> None:
    """Start a child that compiles, kill it half-way, do the rest here, and compare all editions."""
    count = 5_000 if full else 500
    page = content.article()
    copies.copy_edition(page, copies.copy_article(page, count - 1))
    _check(report, "before")
    # As the image's form saves it; the editions are more than one request compiles.
    image = page.image
    image.caption = "Ein neues Wort"
    image.save()
    lines = Change.objects.count()
    invalidated = Invalidation.objects.count()
    killed_at = _kill_in_the_middle(invalidated)
    report.add("invalidated when the child was killed", killed_at, "", f"of {invalidated:,}")
    while compile_invalidated(timezone.now()):
        pass
    report.add("invalidated after going on", Invalidation.objects.count(), "", "0 expected")
    report.add(
        "lines in the log for an article", (Change.objects.count() - lines) / invalidated, "", "1 expected"
    )
    _check(report, "afterwards")


def _kill_in_the_middle(invalidated: int) -> int:
    child = subprocess.Popen([sys.executable, "-c", _CHILD], env=settings.BENCH_ENVIRONMENT)
    while Invalidation.objects.count() > invalidated / 2 and child.poll() is None:
        time.sleep(0.01)
    child.kill()
    if child.wait() != -signal.SIGKILL:
        raise RuntimeError("the child ended by itself")
    return Invalidation.objects.count()


def _check(report: Report, when: str) -> None:
    ids = known_editions()
    begin = time.perf_counter()
    drift = sum(bool(reason_of_drift(page_id, now=timezone.now())) for page_id in ids)
    report.add(f"drift {when}", drift, "", f"0 expected, of {len(ids):,} pages")
    report.add(f"check_editions {when}", len(ids) / (time.perf_counter() - begin), "1/s")
