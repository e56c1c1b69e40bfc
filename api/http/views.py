"""The base views of the API: the short path of reads, and what every endpoint that takes a body has in common.

A read has one format and no account, so negotiation, parsing, authentication and throttling could not lead to
another answer and are skipped; methods, `Accept` and problems are checked here.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.views import APIView

from api.http import problems
from delivery.publish import read_current

_ACCEPTED = ("*/*", "application/*", "application/json", "text/html")


class ReadView(APIView):
    """An endpoint that only answers `GET` and `HEAD`, with bytes that are ready."""

    accepted: ClassVar[tuple[str, ...]] = _ACCEPTED

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            self._check(request)
            # Selectors compile nothing: what a read needs compiled is compiled here, and the read repeated.
            return read_current(lambda: self.get(request, *args, **kwargs))
        except Exception as error:
            return problems.respond(request, problems.from_exception(error, request))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """This will answer the read."""
        raise NotImplementedError

    def _check(self, request: HttpRequest) -> None:
        if request.method not in ("GET", "HEAD"):
            raise problems.Problem(problems.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
        accept = request.headers.get("Accept", "*/*")
        if not any(kind in accept for kind in self.accepted):
            raise problems.Problem(problems.NOT_ACCEPTABLE)


class WriteView(APIView):
    """A DRF view whose answers are never cached and tell the limits, also when they are refusals."""

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self._told: dict[str, str] = {}
        return super().initialize_request(request, *args, **kwargs)

    def tell(self, headers: Mapping[str, str]) -> None:
        """This will put headers on whatever the answer is going to be."""
        self._told.update(headers)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")
        for name, value in self._told.items():
            answer.headers.setdefault(name, value)
        return answer
