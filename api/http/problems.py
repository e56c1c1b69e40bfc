"""The table of problems (RFC 9457): each kind with its texts, its remedy and the exceptions that mean it.

Kinds whose texts name resources of one version of the API are registered there: see `api.v1.problems`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions as drf

from delivery.read.statements import RecompilationRequired

Text = str | Promise

KINDS: dict[str, "ProblemKind"] = {}
_BY_EXCEPTION: dict[type[Exception], "ProblemKind"] = {}


@dataclass(frozen=True)
class ProblemKind:
    """One row of the table: a stable code, its HTTP status, and its texts.

    Django itself answers with a status only. Of several kinds with one status, all that it does not mean are
    `is_specific`.
    """

    code: str
    status: int
    title: Text
    explanation: Text
    remedy: Text
    exceptions: Sequence[type[Exception]] = ()
    is_specific: bool = False


@dataclass
class Problem(Exception):
    """An answer with an error. `errors` are its single errors, `extra` further members of the body."""

    kind: ProblemKind
    detail: Text = ""
    errors: Sequence[Mapping[str, Any]] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def register(*kinds: ProblemKind) -> None:
    """Add rows to the table."""
    for kind in kinds:
        KINDS[kind.code] = kind
        recognise(kind, *kind.exceptions)


def recognise(kind: ProblemKind, *exceptions: type[Exception]) -> None:
    """Let further exceptions mean a kind that is in the table already."""
    _BY_EXCEPTION.update(dict.fromkeys(exceptions, kind))


def kind_of_exception(exception: Exception) -> ProblemKind | None:
    """Return the kind of the most specific class that is in the table."""
    return next((_BY_EXCEPTION[cls] for cls in type(exception).__mro__ if cls in _BY_EXCEPTION), None)


def kind_of_status(status: int) -> ProblemKind | None:
    """Return the kind that a status alone means."""
    return next((kind for kind in KINDS.values() if kind.status == status and not kind.is_specific), None)


def kinds_by_status() -> list[ProblemKind]:
    """Return the whole table in the order of the status."""
    return sorted(KINDS.values(), key=lambda kind: kind.status)


INVALID_PARAMETER = ProblemKind(
    "invalid-parameter",
    400,
    _("Invalid parameter"),
    _(
        "A parameter, its value or a cursor is not understood. Nothing was guessed; `errors` says what is allowed."
    ),
    _(
        "Look at `errors`: each names a parameter, says what is allowed and, where it can be told, what was "
        "probably meant in `did_you_mean`. Nothing is ever ignored or adjusted silently. A damaged cursor "
        "cannot be repaired: begin again without it."
    ),
    exceptions=(SuspiciousOperation, BadRequest),
)
INVALID_BODY = ProblemKind(
    "invalid-body",
    400,
    _("Invalid input"),
    _("Some fields are missing or wrong. `errors` names each of them at once."),
    _(
        "Look at `errors`: `pointer` leads to the field, `code` is stable, and `detail` can be shown beside the "
        "field. All faults are named at once."
    ),
    is_specific=True,
)
MALFORMED_JSON = ProblemKind(
    "malformed-json",
    400,
    _("Malformed JSON"),
    _("The body is not valid JSON in UTF-8."),
    _(
        "Send one JSON document in UTF-8. A common cause is a body that was put together by hand, or half of a "
        "character outside the basic plane."
    ),
    exceptions=(drf.ParseError,),
    is_specific=True,
)
FORBIDDEN = ProblemKind(
    "forbidden",
    403,
    _("Not allowed"),
    _("You are recognised, but may not do this."),
    _("Ask somebody who runs this newsroom for the permission. Trying again does not help."),
    exceptions=(drf.PermissionDenied, PermissionDenied),
)
NOT_FOUND = ProblemKind(
    "not-found",
    404,
    _("Not found"),
    _("There is nothing here that the public may see."),
    _(
        "Check the URL. What is not published, private, expired or was never there gets the same answer, "
        "so that nothing can be learned from it."
    ),
    exceptions=(Http404,),
)
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed",
    405,
    _("Method not allowed"),
    _("The `Allow` header names what works here."),
    _("Use one of the methods in the header `Allow`."),
    exceptions=(drf.MethodNotAllowed,),
)
NOT_ACCEPTABLE = ProblemKind(
    "not-acceptable",
    406,
    _("Not acceptable"),
    _("The API answers in JSON only."),
    _("Leave out the header `Accept`, or send `application/json`. Problems are `application/problem+json`."),
    exceptions=(drf.NotAcceptable,),
)
LENGTH_REQUIRED = ProblemKind(
    "length-required",
    411,
    _("Length required"),
    _("Send a `Content-Length` with every body."),
    _("Send the header `Content-Length`. Bodies in pieces (`Transfer-Encoding: chunked`) are not taken."),
)
UNSUPPORTED_MEDIA_TYPE = ProblemKind(
    "unsupported-media-type",
    415,
    _("Unsupported media type"),
    _("Send the body as `application/json`."),
    _("Send JSON with the header `Content-Type: application/json`. Forms and files are not taken."),
    exceptions=(drf.UnsupportedMediaType,),
)
TOO_MANY_REQUESTS = ProblemKind(
    "too-many-requests",
    429,
    _("Too many requests"),
    _("`Retry-After` says in how many seconds to try again."),
    _(
        "Wait for the seconds in `Retry-After`. The headers `RateLimit` and `RateLimit-Policy` of every answer to a "
        "write tell how much is left."
    ),
)
INTERNAL = ProblemKind(
    "internal",
    500,
    _("Something went wrong here"),
    _("The fault is ours and has been logged under `request_id`."),
    _(
        "Try again later. If it stays, tell the operators the `request_id`: it leads them to the line in the log."
    ),
)
UNAVAILABLE = ProblemKind(
    "unavailable",
    503,
    _("Not available at the moment"),
    _("A part of the service is away. `/health/ready` says which; try again soon."),
    _(
        "Try again after a few seconds, with growing pauses. Answers that a cache holds stay usable meanwhile."
    ),
    exceptions=(RecompilationRequired, OperationalError, InterfaceError, ConnectionError),
)

register(
    INVALID_PARAMETER,
    INVALID_BODY,
    MALFORMED_JSON,
    FORBIDDEN,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    LENGTH_REQUIRED,
    UNSUPPORTED_MEDIA_TYPE,
    TOO_MANY_REQUESTS,
    INTERNAL,
    UNAVAILABLE,
)
