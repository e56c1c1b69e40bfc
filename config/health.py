"""Whether the service lives, and whether every part of it works. The answers name parts, never people."""

from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from api import problems
from api.reading import ReadView
from config.jobs import late_jobs


class LiveView(ReadView):
    """`/health/live`: the process answers."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _uncached(JsonResponse({"status": "OK"}))


class ReadyView(ReadView):
    """`/health/ready`: database, cache and background work; 503 names what is away."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        parts = {"database": _database(), "cache": _cache(), "work": _work()}
        failing = [name for name, state in parts.items() if state != "OK"]
        if failing:
            raise problems.Problem(problems.UNAVAILABLE, extra={"parts": parts})
        return _uncached(JsonResponse({"status": "OK", "parts": parts}))


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "DOWN"
    return "OK"


def _cache() -> str:
    try:
        cache.get("health")
    except Exception:
        # Each kind of cache fails in its own way.
        return "DOWN"
    return "OK"


def _work() -> str:
    try:
        late = late_jobs(now=timezone.now())
    except DatabaseError:
        return "UNKNOWN"
    return f"LATE: {', '.join(late)}" if late else "OK"


def _uncached(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "no-store"
    return response
