"""What comes with every answer: which refusals an endpoint knows, and the headers.

The rules hold for all endpoints; what only one of them refuses stands in one table.
"""

from collections.abc import Iterator
from typing import Any

from api.http import problems
from api.http.problems import Kind

# What a single endpoint refuses beyond the rules, by method and path below the base.
REFUSALS: dict[tuple[str, str], tuple[Kind, ...]] = {
    ("GET", "/resolve/"): (problems.GONE,),
    ("GET", "/changes/"): (problems.GONE,),
    ("POST", "/articles/{article_id}/comments/"): (
        problems.CHALLENGE_FAILED,
        problems.COMMENTS_CLOSED,
        problems.IDEMPOTENCY_MISMATCH,
    ),
    ("POST", "/comments/challenge/"): (problems.COMMENTS_CLOSED,),
    ("GET", "/comments/mine/"): (problems.UNAUTHORIZED,),
}

# Who must say who they are, and how.
RECEIPT_PATHS = ("/comments/mine/",)
# Answers that are kept nowhere and have no validator.
UNCACHED = (*RECEIPT_PATHS, "/comments/challenge/{challenge_id}/picture/", "/snapshot/")
SECURITY_SCHEMES: dict[str, Any] = {
    "receipt": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Receipt <receipt>`, with the receipt that came with the answer to a submitted comment.",
    }
}


def refusals(method: str, path: str, *, has_body: bool) -> list[Kind]:
    """This will list how an endpoint may refuse, by status."""
    return sorted(_refusals(method, path, has_body=has_body), key=lambda kind: kind.status)


def _refusals(method: str, path: str, *, has_body: bool) -> Iterator[Kind]:
    # Not found is also what an address with a NUL byte is, wherever it leads.
    yield from (problems.INVALID_PARAMETER, problems.NOT_FOUND, problems.NOT_ACCEPTABLE)
    yield from (problems.INTERNAL, problems.UNAVAILABLE)
    yield from REFUSALS.get((method, path), ())
    if method in ("POST", "PUT", "PATCH"):
        yield problems.LENGTH_REQUIRED
        yield problems.TOO_LARGE
        yield problems.TOO_MANY_REQUESTS
    if has_body:
        yield from (problems.INVALID_BODY, problems.MALFORMED_JSON, problems.UNSUPPORTED_MEDIA_TYPE)


def headers(method: str, status: int, *, has_validator: bool) -> list[str]:
    """This will name the headers that come with an answer."""
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
