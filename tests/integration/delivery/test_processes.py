"""Several processes at the same time, and processes that are killed: no change is missed, nothing is lost."""

import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage, ArticleRelation
from delivery.models import Change, Edition, Invalidation
from delivery.verify import sweep
from tests import children, factories

pytestmark = [pytest.mark.usefixtures("committed_site"), pytest.mark.slow]
Line = tuple[str, str, int, str]
# Articles of each process: enough to miss a change, were the log not locked.
_EACH = 8


@pytest.fixture
def started() -> Iterator[list["subprocess.Popen[str]"]]:
    """End whatever a test started."""
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]


def changes_after(cursor: str | None) -> tuple[list[Line], str]:
    query = f"&after={cursor}" if cursor else ""
    answer = Client().get(f"/api/v1/changes/?limit=100{query}").json()
    lines = [(item["change"], item["type"], item["id"], item["path"]) for item in answer["items"]]
    return lines, answer["meta"]["next_cursor"]


def whole_log() -> list[Line]:
    log = Change.objects.order_by("pk").values_list("change", "type", "object_id", "path")
    return [(change, kind, object_id, path) for change, kind, object_id, path in log]


@pytest.mark.postgresql
def test_a_reader_of_the_log_misses_nothing_that_two_processes_publish(started: Any) -> None:
    sections = [factories.section() for _ in range(2)]
    seen, cursor = changes_after(None)
    started += [children.start("publish", section.pk, _EACH) for section in sections]
    while any(process.poll() is None for process in started):
        lines, cursor = changes_after(cursor)
        seen += lines
        # Leave the processor to the two processes.
        time.sleep(0.01)
    lines, _ = changes_after(cursor)
    seen += lines
    published = [int(line) for process in started for line in process.stdout.read().split()]
    assert len(published) == len(sections) * _EACH
    assert seen == whole_log()
    assert sorted(key for change, _, key, _ in seen if change == "PUBLISHED" and key in published) == sorted(
        published
    )


@pytest.mark.parametrize("after", [1, 4])
def test_what_a_killed_publisher_left_behind_is_repaired(after: int, started: Any) -> None:
    process = children.start("publish", factories.section().pk, 50)
    started.append(process)
    # At this moment the next article is being written, invalidated or compiled.
    for _ in range(after):
        process.stdout.readline()
    process.kill()
    process.wait()
    repair()
    assert Edition.objects.filter(type="article").count() == ArticlePage.objects.live().count() >= after


def test_a_recompilation_that_is_killed_goes_on_where_it_ended(started: Any) -> None:
    author = factories.author(name="Alt")
    articles = [factories.compiled_article(authors=[author]) for _ in range(6)]
    author.name = "Neu"
    Invalidation.objects.all().delete()
    with pytest.MonkeyPatch.context() as patch:
        # As if there were too many for the request.
        patch.setattr("delivery.receivers.commits.IN_REQUEST", 0)
        author.save()
    assert Invalidation.objects.count() >= len(articles)
    process = children.start("recompile", 100)
    started.append(process)
    process.stdout.readline()
    process.kill()
    process.wait()
    repair()
    names = {Client().get(f"/api/v1/articles/{page.pk}/").json()["authors"][0]["name"] for page in articles}
    assert names == {"Neu"}


@pytest.mark.postgresql
def test_two_articles_that_show_each_other_are_published_at_the_same_time(started: Any) -> None:
    articles = [factories.compiled_article() for _ in range(2)]
    for article, other in zip(articles, reversed(articles), strict=True):
        article.article_relations = [ArticleRelation(related=other)]
        article.save_revision().publish()
    started += [children.start("retitle", article.pk, _EACH) for article in articles]
    assert [process.wait(timeout=300) for process in started] == [0, 0]
    assert not Invalidation.objects.filter(attempts__gt=0).exists()
    repair()
    bodies = [Client().get(f"/api/v1/articles/{article.pk}/").json() for article in articles]
    assert [body["related"][0]["title"] for body in bodies] == [body["title"] for body in reversed(bodies)]


def repair() -> None:
    """Do what the background work does after a restart, and look for drift."""
    factories.settle()
    sweep(now=timezone.now())
    factories.settle()
    call_command("check_editions")
    assert not Invalidation.objects.exists()
