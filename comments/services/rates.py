"""How often a subject uses a limit, counted in one atomic step, in Redis if there is one, else in the database.

The cache cannot count: it reads and writes in two steps, and sixteen concurrent requests pass a limit of one.
"""

import contextlib
import hmac
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import redis
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from comments.errors import CommentRefusal


class Limit(NamedTuple):
    """At most `quota` uses in each window of `seconds`; `name` stands in the response headers."""

    name: str
    quota: int
    seconds: int


class Usage(NamedTuple):
    """How often a limit was used in the window that ends in `reset` seconds."""

    name: str
    quota: int
    seconds: int
    uses: int
    reset: int


class TooManyComments(CommentRefusal):
    """A limit that all networks share is over; `usage` is that of the limit."""

    def __init__(self, usage: Usage) -> None:
        super().__init__(usage.name)
        self.usage = usage


CHALLENGE = Limit("challenge-minute", 120, 60)
# Drawing one takes about 10 ms.
PICTURE = Limit("picture-minute", 240, 60)
PREVIEW = Limit("preview-minute", 60, 60)
SUBMIT_MINUTE = Limit("submit-minute", 30, 60)
SUBMIT_HOUR = Limit("submit-hour", 200, 3600)
REPORT_MINUTE = Limit("report-minute", 10, 60)
REPORT_HOUR = Limit("report-hour", 60, 3600)
ARTICLE_MINUTE = Limit("article-minute", 60, 60)
# Longer than the window of any limit.
LONGEST_WINDOW = timedelta(days=1)


def consume(limit: Limit, subject: str, *, now: datetime) -> Usage:
    """Count one use of a limit and return its usage."""
    (usage,) = consume_each([limit], subject, now=now)
    return usage


def consume_each(limits: Sequence[Limit], subject: str, *, now: datetime) -> list[Usage]:
    """Count one use of each of several limits by one subject, and return their usages."""
    moment = now.timestamp()
    windows = [math.floor(moment / limit.seconds) for limit in limits]
    ends = [(window + 1) * limit.seconds for window, limit in zip(windows, limits, strict=True)]
    keys = [_key(limit, window, subject) for window, limit in zip(windows, limits, strict=True)]
    uses = _increment(dict(zip(keys, ends, strict=True)))
    return [
        Usage(*limit, uses[key], max(1, math.ceil(end - moment)))
        for limit, key, end in zip(limits, keys, ends, strict=True)
    ]


def _key(limit: Limit, window: int, subject: str) -> str:
    message = f"rate:{limit.name}:{window}:{subject}".encode()
    return hmac.new(settings.NETWORK_KEY.encode(), message, sha256).hexdigest()


def _increment(ends: Mapping[str, int]) -> dict[str, int]:
    """Add one to each counter and return their values; `ends` are the ends of their windows by key."""
    if settings.REDIS_URL:
        # Requests of this window that were counted in Redis are not counted in the database. Refusing all would be worse.
        with contextlib.suppress(redis.RedisError):
            counter: Any = caches["default"]
            numbers = counter.count({f"rate:{key}": end + 1 for key, end in ends.items()})
            return dict(zip(ends, numbers, strict=True))
    return _increment_in_database(ends)


def _increment_in_database(ends: Mapping[str, int]) -> dict[str, int]:
    adapt = connection.ops.adapt_datetimefield_value
    rows = [(key, adapt(datetime.fromtimestamp(end, UTC))) for key, end in ends.items()]
    places = ", ".join(["(%s, 1, %s)"] * len(rows))
    statement = (
        f"INSERT INTO comments_ratecounter (key, count, expires_at) VALUES {places}"  # noqa: S608
        " ON CONFLICT (key) DO UPDATE SET count = comments_ratecounter.count + 1 RETURNING key, count"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])
        return {key: int(count) for key, count in cursor.fetchall()}
