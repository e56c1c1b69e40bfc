"""How often a subject uses a limit, counted in one atomic step, in Redis if there is one, else in the database.

The cache cannot count: it reads and writes in two steps, and sixteen concurrent requests pass a limit of one.
"""

import contextlib
import hmac
import math
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
    moment = now.timestamp()
    window = math.floor(moment / limit.seconds)
    end = (window + 1) * limit.seconds
    message = f"rate:{limit.name}:{window}:{subject}".encode()
    key = hmac.new(settings.NETWORK_KEY.encode(), message, sha256).hexdigest()
    return Usage(*limit, _increment(key, end), max(1, math.ceil(end - moment)))


def _increment(key: str, end: int) -> int:
    if settings.REDIS_URL:
        # Requests of this window that were counted in Redis are not counted in the database. Refusing all would be worse.
        with contextlib.suppress(redis.RedisError):
            counter: Any = caches["default"]
            return int(counter.count(f"rate:{key}", end + 1))
    return _increment_in_database(key, end)


def _increment_in_database(key: str, end: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO comments_ratecounter (key, count, expires_at) VALUES (%s, 1, %s)"
            " ON CONFLICT (key) DO UPDATE SET count = comments_ratecounter.count + 1 RETURNING count",
            [key, connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(end, UTC))],
        )
        return int(cursor.fetchone()[0])
