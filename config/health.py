"""Whether the process answers, and whether every part of the service works."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from api.http import problems
from api.http.views import ReadView
from cms.jobs import SCHEDULE_PATIENCE, schedule_lag
from delivery.models import Invalidation, LogCursor, Recompilation
from jobs.selectors import late_jobs

# A page may wait this long for its compilation.
_COMPILE_PATIENCE = timedelta(minutes=10)
# A cache in front is called late after this many failed attempts: fewer may be a short interruption.
_CACHE_ATTEMPTS = 3
Result = TypeVar("Result")
logger = logging.getLogger(__name__)


class NotReady(Exception):
    """The parts that are down or late, for the log."""


class LiveView(ReadView):
    """`/health/live`: the process answers."""

    parameters = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _uncached({"status": "OK"})


class ReadyView(ReadView):
    """`/health/ready`: the state of every part, and its lag in seconds; 503 if a part is down or late."""

    parameters = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        schedule, compilation = _ask(lambda: schedule_lag(now)), _ask(lambda: _compile_lag(now))
        parts = {
            "database": _database(),
            "cache": _cache(),
            "work": _late_names(_ask(lambda: late_jobs(now=now))),
            "schedule": _late_seconds(schedule, SCHEDULE_PATIENCE),
            "delivery": _late_seconds(compilation, _COMPILE_PATIENCE),
            "caches": _late_names(_ask(_silent_caches)),
        }
        # `marks` is an old name of invalidations; monitoring reads the key.
        lag = {"schedule": _seconds(schedule), "marks": _seconds(compilation)}
        # A load balancer should send requests here also while Redis is away or a cache in front refuses purges.
        if any(state != "OK" for name, state in parts.items() if name not in ("cache", "caches")):
            states = ", ".join(f"{name} {state}" for name, state in parts.items() if state != "OK")
            problem = problems.Problem(problems.UNAVAILABLE, extra={"parts": parts, "lag": lag})
            raise problem from NotReady(states)
        return _uncached({"status": "OK", "parts": parts, "lag": lag})


def _ask(read: Callable[[], Result]) -> Result | None:
    """Return what the database says, or None if it does not answer."""
    try:
        return read()
    except DatabaseError:
        return None


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        logger.warning("the database does not answer: %s", error)
        return "DOWN"
    return "OK"


def _cache() -> str:
    try:
        cache.get("health")
    except Exception as error:
        # Each cache back end raises errors of its own.
        logger.warning("the cache does not answer: %s", error)
        return "DOWN"
    # Redis that is away raises no error.
    return "DOWN" if getattr(cache, "is_away", False) else "OK"


def _compile_lag(now: datetime) -> timedelta:
    # Pages that have failed are in the report of the background work, and large recompilations show their progress there.
    untried = Invalidation.objects.filter(Invalidation.is_due(now), attempts=0).exclude(
        token__in=Recompilation.objects.values("token")
    )
    oldest: datetime | None = untried.aggregate(oldest=Min("invalidated_at"))["oldest"]
    return now - (oldest or now)


def _silent_caches() -> list[str]:
    silent = LogCursor.objects.filter(name__in=settings.CACHE_PURGERS, attempts__gte=_CACHE_ATTEMPTS)
    return list(silent.order_by("name").values_list("name", flat=True))


def _late_names(names: list[str] | None) -> str:
    if names is None:
        return "UNKNOWN"
    return f"LATE: {', '.join(names)}" if names else "OK"


def _late_seconds(lag: timedelta | None, patience: timedelta) -> str:
    if lag is None:
        return "UNKNOWN"
    return f"LATE: {_seconds(lag)} s" if lag > patience else "OK"


def _seconds(lag: timedelta | None) -> int | None:
    return None if lag is None else max(int(lag.total_seconds()), 0)


def _uncached(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, headers={"Cache-Control": "no-store"})
