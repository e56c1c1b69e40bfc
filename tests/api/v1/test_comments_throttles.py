"""How uses of a limit are counted."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from api.http import problems
from api.http.rate_limits import limit_headers, refuse_if_over
from comments.models import RateCounter
from comments.services import rates
from comments.services.rates import Limit

FEW = Limit("few", 3, 60)


def consume(limit: Limit, subject: str, *, now: datetime) -> dict[str, str]:
    usages = [rates.consume(limit, subject, now=now)]
    refuse_if_over(usages)
    return limit_headers(usages)


@pytest.mark.django_db
class TestCounting:
    NOW = datetime(2026, 3, 1, 12, 0, 15, tzinfo=UTC)

    @pytest.fixture(autouse=True)
    def _in_the_database(self, settings: Settings) -> None:
        settings.REDIS_URL = ""

    def test_says_what_is_left_and_until_when(self) -> None:
        headers = consume(FEW, "a", now=self.NOW)
        assert headers == {"RateLimit-Policy": '"few";q=3;w=60', "RateLimit": '"few";r=2;t=45'}

    def test_stops_beyond_the_quota_and_begins_anew_in_the_next_window(self) -> None:
        for _ in range(3):
            consume(FEW, "a", now=self.NOW)
        with pytest.raises(problems.Problem) as refusal:
            consume(FEW, "a", now=self.NOW)
        assert refusal.value.headers["Retry-After"] == "45"
        consume(FEW, "b", now=self.NOW)
        consume(FEW, "a", now=self.NOW + timedelta(seconds=45))

    def test_stores_no_readable_network(self) -> None:
        consume(FEW, "192.0.2.1", now=self.NOW)
        assert re.fullmatch("[0-9a-f]{64}", RateCounter.objects.get().key)

    def test_continues_in_the_database_when_redis_is_down(self, settings: Settings) -> None:
        away = settings.REDIS_URL = "unix:///nowhere/redis.sock"
        settings.CACHES = {"default": {"BACKEND": "config.redis_cache.RedisCache", "LOCATION": away}}
        consume(FEW, "a", now=self.NOW)
        assert RateCounter.objects.get().count == 1


@pytest.mark.parametrize("where", ["Redis", "database"])
def test_sixteen_threads_pass_a_limit_of_three_three_times(
    committed_site: None, settings: Settings, where: str
) -> None:
    cache.clear()
    if where == "database":
        settings.REDIS_URL = ""
    now = timezone.now() + timedelta(hours=1)

    def request(_number: int) -> bool:
        try:
            consume(FEW, "a", now=now)
        except problems.Problem:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(request, range(16))) == 3
