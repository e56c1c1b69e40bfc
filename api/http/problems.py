"""Every error of the API: one table of kinds, one table from exception to kind, one shape (RFC 9457)."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import redis
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework import exceptions as drf

from comments.errors import (
    ArticleNotFound,
    ChallengeFailed,
    CommentNotFound,
    CommentsClosed,
    MoveNotAllowed,
    PermissionMissing,
    ReceiptNotValid,
    StaleDecision,
)
from delivery.caching.headers import tag_headers
from delivery.caching.tags import UNRESOLVED
from delivery.read import RecompilationRequired
from delivery.serialization import to_json

logger = logging.getLogger(__name__)

Text = str | Promise
CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem: a stable code, its HTTP status, and what people read about it."""

    code: str
    status: int
    title: Text
    explanation: Text


@dataclass
class Problem(Exception):
    """One refusal. `errors` are the single faults, `extra` further members, `headers` of the answer."""

    kind: Kind
    detail: Text = ""
    errors: Sequence[Mapping[str, Any]] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


INVALID_PARAMETER = Kind(
    "invalid-parameter",
    400,
    _("Invalid parameter"),
    _(
        "A parameter, its value or a cursor is not understood. Nothing was guessed; `errors` says what is allowed."
    ),
)
INVALID_BODY = Kind(
    "invalid-body",
    400,
    _("Invalid input"),
    _("Some fields are missing or wrong. `errors` names each of them at once."),
)
MALFORMED_JSON = Kind("malformed-json", 400, _("Malformed JSON"), _("The body is not valid JSON in UTF-8."))
CHALLENGE_FAILED = Kind(
    "challenge-failed",
    400,
    _("The captcha was not solved"),
    _("The answer was wrong, too late or used before. `challenge` holds a fresh one; the text is not lost."),
)
UNAUTHORIZED = Kind(
    "unauthorized", 401, _("Not recognised"), _("The request needs a valid token or receipt.")
)
FORBIDDEN = Kind("forbidden", 403, _("Not allowed"), _("You are recognised, but may not do this."))
COMMENTS_CLOSED = Kind(
    "comments-closed", 403, _("Comments are closed"), _("This article takes no comments, or no longer.")
)
NOT_FOUND = Kind("not-found", 404, _("Not found"), _("There is nothing here that the public may see."))
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed", 405, _("Method not allowed"), _("The `Allow` header names what works here.")
)
NOT_ACCEPTABLE = Kind("not-acceptable", 406, _("Not acceptable"), _("The API answers in JSON only."))
STALE_DECISION = Kind(
    "stale-decision",
    409,
    _("Somebody was faster"),
    _("The comment changed after you saw it. Look at it again before you decide."),
)
GONE = Kind("gone", 410, _("Gone"), _("There was something here once; it has been taken away."))
LENGTH_REQUIRED = Kind(
    "length-required", 411, _("Length required"), _("Send a `Content-Length` with every body.")
)
TOO_LARGE = Kind("too-large", 413, _("Too large"), _("A body may have at most 64 kB."))
UNSUPPORTED_MEDIA_TYPE = Kind(
    "unsupported-media-type",
    415,
    _("Unsupported media type"),
    _("Send the body as `application/json`."),
)
IDEMPOTENCY_MISMATCH = Kind(
    "idempotency-mismatch",
    422,
    _("Idempotency key used for something else"),
    _("The same `Idempotency-Key` came with another body. Use a new key for a new comment."),
)
TOO_MANY_REQUESTS = Kind(
    "too-many-requests",
    429,
    _("Too many requests"),
    _("`Retry-After` says in how many seconds to try again."),
)
INTERNAL = Kind(
    "internal",
    500,
    _("Something went wrong here"),
    _("The fault is ours and has been logged under `request_id`."),
)
UNAVAILABLE = Kind(
    "unavailable",
    503,
    _("Not available at the moment"),
    _("A part of the service is away. `/health/ready` says which; try again soon."),
)

KINDS: dict[str, Kind] = {kind.code: kind for kind in list(globals().values()) if isinstance(kind, Kind)}

_BY_STATUS: dict[int, Kind] = {
    400: INVALID_PARAMETER,
    401: UNAUTHORIZED,
    403: FORBIDDEN,
    404: NOT_FOUND,
    405: METHOD_NOT_ALLOWED,
    406: NOT_ACCEPTABLE,
    410: GONE,
    411: LENGTH_REQUIRED,
    413: TOO_LARGE,
    415: UNSUPPORTED_MEDIA_TYPE,
    429: TOO_MANY_REQUESTS,
    503: UNAVAILABLE,
}

