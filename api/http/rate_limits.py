"""How often a network may knock. Counted in one atomic step, in Redis where there is one, else in the database.

The cache is no counter: it reads and writes in two steps, and sixteen threads pass a limit of one.
"""

import functools
import hmac
import ipaddress
import logging
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from api.http import problems

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most `quota` times in each window of `seconds`; `name` stands in the headers."""

    name: str
    quota: int
    seconds: int


@dataclass(frozen=True)
class Usage:
    """How much of a limit is used in the window that ends in `reset` seconds."""

    limit: Limit
    count: int
    reset: int

    @property
    def is_over(self) -> bool:
        return self.count > self.limit.quota


CHALLENGE = Limit("challenge-minute", 120, 60)
SUBMIT_MINUTE = Limit("submit-minute", 30, 60)
SUBMIT_HOUR = Limit("submit-hour", 200, 3600)
ARTICLE_MINUTE = Limit("article-minute", 60, 60)


def client_network(request: HttpRequest) -> str:
    """This will name the network a request comes from: an IPv4 address, or the first 64 bits of an IPv6 one.

    Behind n proxies of ours it is the n-th address from the right of `X-Forwarded-For`, which
    nobody outside can write. Without proxies that header means nothing.
    """
    text = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXIES
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        text = hops[-min(proxies, len(hops))] if hops else text
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address.packed[:8] + bytes(8), 64)))
    return str(address)


def spend(
    limits: Iterable[tuple[Limit, str]], *, then: Iterable[tuple[Limit, str]] = (), now: datetime
) -> dict[str, str]:
    """This will count one request against each (limit, subject) and return the headers that tell.

    Those of `then` are counted only if the first ones let the request through: what many share
    cannot be used up by one who is stopped anyway.

    :raises api.http.problems.Problem: `too-many-requests` with `Retry-After`, if any limit is passed
    """
    usages = [_count(limit, subject, now) for limit, subject in limits]
    if not any(usage.is_over for usage in usages):
        usages += [_count(limit, subject, now) for limit, subject in then]
    headers = {
        "RateLimit-Policy": ", ".join(
            f'"{usage.limit.name}";q={usage.limit.quota};w={usage.limit.seconds}' for usage in usages
        ),
        "RateLimit": ", ".join(
            f'"{usage.limit.name}";r={max(usage.limit.quota - usage.count, 0)};t={usage.reset}'
            for usage in usages
        ),
    }
    over = [usage.reset for usage in usages if usage.is_over]
    if over:
        raise problems.Problem(problems.TOO_MANY_REQUESTS, headers={**headers, "Retry-After": str(max(over))})
    return headers


def _count(limit: Limit, subject: str, now: datetime) -> Usage:
    moment = now.timestamp()
    window = math.floor(moment / limit.seconds)
    end = (window + 1) * limit.seconds
    message = f"tally:{limit.name}:{window}:{subject}".encode()
    key = hmac.new(settings.NETWORK_KEY.encode(), message, sha256).hexdigest()
    return Usage(limit, _increment(key, end), max(1, math.ceil(end - moment)))


def _increment(key: str, end: int) -> int:
    if settings.REDIS_URL:
        try:
            return _increment_in_redis(key, end)
        except redis.RedisError as error:
            # A limit that counts a little less exactly is better than no comments at all.
            logger.warning("counting in the database, because Redis failed: %s", type(error).__name__)
    return _increment_in_database(key, end)


def _increment_in_redis(key: str, end: int) -> int:
    with _redis(settings.REDIS_URL).pipeline(transaction=True) as pipeline:
        pipeline.incr(f"tally:{key}")
        pipeline.expireat(f"tally:{key}", end + 1)
        count, _expiry = pipeline.execute()
    return int(count)


def _increment_in_database(key: str, end: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO api_tally (key, count, expires_at) VALUES (%s, 1, %s)"
            " ON CONFLICT (key) DO UPDATE SET count = api_tally.count + 1 RETURNING count",
            [key, connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(end, UTC))],
        )
        return int(cursor.fetchone()[0])


@functools.cache
def _redis(url: str) -> "redis.Redis":
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
