"""What an endpoint says of itself, and what holds for all endpoints: problems, headers, parameters."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter

from api.http import problems
from api.http.parameters import Parameter
from api.http.problems import ProblemKind

BODY_METHODS = ("POST", "PUT", "PATCH")


class Operation:
    """One method of an endpoint, for its view and for the OpenAPI document.

    A view is the operation of its own method. The second method of a view is described by a class in it that has
    the name of the method, such as `Post`.
    """

    # Without an id the operation is not in the document.
    operation_id: ClassVar[str] = ""
    summary: ClassVar[str] = ""
    tags: ClassVar[Sequence[str]] = ()
    # What the query may hold; with None it is not read.
    parameters: ClassVar[Sequence[Parameter] | None] = ()
    header_parameters: ClassVar[Sequence[OpenApiParameter]] = ()
    # Descriptions by name, for all methods of a view; the types are those of the converters.
    path_parameters: ClassVar[Mapping[str, str]] = {}
    # The component of the body of a request.
    body: ClassVar[Any] = None
    # The component of a 200, or components by status, or by (status, media type).
    out: ClassVar[Any] = None
    # Kinds of problems beyond those that hold for all endpoints.
    refusals: ClassVar[Sequence[ProblemKind]] = ()
    # Security schemes by name.
    security: ClassVar[Mapping[str, Any]] = {}
    # Whether a read has an `ETag` and may be cached.
    has_validator: ClassVar[bool] = True


def operation_of(view: type[Operation], method: str) -> type[Operation]:
    """Return what a view says of one of its methods."""
    found: type[Operation] = getattr(view, method.capitalize(), view)
    return found


def refusals(operation: type[Operation], method: str) -> list[ProblemKind]:
    """Return how an operation may refuse, by status."""
    return sorted(_refusals(operation, method), key=lambda kind: kind.status)


def _refusals(operation: type[Operation], method: str) -> Iterator[ProblemKind]:
    # A path with a NUL byte is not found on any endpoint.
    yield from (problems.INVALID_PARAMETER, problems.NOT_FOUND, problems.NOT_ACCEPTABLE)
    yield from (problems.INTERNAL, problems.UNAVAILABLE)
    yield from operation.refusals
    if method in BODY_METHODS:
        yield from (problems.LENGTH_REQUIRED, problems.TOO_LARGE, problems.TOO_MANY_REQUESTS)
    if operation.body is not None:
        yield from (problems.INVALID_BODY, problems.MALFORMED_JSON, problems.UNSUPPORTED_MEDIA_TYPE)


def headers(method: str, status: int, *, has_validator: bool) -> list[str]:
    """Return the names of the headers that come with an answer."""
    names = ["Cache-Control", "X-Request-Id"]
    if status >= 400:
        names += ["Content-Language"]
    elif has_validator:
        names += ["Cache-Tag", "Surrogate-Key"]
        names += ["ETag"] if status == 304 else ["ETag", "Content-Language", "Link"]
    if method != "GET" and (status < 400 or status == 429):
        names += ["RateLimit", "RateLimit-Policy"]
    if status == 429:
        names += ["Retry-After"]
    return names


def _text(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


HEADERS: dict[str, Any] = {
    "Cache-Control": _text(
        "Browsers always ask; shared caches keep what is public for the seconds in `s-maxage`.",
        "public, max-age=0, s-maxage=60, stale-if-error=86400",
    ),
    "Cache-Tag": _text(
        "The names by which a shared cache can be told to forget the answer.",
        "everything,page:12,comments:12,section:5,author:3,tag:8,locale:1,image:9",
    ),
    "Surrogate-Key": _text(
        "The same as `Cache-Tag`, with spaces between, for caches that read it so.",
        "everything page:12 comments:12 section:5 author:3 tag:8 locale:1 image:9",
    ),
    "Content-Language": _text("The language of the answer, where it has one.", "de"),
    "ETag": _text("A strong validator for `If-None-Match`.", '"5f1d0c7e2b9a4c36"'),
    "Link": _text(
        "Where the answer has its place on the reader's site.",
        '<https://example.org/de/auszeichnungen/auszeichnung/>; rel="canonical"',
    ),
    "RateLimit": _text(
        "What is left of each limit, and the seconds until it starts anew.", '"submit-minute";r=29;t=41'
    ),
    "RateLimit-Policy": _text(
        "Each limit with its quota and its window in seconds.", '"submit-minute";q=30;w=60'
    ),
    "Retry-After": {
        "description": "The seconds after which to try again.",
        "schema": {"type": "integer", "minimum": 1},
        "example": 41,
    },
    "X-Request-Id": _text(
        "Names the request in our logs. Taken over from the request if it is `[A-Za-z0-9-]{8,64}`.",
        "6b1f0d0c5a3e4b0f9d5f0a4c2e7b8d91",
    ),
}

PARAMETERS: dict[str, Any] = {
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The `ETag` of the answer that you have: 304 without a body if it still holds.",
        "schema": {"type": "string"},
    },
    "AcceptLanguage": {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of problems: German or English. Content has the language it was asked for in.",
        "schema": {"type": "string"},
        "example": "en",
    },
}

DESCRIPTIONS = {
    200: "What was asked for.",
    201: "It was made.",
    202: "It was taken and waits for approval.",
    304: "Nothing has changed since the answer with this `ETag`.",
}
