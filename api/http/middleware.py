"""The middleware of the API, in the one list that serves the admin as well.

`ApiGuard` gives every request an id and answers with a problem to requests that no view should see.
The `OutsideApi*` classes are those of Django, which do nothing for the API: no session, no cookie,
no `Vary` that would split a cache.
"""

import re
import uuid
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import unquote_plus

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _

from api.http import problems
from api.http.parameters import MAX_ERRORS, ParameterError, error_out
from api.http.problem_responses import from_exception, in_contract, respond
from api.http.problems import Problem
from api.http.views import BODY_METHODS

# Read several times in each request: a constant is three times as fast as a setting.
_PREFIXES: tuple[str, ...] = settings.API_PREFIXES
# Load balancers send any host name to the health checks.
_ANY_HOST = "/health/"
_FOREIGN_HOST = _("This service does not answer for this host name.")
_FOREIGN_HOST_ERROR = {"header": "Host", "code": "invalid", "detail": _FOREIGN_HOST}
MAX_BODY_BYTES = 64 * 1024
# A length here breaks proxies: Varnish answers 503 in place of a 204 that has one.
_WITHOUT_CONTENT = (204, 304)
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}\Z")


def is_api(request: HttpRequest) -> bool:
    """Return whether the request is for the machine-readable side."""
    return request.path_info.startswith(_PREFIXES)


class ApiGuard:
    """The outermost layer below CORS: request id, host, NUL bytes, size of the body, and problems for errors below."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = _request_id(request)  # type: ignore[attr-defined]
        for_api = is_api(request)
        refusal = _refusal(request) if for_api else None
        response = (
            respond(request, from_exception(refusal, request)) if refusal else self.get_response(request)
        )
        if for_api and response.status_code >= 400:
            response = in_contract(request, response)
        if (
            response.status_code not in _WITHOUT_CONTENT
            and not response.streaming
            and "Content-Length" not in response
        ):
            response["Content-Length"] = str(len(cast(HttpResponse, response).content))
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return respond(request, from_exception(exception, request)) if is_api(request) else None


def _refusal(request: HttpRequest) -> Exception | None:
    if "\0" in request.path_info:
        return Problem(problems.NOT_FOUND)
    if not request.path_info.startswith(_ANY_HOST) and not _is_our_host(request):
        return Problem(problems.INVALID_PARAMETER, _FOREIGN_HOST, [_FOREIGN_HOST_ERROR])
    if "%00" in (query := request.META.get("QUERY_STRING", "")):
        return Problem(problems.INVALID_PARAMETER, errors=_null_errors(query))
    if request.method not in BODY_METHODS:
        return None
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdigit():
        return Problem(problems.LENGTH_REQUIRED)
    return RequestDataTooBig() if int(length) > MAX_BODY_BYTES else None


def _null_errors(query: str) -> list[dict[str, Any]]:
    """Return an error for each parameter with a NUL, which no database looks up."""
    error = ParameterError("null_character", _("This contains a character that is not allowed."))
    names = [unquote_plus(part.partition("=")[0])[:100] for part in query.split("&") if "%00" in part]
    return [error_out(name, error) for name in names[:MAX_ERRORS]]


def _is_our_host(request: HttpRequest) -> bool:
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get("X-Request-Id", "")
    return given if _REQUEST_ID.match(given) else uuid.uuid4().hex


class _OutsideApi(MiddlewareMixin):
    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request) if is_api(request) else super().__call__(request)


class OutsideApiSession(_OutsideApi, SessionMiddleware):
    pass


class OutsideApiLocale(_OutsideApi, LocaleMiddleware):
    pass


class OutsideApiCommon(_OutsideApi, CommonMiddleware):
    pass


class OutsideApiCsrf(_OutsideApi, CsrfViewMiddleware):
    pass


class OutsideApiAuthentication(_OutsideApi, AuthenticationMiddleware):
    pass


class OutsideApiMessages(_OutsideApi, MessageMiddleware):
    pass
