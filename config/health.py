"""Whether the service lives, and whether every part of it works. The answers name parts, never people."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from api.http import problems
from api.http.views import ReadView
from cms.jobs import schedule_lag
from delivery.models import Mark, Position, Recompilation
from jobs.models import is_due
from jobs.runner import late_jobs

# Seconds that a publication, and a page to compile, may wait.
_SCHEDULE_PATIENCE = 60
_MARKS_PATIENCE = 600
# A cache that has not answered so often is a failure, and not a hiccup.
_CACHE_ATTEMPTS = 3


class LiveView(ReadView):
    """`/health/live`: the process answers."""

    parameters = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _uncached(JsonResponse({"status": "OK"}))


class ReadyView(ReadView):
    """`/health/ready`: every part and how far the work is behind, in seconds; 503 names what is away or late."""

    parameters = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        lag = {"schedule": _seconds(schedule_lag, now), "marks": _seconds(_marks_lag, now)}
        parts = {
            "database": _database(),
            "cache": _cache(),
            "work": _work(now),
            "schedule": _in_time(lag["schedule"], _SCHEDULE_PATIENCE),
            "delivery": _in_time(lag["marks"], _MARKS_PATIENCE),
            "caches": _caches(),
        }
        # A cache in front that is away is no reason to send it nobody.
        failing = [name for name, state in parts.items() if state != "OK" and name != "caches"]
        if failing:
            raise problems.Problem(problems.UNAVAILABLE, extra={"parts": parts, "lag": lag})
        return _uncached(JsonResponse({"status": "OK", "parts": parts, "lag": lag}))


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


def _work(now: datetime) -> str:
    try:
        late = late_jobs(now=now)
    except DatabaseError:
        return "UNKNOWN"
    return f"LATE: {', '.join(late)}" if late else "OK"


def _marks_lag(now: datetime) -> timedelta:
    # What has failed is known, and waits for somebody to mend it; what is too much for a moment has its progress.
    untried = Mark.objects.filter(is_due(now), attempts=0).exclude(
        token__in=Recompilation.objects.values("token")
    )
    oldest: datetime | None = untried.aggregate(oldest=Min("marked_at"))["oldest"]
    return now - (oldest or now)


def _seconds(lag: Callable[[datetime], timedelta], now: datetime) -> int | None:
    try:
        return max(int(lag(now).total_seconds()), 0)
    except DatabaseError:
        return None


def _in_time(seconds: int | None, patience: int) -> str:
    if seconds is None:
        return "UNKNOWN"
    return f"LATE: {seconds} s" if seconds > patience else "OK"


def _caches() -> str:
    silent = Position.objects.filter(name__in=settings.CACHE_PURGERS, attempts__gte=_CACHE_ATTEMPTS)
    try:
        names = list(silent.order_by("name").values_list("name", flat=True))
    except DatabaseError:
        return "UNKNOWN"
    return f"LATE: {', '.join(names)}" if names else "OK"


def _uncached(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "no-store"
    return response
