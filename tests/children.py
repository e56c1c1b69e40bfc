"""Tasks for child processes of tests: `python -m tests.children <task> [number]`, on the test's database.

A task prints a line for each step that it has done, so that a test can wait for one or kill the process.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]


def start(task: str, *arguments: object, **variables: str) -> "subprocess.Popen[str]":
    """Start a task in a child process, with these variables added to its environment."""
    from django.db import connection

    from config import env

    database = connection.settings_dict
    url = env.text("DATABASE_URL")
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        # The URL of the server with the name of the test's database.
        server, _, query = url.partition("?")
        url = f"{server.rpartition('/')[0]}/{database['NAME']}?{query}"
    environment = {
        **env.for_children(),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONUNBUFFERED": "1",
        **variables,
    }
    command = [sys.executable, "-m", "tests.children", task, *map(str, arguments)]
    return subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def publish(section_id: int, count: int) -> None:
    """Publish articles one after the other, below one section, and print their ids."""
    from django.db.models.signals import post_save
    from wagtail.models import Page

    from cms.models import ArticlePage
    from delivery.models import Change

    # A pause between the insert of a log line and its commit, in which another process could overtake.
    post_save.connect(lambda **_: time.sleep(random.uniform(0, 0.05)), sender=Change, weak=False)
    for number in range(count):
        parent = Page.objects.get(pk=section_id)
        slug = f"artikel-{section_id}-{number}"
        draft = ArticlePage(
            title=slug, slug=slug, lead="Neu.", body=[("paragraph", "<p>Text</p>")], live=False
        )
        article = parent.add_child(instance=draft)
        article.save_revision().publish()
        # Publish again: the first publication takes other locks, which would hide a missing lock on the log.
        article.title = f"{slug}, ergänzt"
        article.save_revision().publish()
        print(article.pk)  # noqa: T201


def recompile(count: int) -> None:
    """Compile the invalidated pages, one after the other."""
    from django.utils import timezone

    from delivery.models import Invalidation
    from delivery.publish import publish_invalidated

    for page_id in Invalidation.objects.order_by("edition_id").values_list("edition_id", flat=True)[:count]:
        publish_invalidated([page_id], now=timezone.now())
        print(page_id)  # noqa: T201


def retitle(page_id: int, count: int) -> None:
    """Publish an article with one title after the other, and print these."""
    from cms.models import ArticlePage

    for number in range(count):
        article = ArticlePage.objects.get(pk=page_id)
        article.title = f"Titel {page_id}-{number}"
        article.save_revision().publish()
        print(article.title)  # noqa: T201


def serve_from_a_pool() -> None:
    """Serve four slow readers and others with a pool of two connections, and print the results."""
    from django.db import connection
    from django.test import Client

    streams = [iter(Client().get("/api/v1/snapshot/")) for _reader in range(4)]
    for stream in streams:
        next(stream)
    beside = [_in_a_thread(lambda: Client().get("/api/v1/articles/").status_code) for _request in range(4)]
    ended = sum(b"cursor" in b"".join(stream) for stream in streams)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()
    after = [_in_a_thread(lambda: Client().get("/api/v1/articles/").status_code) for _request in range(6)]
    results = {
        "while four read slowly, two connections": beside,
        "read to the end": ended,
        "after a restart": after,
    }
    print(json.dumps(results))  # noqa: T201


def _in_a_thread(run: Callable[[], Any]) -> Any:
    from django.db import connection

    def call() -> Any:
        try:
            return run()
        finally:
            # The server closes it after each request as well.
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


TASKS: dict[str, Callable[..., None]] = {
    "publish": publish,
    "recompile": recompile,
    "retitle": retitle,
    "serve_from_a_pool": serve_from_a_pool,
}


def _main(task: str, *numbers: str) -> None:
    import django

    django.setup()
    TASKS[task](*map(int, numbers))


if __name__ == "__main__":
    os.chdir(_ROOT)
    arguments: Any = sys.argv[1:]
    _main(*arguments)