# From an exception to its kind; the first class that fits wins.
_BY_EXCEPTION: tuple[tuple[type[Exception], Kind], ...] = (
    (Http404, NOT_FOUND),
    (drf.ParseError, MALFORMED_JSON),
    (drf.NotAuthenticated, UNAUTHORIZED),
    (drf.AuthenticationFailed, UNAUTHORIZED),
    (drf.PermissionDenied, FORBIDDEN),
    (drf.MethodNotAllowed, METHOD_NOT_ALLOWED),
    (drf.NotAcceptable, NOT_ACCEPTABLE),
    (drf.UnsupportedMediaType, UNSUPPORTED_MEDIA_TYPE),
    (ArticleNotFound, NOT_FOUND),
    (CommentNotFound, NOT_FOUND),
    (CommentsClosed, COMMENTS_CLOSED),
    (ChallengeFailed, CHALLENGE_FAILED),
    (ReceiptNotValid, UNAUTHORIZED),
    (PermissionMissing, FORBIDDEN),
    (StaleDecision, STALE_DECISION),
    (MoveNotAllowed, STALE_DECISION),
    (RequestDataTooBig, TOO_LARGE),
    (SuspiciousOperation, INVALID_PARAMETER),
    (BadRequest, INVALID_PARAMETER),
    (PermissionDenied, FORBIDDEN),
    (RecompilationRequired, UNAVAILABLE),
    (OperationalError, UNAVAILABLE),
    (InterfaceError, UNAVAILABLE),
    (redis.RedisError, UNAVAILABLE),
    # Of the storage of files.
    (ConnectionError, UNAVAILABLE),
)


def from_exception(exception: Exception, request: HttpRequest) -> Problem:
    """This will find the problem that an exception means; one that nobody foresaw is logged and `internal`."""
    if isinstance(exception, Problem):
        return exception
    for cls, kind in _BY_EXCEPTION:
        if isinstance(exception, cls):
            return Problem(kind)
    logger.error("%s %s failed", request.method, request.path, exc_info=exception)
    return Problem(INTERNAL)


def exception_handler(exception: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """This will answer for DRF what a view raised."""
    request = context["request"]._request
    response = respond(request, from_exception(exception, request))
    if isinstance(exception, drf.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response


def in_contract(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """This will put an error that Django itself answered into the contract's shape."""
    if response.get("Content-Type", "").startswith(CONTENT_TYPE):
        return response
    kind = _BY_STATUS.get(response.status_code, INTERNAL)
    # What the table lacks stays what it is, such as 416 with its `Content-Range`: the fault is not ours.
    if kind is INTERNAL and response.status_code < 500:
        return response
    headers = {"Allow": response["Allow"]} if "Allow" in response else {}
    return respond(request, Problem(kind, headers=headers))


def respond(request: HttpRequest, problem: Problem | Kind) -> HttpResponse:
    """This will render a problem in the reader's language."""
    if isinstance(problem, Kind):
        problem = Problem(problem)
    language = language_of(request)
    with translation.override(language):
        body = to_json(_members(request, problem))
    response = HttpResponse(body, status=problem.kind.status, content_type=CONTENT_TYPE)
    response["Content-Language"] = language
    for name, value in _headers(problem).items():
        response[name] = value
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _headers(problem: Problem) -> Mapping[str, str]:
    if problem.kind not in (NOT_FOUND, GONE):
        return {"Cache-Control": "no-store", **problem.headers}
    # What is published next may be just what was not found here.
    return {"Cache-Control": "public, max-age=10", **tag_headers(UNRESOLVED), **problem.headers}


def language_of(request: HttpRequest) -> str:
    """This will choose German or English by `Accept-Language`; without it the newsroom's own."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language = code.split("-")[0]
        if language in dict(settings.LANGUAGES):
            return language
    return str(settings.LANGUAGE_CODE)


def type_url(kind: Kind) -> str:
    """This will return the address where a kind of problem is explained."""
    return f"{settings.PUBLIC_URL}/api/v1/problems/{kind.code}/"


def _members(request: HttpRequest, problem: Problem) -> dict[str, Any]:
    return {
        "type": type_url(problem.kind),
        "title": problem.kind.title,
        "status": problem.kind.status,
        "detail": problem.detail or problem.kind.explanation,
        "instance": request.get_full_path(),
        "request_id": getattr(request, "request_id", ""),
        "errors": list(problem.errors),
        **problem.extra,
    }
