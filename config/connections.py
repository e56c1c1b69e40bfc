"""How many connections the web server has to PostgreSQL, and that none is kept while a body is sent."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Seconds that a request waits for a connection of the pool; then it is answered with 503.
_WAIT = 5.0
# `manage.py work` has the same settings, and renews the lease of a job beside the job.
_LEAST = 2


def pool_options(*, allowed: int, workers: int, threads: int) -> dict[str, Any] | None:
    """Return the options of psycopg's pool in one worker process, or None where a connection per thread will do.

    `allowed` is how many connections all workers together may open, but two in each; 0 sets no limit.
    """
    if not allowed or workers * threads <= allowed:
        return None
    return {"min_size": 1, "max_size": max(allowed // workers, _LEAST), "timeout": _WAIT}


class ReleaseWhileStreaming:
    """Give the connection back to the pool before each part of a streamed body: its reader may be slow."""

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
