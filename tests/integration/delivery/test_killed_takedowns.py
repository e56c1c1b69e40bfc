"""A process that dies while it takes an article down: nothing is shown after the commit, and the rest is made up for."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage, Image, Takedown
from delivery.verify import sweep
from tests import factories
from tests.takedowns import chief, lift, take_down

pytestmark = pytest.mark.usefixtures("committed_site")
# Every so many statements the process dies: a few times before the commit, and a few times after it.
_EVERY = 19


class Killed(BaseException):
    """What no code catches, as it cannot catch the end of its process."""


def dies(act: Callable[[], object], *, at: int) -> bool:
    """Do something that dies before its statement number `at`, and return whether it had so many."""
    numbers = count(1)

    def execute(run: Any, *args: Any) -> Any:
        if next(numbers) >= at:
            raise Killed
        return run(*args)

    try:
        with connection.execute_wrapper(execute):
            act()
    except Killed:
        connection.close()
        return True
    return False


def shown(article: ArticlePage, image: Image) -> list[str]:
    """Return the answers that contain the article, or its picture."""
    paths = ("articles/", "search/?q=Quittenstreit", "snapshot/", f"articles/{article.pk}/", "home/")
    found = [path for path in paths if b"Quittenstreit" in read(path)]
    return found + ["the picture"] * (Client().get(f"/api/v1/images/{image.pk}/").status_code == 200)


def read(path: str) -> bytes:
    answer: Any = Client().get(f"/api/v1/{path}")
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def test_a_takedown_is_whole_or_not_begun_wherever_it_is_killed() -> None:
    chief()
    image = factories.image()
    article = factories.compiled_article(title="Quittenstreit", image=image)
    article.create_alias(parent=factories.section())
    factories.settle()
    everywhere = shown(article, image)
    at, seen, is_killed = 1, set(), True
    while is_killed:
        is_killed = dies(lambda: take_down(article, media=[image]), at=at)
        takedown = Takedown.objects.filter(lifted_at=None).first()
        seen.add(takedown is None)
        assert shown(article, image) == ([] if takedown else everywhere), at
        factories.settle()
        sweep(now=timezone.now())
        factories.settle()
        call_command("check_editions")
        if takedown:
            lift(takedown)
        factories.settle()
        at += _EVERY
    assert seen == {True, False}
