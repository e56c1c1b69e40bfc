"""Publishing one article: the cost that delivery adds to that of Wagtail."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_delete, post_save, pre_delete

from bench import content, metrics
from bench.report import Report
from cms.models import ArticlePage
from delivery.models import Invalidation
from delivery.receivers import pages, shown

_ROUNDS = 15
_RECEIVERS = (
    (pages.on_page_written, (post_save, pre_delete, post_delete)),
    (shown.on_shown_written, (post_save, pre_delete, post_delete)),
)


def run(report: Report, *, full: bool) -> None:
    """Publish an article with five images, by turns with and without delivery's receivers."""
    page = content.article()
    rounds = _ROUNDS * (3 if full else 1)
    alone, listening = [], []
    _publish(page)
    for _round in range(rounds):
        with _receivers_disconnected():
            alone.append(metrics.cpu_seconds(lambda: _publish(page)))
        listening.append(metrics.cpu_seconds(lambda: _publish(page)))
    wagtail, ours = statistics.median(alone), statistics.median(listening)
    note = f"CPU of this process, median of {rounds}"
    report.add("Wagtail alone", wagtail, "s", note)
    report.add("with delivery", ours, "s", f"{ours / wagtail:.2f} times; compiled after the commit")
    report.add("what delivery adds", ours - wagtail, "s", "should be at most 0.3")
    _statements(report, page)
    report.add("left to do", Invalidation.objects.count(), "invalidated pages", "0 expected")


def _statements(report: Report, page: ArticlePage) -> None:
    with _receivers_disconnected(), metrics.statements() as alone:
        _publish(page)
    with metrics.statements() as listening:
        _publish(page)
    report.add("statements, Wagtail alone", alone.count, "")
    report.add("statements, with delivery", listening.count, "")


def _publish(page: ArticlePage) -> None:
    page = ArticlePage.objects.get(pk=page.pk)
    page.title = f"{page.title[:40]} {page.latest_revision_id}"
    page.save_revision().publish()


@contextmanager
def _receivers_disconnected() -> Iterator[None]:
    for receiver, signals in _RECEIVERS:
        for signal in signals:
            signal.disconnect(receiver)
    try:
        yield
    finally:
        for receiver, signals in _RECEIVERS:
            for signal in signals:
                signal.connect(receiver)
