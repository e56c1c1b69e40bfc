"""A picture in thousands of articles gets another file: its editor waits for none of them, no reader sees a gap."""

import random
import re
import threading
import time
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from bench import content, gauges
from bench.report import Report
from cms.models import ArticlePage, Image
from delivery.jobs import compile_invalidated
from delivery.models import Edition, Invalidation
from tests import copies, factories

_ADDRESS = re.compile(rb"http://testserver(/images/[^\s\"]+)")


class Reader(threading.Thread):
    """Somebody who opens articles by chance and fetches every picture in them, until told to stop."""

    def __init__(self, ids: list[int]) -> None:
        super().__init__(daemon=True)
        self._ids, self._is_over = ids, threading.Event()
        self.articles, self.pictures, self.failures = 0, 0, []

    def run(self) -> None:
        """This will read on and on."""
        client, chance = Client(), random.Random(7)
        while not self._is_over.is_set():
            body = self._fetch(client, f"/api/v1/articles/{chance.choice(self._ids)}/")
            self.articles += 1
            for address in sorted(set(_ADDRESS.findall(body))):
                self._fetch(client, address.decode())
                self.pictures += 1
        connection.close()

    def stop(self) -> None:
        """This will wait until what is being read has been read."""
        self._is_over.set()
        self.join()

    def _fetch(self, client: Client, address: str) -> bytes:
        response: Any = client.get(address)
        body = response.getvalue()
        if response.status_code != 200 or not body:
            self.failures.append(f"{response.status_code} {address}")
        return body


def run(report: Report, *, full: bool) -> None:
    """This will replace the picture through Wagtail's form, and then compile what shows it."""
    count = 5_000 if full else 500
    page = content.article()
    ids = copies.copy_article(page, count - 1)
    copies.copy_edition(page, ids)
    reader = Reader([page.pk, *ids])
    reader.start()
    _edit(report, page)
    marked = Invalidation.objects.count()
    report.add("articles left to the background", marked, "", f"of {count:,} that show it")
    _work_off(report, reader, marked)
    reader.stop()
    _tell(report, reader)
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
        "file": factories.picture_file(width=1500, height=1000, color="#aa5522", name="neu.jpg"),
    }
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    begin = time.perf_counter()
    with gauges.statements() as sent:
        response = client.post(f"/admin/images/{image.pk}/", values)
    seconds = time.perf_counter() - begin
    if response.status_code != 302 or Image.objects.get(pk=image.pk).title != values["title"]:
        raise RuntimeError(f"the form answered {response.status_code}")
    report.add(
        "the editor's form answers after", seconds, "s", "a new file and focal point, a reader reading"
    )
    report.add("statements of the form", sent.count, "", "with Wagtail's own")


def _work_off(report: Report, reader: Reader, marked: int) -> None:
    begin, cpu, seen = time.perf_counter(), time.thread_time(), reader.articles
    while compile_invalidated(timezone.now()):
        pass
    seconds, cpu = time.perf_counter() - begin, time.thread_time() - cpu
    note = f"{seconds:.0f} s, while {reader.articles - seen} articles were read"
    report.add("worked off", marked / seconds, "1/s", note)
    report.add(
        "worked off, CPU of an article", cpu / marked * 1000, "ms", "this thread, without the database"
    )


def _tell(report: Report, reader: Reader) -> None:
    note = f"0 expected; {reader.articles:,} articles, {reader.pictures:,} pictures"
    report.add("answers that were not 200", len(reader.failures), "", note)
    for failure in reader.failures[:5]:
        report.add(f"  {failure}", 1, "")


def _old_version(report: Report, ids: list[int]) -> None:
    version = Image.objects.get(title="Ein neues Bild").version
    stale = sum(version.encode() not in bytes(full) for full in _bodies(ids))
    report.add("articles that show the old picture", stale, "", "0 expected")


def _bodies(ids: list[int]) -> Any:
    return Edition.objects.filter(pk__in=ids).values_list("full", flat=True).iterator()
