"""A comment is taken although something that looks at it fails: it waits, and says what did not work."""

import pytest
from django.core.cache import cache
from pytest_django import Settings

from comments.checks import CHECKS, CheckInput, Hold
from comments.models import Comment
from comments.moderation import Status
from tests import factories
from tests.api.v1.comment_client import submit


@pytest.fixture(autouse=True)
def _no_earlier_requests(db: None) -> None:
    cache.clear()


@pytest.mark.parametrize("error", [RuntimeError, TimeoutError, RecursionError])
@pytest.mark.parametrize("name", CHECKS)
def test_a_check_that_raises_holds_the_comment(
    monkeypatch: pytest.MonkeyPatch, name: str, error: type[Exception]
) -> None:
    def fail(sent: CheckInput) -> str | None:
        raise error(sent.text)

    monkeypatch.setitem(CHECKS, name, (CHECKS[name][0], fail))
    assert submit(factories.article().pk).status_code == 202
    comment = Comment.objects.get()
    assert comment.status == Status.PENDING
    assert comment.hold_reasons.filter(code=Hold.CHECK_FAILED, detail=name).exists()


def test_a_query_that_times_out_holds_the_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**values: object) -> int:
        raise TimeoutError

    monkeypatch.setattr("comments.services.authoring.count_duplicates", fail)
    assert submit(factories.article().pk).status_code == 202
    assert Comment.objects.get().hold_reasons.filter(code=Hold.CHECK_FAILED, detail="duplicates").exists()


def test_a_dead_cache_costs_no_comment(settings: Settings) -> None:
    settings.REDIS_URL = away = "unix:///nowhere/redis.sock"
    settings.CACHES = {"default": {"BACKEND": "config.redis_cache.RedisCache", "LOCATION": away}}
    assert submit(factories.article().pk).status_code == 202
    assert Comment.objects.get().status == Status.PENDING
