"""Publishing one article: what delivery adds to what Wagtail does anyway."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_delete, post_save, pre_delete

from bench import content, gauges
from bench.report import Report
from cms.models import ArticlePage
from delivery import receivers
from delivery.models import Invalidation

_ROUNDS = 15
_HEARD = (
    (receivers.on_page_written, (post_save, pre_delete, post_delete)),
    (receivers.on_shown_written, (post_save, pre_delete, post_delete)),
)


def run(report: Report, *, full: bool) -> None:
    """This will publish an article with five pictures in turn with and without anybody listening."""
    page = content.article()
    rounds = _ROUNDS * (3 if full else 1)
    alone, listening = [], []
    _publish(page)
    for _round in range(rounds):
        with _nobody_listening():
            alone.append(gauges.cpu_seconds(lambda: _publish(page)))
        listening.append(gauges.cpu_seconds(lambda: _publish(page)))
    wagtail, ours = statistics.median(alone), statistics.median(listening)
    note = f"CPU of this process, median of {rounds}"
    report.add("Wagtail alone", wagtail, "s", note)
    report.add("with delivery", ours, "s", f"{ours / wagtail:.2f} times; compiled after the commit")
    report.add("what delivery adds", ours - wagtail, "s", "should be at most 0.3")
    _statements(report, page)
    report.add("left to do", Invalidation.objects.count(), "marks", "0 expected")


def _statements(report: Report, page: ArticlePage) -> None:
    with _nobody_listening(), gauges.statements() as alone:
        _publish(page)
    with gauges.statements() as listening:
        _publish(page)
    report.add("statements, Wagtail alone", alone.count, "")
    report.add("statements, with delivery", listening.count, "")


def _publish(page: ArticlePage) -> None:
    page = ArticlePage.objects.get(pk=page.pk)
    page.title = f"{page.title[:40]} {page.latest_revision_id}"
    page.save_revision().publish()


@contextmanager
def _nobody_listening() -> Iterator[None]:
    for heard, signals in _HEARD:
        for signal in signals:
            signal.disconnect(heard)
    try:
        yield
    finally:
        for heard, signals in _HEARD:
            for signal in signals:
                signal.connect(heard)
