"""Stopping those who guess passwords at the log-in of the admin, without locking out their whole office.

django-axes counts failures in its table and asks here who is locked: a user name in a network after some failures,
and a network after many with any names, because trying one password with many names is guessing as well. A lock
ends by itself, attempts during it are not counted, and the right password does not open it: otherwise the answer
would tell that it is right. Names that do not exist are treated like others.
"""

import math
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.admin.views import account

from api.http.rate_limits import client_network
from comments.services import rates

# The table has a column for one address. This one stands for clients whose address is not known.
_UNKNOWN = "::"
PASSWORD_RESETS = rates.Limit("password-reset", 10, 3600)


def client_address(request: HttpRequest) -> str:
    """Return the first address of the client's network."""
    network = client_network(request)
    return _UNKNOWN if network == "unknown" else network.partition("/")[0]


def locked_until(*, username: str, address: str, now: datetime) -> datetime | None:
    """Return when this name may log in from this network again, or None if it may now.

    Failures in the future, which a clock that was set back leaves behind, do not count.
    """
    cool_off = settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(ip_address=address, attempt_time__range=(now - cool_off, now))
    for attempts, limit in (
        (recent.filter(username=username), settings.AXES_FAILURE_LIMIT),
        (recent, settings.LOGIN_NETWORK_FAILURE_LIMIT),
    ):
        found = attempts.aggregate(failures=Sum("failures_since_start"), latest=Max("attempt_time"))
        if (found["failures"] or 0) >= limit:
            return found["latest"] + cool_off
    return None


class LoginHandler(AxesDatabaseHandler):
    """Counts in the database, as axes does, and locks by our two limits."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Return the limit of axes for who is locked, and 0 for others."""
        username = (credentials or {}).get("username", "")
        until = locked_until(username=username, address=request.axes_ip_address, now=timezone.now())
        return settings.AXES_FAILURE_LIMIT if until else 0


def locked_out(request: Any, response: Any, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer instead of the log-in page when somebody is locked."""
    now = timezone.now()
    username = (credentials or {}).get("username", "")
    until = locked_until(username=username, address=request.axes_ip_address, now=now)
    return too_many_attempts(request, seconds=math.ceil(((until or now) - now).total_seconds()))


def too_many_attempts(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Answer with a page that says when to try again."""
    minutes = max(1, math.ceil(seconds / 60))
    headers = {"Retry-After": str(max(1, seconds)), "Cache-Control": "no-store"}
    page = render_to_string("config/too_many_attempts.html", {"minutes": minutes}, request)
    return HttpResponse(page, status=429, headers=headers)


class PasswordResetView(account.PasswordResetView):
    """The form for a new password, which sends no more than some mails an hour for one network."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        usage = rates.consume(PASSWORD_RESETS, client_network(request), now=timezone.now())
        if usage.uses > usage.quota:
            return too_many_attempts(request, seconds=usage.reset)
        return super().post(request, *args, **kwargs)
