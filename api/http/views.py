"""The base views of the API: the short path of reads, and what endpoints that take a body have in common.

A read has one format and no account, so negotiation, parsing, authentication and throttling could not lead to
another answer and are skipped; methods, `Accept` and problems are checked here.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from rest_framework.views import APIView

from api.http import problems
from api.http.operations import BODY_METHODS, Operation, operation_of
from api.http.parameters import read_query
from api.http.problem_responses import from_exception, language_of, respond
from delivery.caching.headers import cacheable
from delivery.publish import read_current

_READS = ("GET", "HEAD")
_ACCEPTED = ("*/*", "application/*", "application/json", "text/html")


class Answer(NamedTuple):
    """The bytes of a read and what caches must know of them; the base view answers 304 to a client that has them.

    `tags` are the names by which shared caches purge it, as `delivery.caching.tags.header` writes them. `etag` is
    the unquoted validator, by default a hash of the body. `headers` are those of the 304 as well.
    """

    body: bytes
    tags: str
    etag: str = ""
    expires_at: datetime | None = None
    language: str = ""
    headers: Mapping[str, str] | None = None


class ReadView(Operation, APIView):
    """An endpoint that only answers `GET` and `HEAD`.

    `get` takes the request, the values of the parameters, the moment of reading and the variables of the path.
    """

    accepted: ClassVar[tuple[str, ...]] = _ACCEPTED
    get: Callable[..., Answer | HttpResponseBase]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            self._check(request)
            # Selectors compile nothing: what a read needs compiled is compiled here, and the read repeated.
            return read_current(lambda: self.read(request, **kwargs))
        except Exception as error:
            return respond(request, from_exception(error, request))

    def read(self, request: HttpRequest, **path: Any) -> HttpResponseBase:
        """Read the parameters and the clock, and turn what `get` returns into a response."""
        query = {} if self.parameters is None else read_query(request.GET, self.parameters)
        now = timezone.now()
        answer = self.get(request, query, now, **path)
        if isinstance(answer, HttpResponseBase):
            return answer
        body, tags, etag, expires_at, language, headers = answer
        response = cacheable(
            request, body, now=now, tags=tags, etag=etag, expires_at=expires_at, language=language
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

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method in _READS and hasattr(self, "get"):
            return super().dispatch(request, *args, **kwargs)
        with translation.override(language_of(request)):
            return APIView.dispatch(self, request, *args, **kwargs)

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self._added_headers: dict[str, str] = {}
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in BODY_METHODS and hasattr(self, request.method.lower()):
            read_query(request._request.GET, operation_of(type(self), request.method).parameters or ())

    def add_headers(self, headers: Mapping[str, str]) -> None:
        """Add headers to the response, whether it will be an answer or a problem."""
        self._added_headers.update(headers)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")
        for name, value in self._added_headers.items():
            answer.headers.setdefault(name, value)
        return answer
