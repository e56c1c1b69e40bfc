"""While Redis is away, everything that can be answered is answered, and a request waits for it once at most."""

from typing import Any
from unittest.mock import Mock

import orjson
import pytest
import redis
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from comments.models import RateCounter
from comments.services import rates
from config.redis_cache import PAUSE, Breaker, RedisCache
from tests import factories
from tests.api.v1.comment_client import VALID_COMMENT
from tests.inputs.redis_states import NOWHERE, STATES, FakeRedis, fake_redis

BACKEND = "config.redis_cache.RedisCache"
# Every operation of a cache, and what an empty one that keeps nothing answers.
OPERATIONS: list[tuple[str, tuple[Any, ...], Any]] = [
    ("get", ("a",), None),
    ("get", ("a", 7), 7),
    ("get_many", (["a", "b"],), {}),
    ("get_or_set", ("a", 7), 7),
    ("has_key", ("a",), False),
    ("set", ("a", 1), None),
    ("set_many", ({"a": 1, "b": 2},), []),
    ("add", ("a", 1), False),
    ("touch", ("a",), False),
    ("delete", ("a",), False),
    ("delete_many", (["a"],), None),
    ("clear", (), None),
]


def cache_at(url: str) -> RedisCache:
    return RedisCache(url, {})


class TestACacheThatIsAway:
    @pytest.mark.parametrize("state", STATES)
    def test_keeps_nothing_and_raises_nothing_after_one_failure(self, state: str) -> None:
        with fake_redis(state) as server:
            cache = cache_at(server.url)
            for name, arguments, expected in OPERATIONS:
                assert getattr(cache, name)(*arguments) == expected, name
            with pytest.raises(ValueError, match="not found"):
                cache.incr("a")
            with pytest.raises(redis.RedisError):
                cache.count({"a": 1})
            assert cache.is_away
            assert server.connections <= 1

    @pytest.mark.parametrize("url", NOWHERE)
    def test_may_be_anywhere(self, url: str) -> None:
        cache = cache_at(url)
        assert [getattr(cache, name)(*arguments) for name, arguments, _ in OPERATIONS] == [
            expected for _, _, expected in OPERATIONS
        ]
        assert cache.is_away

    def test_is_one_failure_for_all_threads_of_a_process(self) -> None:
        with fake_redis("loading its data") as server:
            for _thread in range(5):
                cache_at(server.url).get("a")
            assert server.connections == 1

    def test_says_so_once_in_the_log(self, caplog: pytest.LogCaptureFixture) -> None:
        cache = cache_at("redis://user:secret@127.0.0.1:1/0")
        for _request in range(3):
            cache.get("a")
        assert len(caplog.messages) == 1
        assert "secret" not in caplog.text


class TestTheBreaker:
    def test_leaves_redis_alone_for_some_seconds(self) -> None:
        breaker = Breaker()
        breaker.note_failure(100.0)
        allowed = [breaker.allows(100.0 + after) for after in (0, PAUSE / 2, PAUSE - 0.1, PAUSE)]
        assert allowed == [False, False, False, True]

    def test_lets_one_caller_try_again(self) -> None:
        breaker = Breaker()
        breaker.note_failure(100.0)
        assert [breaker.allows(100.0 + PAUSE) for _caller in range(4)] == [True, False, False, False]

    def test_asks_again_once_redis_has_answered(self) -> None:
        breaker = Breaker()
        breaker.note_failure(100.0)
        breaker.note_answer()
        assert breaker.allows(100.0)
        assert not breaker.is_open


def test_what_could_not_be_replaced_or_deleted_is_deleted_when_redis_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache: Any = caches["default"]
    cache.set_many({"kept": 1, "deleted": 1, "replaced": 1, "also": 1})
    monkeypatch.setattr(cache._breaker, "allows", Mock(return_value=False))
    cache.delete("deleted")
    cache.set("replaced", 2)
    cache.delete_many(["also"])
    assert cache.get("kept") is None
    monkeypatch.undo()
    assert cache.get_many(["kept", "deleted", "replaced", "also"]) == {"kept": 1}


def asked_anew(server: FakeRedis) -> int:
    """Let the next request ask Redis again, and return how many connections there were before."""
    cache: Any = caches["default"]
    cache._breaker.note_answer()
    return server.connections


@pytest.mark.django_db
class TestARequest:
    STATE = "stopped: it connects and never answers"

    @pytest.fixture
    def server(self, settings: Any) -> Any:
        with fake_redis(self.STATE) as server:
            self._use(settings, server)
            yield server

    def _use(self, settings: Any, server: FakeRedis) -> None:
        settings.REDIS_URL = server.url
        settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": server.url}}

    @pytest.mark.parametrize(
        "path",
        [
            "/api/v1/articles/",
            "/api/v1/articles/{id}/",
            "/api/v1/articles/{id}/comments/",
            "/api/v1/changes/",
            "/api/v1/resolve/?path=/de/",
            "/health/live",
            "/admin/login/",
        ],
    )
    def test_that_reads_is_answered_after_one_time_out(self, server: FakeRedis, path: str) -> None:
        article = factories.compiled_article()
        before = asked_anew(server)
        assert Client().get(path.format(id=article.pk)).status_code == 200
        assert server.connections - before <= 1

    def test_that_writes_is_answered_and_counted_in_the_database(self, server: FakeRedis) -> None:
        article = factories.compiled_article()
        before = asked_anew(server)
        body = orjson.dumps({**VALID_COMMENT, "challenge": {"id": "x", "answer": "x"}})
        response = Client().post(
            f"/api/v1/articles/{article.pk}/comments/", body, content_type="application/json"
        )
        # Refused only for its wrong answer to the challenge.
        assert response.status_code == 400
        assert RateCounter.objects.count() >= 2
        assert server.connections - before == 1

    def test_for_the_health_says_that_the_cache_is_down(self, server: FakeRedis) -> None:
        answer = Client().get("/health/ready").json()
        assert answer["parts"]["cache"] == "DOWN"
        assert answer["parts"]["database"] == "OK"

    def test_that_publishes_is_answered_after_one_time_out(self, server: FakeRedis) -> None:
        article = factories.draft_article()
        before = asked_anew(server)
        article.save_revision().publish()
        factories.settle()
        assert Client().get(f"/api/v1/articles/{article.pk}/").status_code == 200
        assert server.connections - before <= 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_a_limit_holds_in_every_state(settings: Any, state: str) -> None:
    limit = rates.Limit("few", 3, 60)
    now = timezone.now()
    with fake_redis(state) as server:
        settings.REDIS_URL = server.url
        settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": server.url}}
        uses = [rates.consume(limit, "a", now=now).uses for _use in range(4)]
        assert uses == [1, 2, 3, 4]
        assert server.connections <= 1
