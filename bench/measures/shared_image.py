"""Replacing the file of an image that thousands of articles show, while a reader fetches articles and images."""

import random
import re
import threading
import time
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench import content, metrics
from bench.report import Report
from cms.models import ArticlePage, Image
from delivery.jobs import compile_invalidated
from delivery.models import Edition, Invalidation
from tests import copies, factories

_IMAGE_URL = re.compile(rb"http://testserver(/images/[^\s\"{]+\?[^\s\"]+)")


class Reader(threading.Thread):
    """A thread that fetches random articles and every image in them until it is stopped."""

    def __init__(self, ids: list[int]) -> None:
        super().__init__(daemon=True)
        self._ids, self._is_over = ids, threading.Event()
        self.articles, self.images, self.failures = 0, 0, []

    def run(self) -> None:
        client, chance = Client(), random.Random(7)
        while not self._is_over.is_set():
            body = self._fetch(client, f"/api/v1/articles/{chance.choice(self._ids)}/")
            self.articles += 1
            for url in sorted(set(_IMAGE_URL.findall(body))):
                self._fetch(client, url.decode())
                self.images += 1
        connection.close()

    def stop(self) -> None:
        """Stop the thread and wait for the fetch under way."""
        self._is_over.set()
        self.join()

    def _fetch(self, client: Client, url: str) -> bytes:
        response: Any = client.get(url)
        body = response.getvalue()
        if response.status_code != 200 or not body:
            self.failures.append(f"{response.status_code} {url}")
        return body


def run(report: Report, *, full: bool) -> None:
    """Replace the image in Wagtail's form, then compile the articles that show it."""
    count = 5_000 if full else 500
    page = content.article()
    ids = copies.copy_article(page, count - 1)
    copies.copy_edition(page, ids)
    reader = Reader([page.pk, *ids])
    reader.start()
    _edit(report, page)
    invalidated = Invalidation.objects.count()
    report.add("articles left to the background", invalidated, "", f"of {count:,} that show it")
    _work_off(report, reader, invalidated)
    reader.stop()
    _report(report, reader)
    _old_version(report, ids)


def _edit(report: Report, page: ArticlePage) -> None:
    image = page.image
    values = {
        "title": "Ein neues Bild",
        "alt_text": "Der Platz nach dem Umbau",
        "collection": image.collection_id,
        "caption": image.caption,
        "credit": image.credit,
        "tags": "",
        **{
            f"focal_point_{part}": size
            for part, size in (("x", 500), ("y", 400), ("width", 200), ("height", 200))
        },
        "file": factories.image_file(width=1500, height=1000, color="#aa5522", name="neu.jpg"),
    }
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    begin = time.perf_counter()
    with metrics.statements() as sent:
        response = client.post(f"/admin/images/{image.pk}/", values)
    seconds = time.perf_counter() - begin
    if response.status_code != 302 or Image.objects.get(pk=image.pk).title != values["title"]:
        raise RuntimeError(f"the form answered {response.status_code}")
    report.add(
        "the editor's form answers after", seconds, "s", "a new file and focal point, a reader reading"
    )
    report.add("statements of the form", sent.count, "", "with Wagtail's own")


def _work_off(report: Report, reader: Reader, invalidated: int) -> None:
    begin, cpu, seen = time.perf_counter(), time.thread_time(), reader.articles
    while compile_invalidated(timezone.now()):
        pass
    seconds, cpu = time.perf_counter() - begin, time.thread_time() - cpu
    note = f"{seconds:.0f} s, while {reader.articles - seen} articles were read"
    report.add("worked off", invalidated / seconds, "1/s", note)
    report.add(
        "worked off, CPU of an article", cpu / invalidated * 1000, "ms", "this thread, without the database"
    )


def _report(report: Report, reader: Reader) -> None:
    note = f"0 expected; {reader.articles:,} articles, {reader.images:,} images"
    report.add("answers that were not 200", len(reader.failures), "", note)
    for failure in reader.failures[:5]:
        report.add(f"  {failure}", 1, "")


def _old_version(report: Report, ids: list[int]) -> None:
    version = Image.objects.get(title="Ein neues Bild").version
    outdated = sum(version.encode() not in bytes(full) for full in _bodies(ids))
    report.add("articles that show the old image", outdated, "", "0 expected")


def _bodies(ids: list[int]) -> Any:
    return Edition.objects.filter(pk__in=ids).values_list("full", flat=True).iterator()
