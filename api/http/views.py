"""The base views of the API: the short path of reads, and what endpoints that take a body have in common.

A read has one format and no account, so negotiation, parsing, authentication and throttling could not lead to
another answer and are skipped; methods, `Accept` and problems are checked here.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter
from rest_framework.views import APIView

from api.http import problems
from api.http.parameters import Parameter, read_query
from api.http.problem_responses import from_exception, language_of, respond
from api.http.problems import ProblemKind
from delivery.caching.headers import cacheable
from delivery.publish import read_current

BODY_METHODS = ("POST", "PUT", "PATCH")
_READS = ("GET", "HEAD")


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
    # The names of security schemes.
    security: ClassVar[Sequence[str]] = ()
    # Whether a read has an `ETag` and may be cached.
    has_validator: ClassVar[bool] = True


def operation_of(view: type[Operation], method: str) -> type[Operation]:
    """Return what a view says of one of its methods."""
    found: type[Operation] = getattr(view, method.capitalize(), view)
    return found


class Answer(NamedTuple):
    """The bytes of a read and what caches must know of them; the base view answers 304 to a client that has them.

    `tags` are the names by which shared caches purge it, as `delivery.caching.tags.header` writes them. `etag` is
    the unquoted validator, by default a hash of the body. `headers` are those of the 304 as well. A body that is not
    read yet is a function, which is called unless the answer is 304.
    """

    body: bytes | Callable[[], bytes]
    tags: str
    etag: str = ""
    expires_at: datetime | None = None
    language: str = ""
    headers: Mapping[str, str] | None = None
    content_type: str = "application/json"


class ReadView(Operation, APIView):
    """An endpoint that only answers `GET` and `HEAD`.

    `get` takes the request, the values of the parameters, the moment of reading and the variables of the path.
    """

    # Substrings of `Accept` that are served; `*/*` stands for any.
    accepted: ClassVar[tuple[str, ...]] = ("*/*", "application/*", "application/json", "text/html")
    get: Callable[..., Answer | HttpResponseBase]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            self._check(request)
            # Selectors compile nothing: what a read needs compiled is compiled here, and the read repeated.
            return read_current(lambda: self.read(request, **kwargs))
        except Exception as error:
            return respond(request, self.explain(from_exception(error, request), request, **kwargs))

    def explain(self, problem: problems.Problem, request: HttpRequest, **path: Any) -> problems.Problem:
        """Return the problem to answer with, which may say more about what is in the path."""
        return problem

    def read(self, request: HttpRequest, **path: Any) -> HttpResponseBase:
        """Read the parameters and the clock, and turn what `get` returns into a response."""
        query = {} if self.parameters is None else read_query(request.GET, self.parameters)
        now = timezone.now()
        answer = self.get(request, query, now, **path)
        if isinstance(answer, HttpResponseBase):
            return answer
        body, tags, etag, expires_at, language, headers, content_type = answer
        response = cacheable(
            request,
            body,
            now=now,
            tags=tags,
            etag=etag,
            expires_at=expires_at,
            language=language,
            content_type=content_type,
        )
        for name, value in (headers or {}).items():
            response[name] = value
        return response

    def _check(self, request: HttpRequest) -> None:
        if request.method not in _READS:
            raise problems.Problem(problems.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(_READS)})
        accept = request.headers.get("Accept", "*/*")
        if not any(kind in accept for kind in self.accepted):
            raise problems.Problem(problems.NOT_ACCEPTABLE)


class WriteView(ReadView):
    """An endpoint with a body, answered through DRF and never cached; a `get` takes the short path of reads."""

    # DRF would answer `OPTIONS` with the docstring of the view. Preflights of browsers are answered before.
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method in _READS and hasattr(self, "get"):
            return super().dispatch(request, *args, **kwargs)
        with translation.override(language_of(request)):
            return APIView.dispatch(self, request, *args, **kwargs)

    def handle_exception(self, error: Exception) -> Any:
        request = self.request._request
        return respond(request, self.explain(from_exception(error, request), request, **self.kwargs))

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in (*BODY_METHODS, "DELETE") and hasattr(self, request.method.lower()):
            read_query(request._request.GET, operation_of(type(self), request.method).parameters or ())

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
