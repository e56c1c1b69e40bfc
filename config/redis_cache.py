"""The shared cache in Redis, of which a request waits for one time-out at most while Redis is away.

A cache that is away is an empty one that keeps nothing. The first failure of a process is also its last one for
some seconds: until then Redis is not asked at all. A value that could not be replaced or deleted in the meantime
is deleted as soon as Redis answers again.
"""

import functools
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Seconds: how long Redis may take to connect or to answer, and for how long it is left alone after a failure.
TIMEOUT = 0.2
PAUSE = 5.0
Result = TypeVar("Result")


class Breaker:
    """Whether Redis is asked. After a failure it is left alone for a while, then one caller tries it again."""

    def __init__(self) -> None:
        self._retry_at: float | None = None
        # Keys whose values in Redis are older than the last write.
        self.outdated: set[str] = set()

    @property
    def is_open(self) -> bool:
        return self._retry_at is not None

    def allows(self, now: float) -> bool:
        """Return whether to ask Redis at this moment; while one caller tries, all others are told no."""
        if self._retry_at is None:
            return True
        if now < self._retry_at:
            return False
        self._retry_at = now + PAUSE
        return True

    def note_failure(self, now: float) -> None:
        self._retry_at = now + PAUSE

    def note_answer(self) -> None:
        self._retry_at = None


@functools.cache
def breaker_of(url: str) -> Breaker:
    """Return the one breaker of this process for a server; Django makes a cache for each thread."""
    return Breaker()


class RedisCache(DjangoRedisCache):
    """Django's cache in Redis, with a breaker, and with a counter for the rate limits."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {
            "socket_timeout": TIMEOUT,
            "socket_connect_timeout": TIMEOUT,
            # By default the client tries three times more, after growing pauses.
            "retry": Retry(NoBackoff(), 0),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        self._breaker = breaker_of(server)

    @property
    def is_away(self) -> bool:
        """Whether Redis has failed and not answered since."""
        return self._breaker.is_open

    def count(self, ends: Mapping[str, int]) -> list[int]:
        """Add one to each counter, in one step, and return them; `ends` are the POSIX times of their ends, by key.

        :raises redis.RedisError: if Redis is away
        """
        return self._ask(lambda: self._increment(ends))

    def _increment(self, ends: Mapping[str, int]) -> list[int]:
        with self._cache.get_client(write=True).pipeline(transaction=True) as pipeline:
            for key, end in ends.items():
                pipeline.incr(key)
                pipeline.expireat(key, end)
            return [int(number) for number in pipeline.execute()[::2]]

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._read(lambda: super(RedisCache, self).get(key, default, version), default)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        return self._read(lambda: super(RedisCache, self).get_many(keys, version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._read(lambda: super(RedisCache, self).has_key(key, version), False)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._read(lambda: super(RedisCache, self).add(key, value, timeout, version), False)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._read(lambda: super(RedisCache, self).touch(key, timeout, version), False)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._write(lambda: super(RedisCache, self).set(key, value, timeout, version), [key], version)

    def set_many(
        self, data: dict[Any, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[Any]:
        self._write(lambda: super(RedisCache, self).set_many(data, timeout, version), data, version)
        return []

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._write(lambda: super(RedisCache, self).delete(key, version), [key], version))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        names = list(keys)
        self._write(lambda: super(RedisCache, self).delete_many(names, version), names, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a number.

        :raises ValueError: if it is not there, or Redis is away
        """
        try:
            return self._ask(lambda: super(RedisCache, self).incr(key, delta, version))
        except redis.RedisError as error:
            raise ValueError(f"Key {key!r} not found") from error

    def clear(self) -> None:
        self._read(lambda: super(RedisCache, self).clear(), None)

    def _read(self, call: Callable[[], Result], missing: Result) -> Result:
        try:
            return self._ask(call)
        except redis.RedisError:
            return missing

    def _write(self, call: Callable[[], Result], keys: Iterable[Any], version: int | None) -> Result | None:
        try:
            return self._ask(call)
        except redis.RedisError:
            self._breaker.outdated.update(self.make_and_validate_key(key, version) for key in keys)
            return None

    def _ask(self, call: Callable[[], Result]) -> Result:
        breaker = self._breaker
        if not breaker.allows(time.monotonic()):
            raise redis.ConnectionError("Redis is left alone after a failure")
        try:
            if breaker.outdated:
                outdated = list(breaker.outdated)
                self._cache.delete_many(outdated)
                breaker.outdated.difference_update(outdated)
            result = call()
        except redis.RedisError as error:
            if not breaker.is_open:
                logger.warning("Redis failed (%s) and is not asked for %g s", type(error).__name__, PAUSE)
            breaker.note_failure(time.monotonic())
            raise
        if breaker.is_open:
            logger.warning("Redis answers again")
            breaker.note_answer()
        return result
