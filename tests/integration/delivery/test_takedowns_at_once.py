"""Takedowns while others write, on PostgreSQL: nobody waits in a circle, and nothing is made twice."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from wagtail.models import CollectionViewRestriction

from cms.models import ArticlePage, Image
from cms.signals import takedown_changed
from tests import factories
from tests.takedowns import chief, take_down

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("committed_site")]


@contextmanager
def meanwhile(act: Callable[[], object]) -> Iterator[None]:
    """Have another request do something when the transaction of a takedown has locked all that it locks."""
    failures: list[Exception] = []

    def run() -> None:
        try:
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=run)

    def begin(**kwargs: Any) -> None:
        takedown_changed.disconnect(begin)
        other.start()
        while other.is_alive() and not is_waited_for():
            time.sleep(0.01)

    takedown_changed.connect(begin)
    yield
    other.join()
    assert failures == []


def is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone() is not None


def article_with(*images: Image) -> ArticlePage:
    shown = [("image", {"image": image, "decorative": False, "alt_text": "x"}) for image in images]
    return factories.compiled_article(body=shown)


@pytest.mark.parametrize("write", [Image.save, Image.delete])
def test_somebody_who_writes_a_picture_waits_for_the_takedown(write: Any) -> None:
    images = [factories.image(), factories.image()]
    article = article_with(*images)
    with meanwhile(lambda: write(Image.objects.get(pk=images[1].pk))):
        take_down(article, media=images)


def test_two_takedowns_share_one_private_collection() -> None:
    chief()
    images = [factories.image() for _number in range(4)]
    first, second = article_with(*images[:2]), article_with(*images[2:])
    with meanwhile(lambda: take_down(second, media=images[:1:-1])):
        take_down(first, media=images[1::-1])
    assert CollectionViewRestriction.objects.count() == 1
    assert Image.objects.values("collection").distinct().count() == 1
