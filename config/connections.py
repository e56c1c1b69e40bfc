"""The pool of connections to PostgreSQL, and releasing a connection while a body is streamed."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Seconds that a request waits for a connection of the pool before it is answered with 503.
_WAIT = 5.0
# `manage.py work` has the same settings and needs two: one for the job, one to renew its lease meanwhile.
_LEAST = 2


def pool_options(*, allowed: int, workers: int, threads: int) -> dict[str, Any] | None:
    """Return the options of psycopg's pool in one worker process, or None if each thread may have a connection.

    All workers together open at most `allowed` connections, but each worker may always open two; 0 sets no limit.
    """
    if not allowed or workers * threads <= allowed:
        return None
    return {"min_size": 1, "max_size": max(allowed // workers, _LEAST), "timeout": _WAIT}


class ReleaseWhileStreaming:
    """Return the connection to the pool before each part of a streamed body, because the client may read slowly."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if "pool" not in settings.DATABASES["default"].get("OPTIONS", {}):
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response: Any = self._get_response(request)
        if response.streaming:
            response.streaming_content = _released(response.streaming_content)
        return response


def _released(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        connection.close()
        yield part
