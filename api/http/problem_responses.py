"""How a problem becomes an answer, whatever raised it: a view, DRF, a middleware or Django itself."""

import logging
from collections.abc import Mapping
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.log import log_response
from django.utils.translation.trans_real import parse_accept_lang_header
from pydantic import MISSING, BeforeValidator, ConfigDict, Field

from api.http.problems import INTERNAL, KINDS, UNAVAILABLE, Problem, kind_of_exception, kind_of_status
from delivery.caching.headers import tag_headers
from delivery.caching.tags import UNRESOLVED
from delivery.content.schema import Content, Url
from delivery.serialization import to_json

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"


def _with_statuses(schema: dict[str, Any]) -> None:
    # A version of the API adds kinds to the table, so it is read when the schema is made.
    schema["enum"] = sorted({kind.status for kind in KINDS.values()})


class ErrorOut(Content):
    """One error: in a parameter, or in the part of the body to which `pointer` (RFC 6901) leads."""

    parameter: str | MISSING = MISSING
    header: str | MISSING = MISSING
    pointer: str | MISSING = MISSING
    code: str = Field(description="Stable, such as `unknown` or `required`.")
    # Errors carry lazy translations; they become text here.
    detail: Annotated[str, BeforeValidator(str)] = Field(description="A sentence in the reader's language.")
    did_you_mean: str | MISSING | None = MISSING
    allowed: list[str] | MISSING = MISSING


class ProblemOut(Content):
    """A problem (RFC 9457). `type` is the URL of a page that explains it."""

    model_config = ConfigDict(extra="allow")

    type: Url
    title: str
    status: int = Field(json_schema_extra=_with_statuses)
    detail: str
    instance: str
    request_id: str = Field(description="Also in the header `X-Request-Id`; names it in our logs.")
    errors: list[ErrorOut]


def from_exception(exception: Exception, request: HttpRequest) -> Problem:
    """Return the problem that an exception means; one that is not in the table is logged and `internal`."""
    if isinstance(exception, Problem):
        return exception
    kind = kind_of_exception(exception)
    if kind is None:
        logger.error("%s %s failed", request.method, request.path, exc_info=exception)
    problem = Problem(kind or INTERNAL)
    problem.__cause__ = exception
    return problem


def exception_handler(exception: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Answer for DRF what a view raised."""
    request = context["request"]._request
    return respond(request, from_exception(exception, request))


def in_contract(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return an error that Django itself answered as a problem."""
    if response.get("Content-Type", "").startswith(CONTENT_TYPE):
        return response
    kind = kind_of_status(response.status_code)
    # A status that is not in the table stays, such as 416 with its `Content-Range`: it is no fault of the server.
    if kind is None and response.status_code < 500:
        return response
    headers = {"Allow": response["Allow"]} if "Allow" in response else {}
    return respond(request, Problem(kind or INTERNAL, headers=headers))


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the answer for a problem, in the language of its detail or else the one that the client asked for."""
    language = problem.headers.get("Content-Language") or language_of(request)
    with translation.override(language):
        body = to_json(_problem_out(request, problem))
    headers = {"Content-Language": language, **_headers(problem)}
    response = HttpResponse(body, status=problem.kind.status, content_type=CONTENT_TYPE, headers=headers)
    patch_vary_headers(response, ["Accept-Language"])
    if problem.kind is UNAVAILABLE:
        # Django would log an error that says nothing of the cause.
        cause = f"{type(problem.__cause__).__name__}: {problem.__cause__}"
        log_response(
            "503 for %s: %s", request.path, cause, response=response, request=request, level="warning"
        )
    return response


def asked_language(request: HttpRequest) -> str | None:
    """Choose German or English by `Accept-Language`; None if it names neither."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language = code.split("-")[0]
        if language in dict(settings.LANGUAGES):
            return language
    return None


def language_of(request: HttpRequest) -> str:
    """Choose German or English by `Accept-Language`; without it the language of the newsroom."""
    return asked_language(request) or str(settings.LANGUAGE_CODE)


def _headers(problem: Problem) -> Mapping[str, str]:
    if problem.kind.status not in (404, 410):
        return {"Cache-Control": "no-store", **problem.headers}
    # The next publication may put something here, so the answer is purged like any other.
    return {"Cache-Control": "public, max-age=10", **tag_headers(UNRESOLVED), **problem.headers}


def _problem_out(request: HttpRequest, problem: Problem) -> ProblemOut:
    return ProblemOut(
        type=f"{settings.PUBLIC_URL}{settings.API_ROOT}problems/{problem.kind.code}/",
        title=str(problem.kind.title),
        status=problem.kind.status,
        detail=str(problem.detail or problem.kind.explanation),
        instance=request.get_full_path(),
        request_id=getattr(request, "request_id", ""),
        errors=[ErrorOut(**error) for error in problem.errors],
        **problem.extra,
    )
