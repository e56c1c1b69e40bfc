"""The short path for reads: a DRF view without negotiation, parsing, authentication and throttling.

There is one format and no account, so nothing of it could lead to another answer; what remains of
the contract (methods, `Accept`, problems) is kept here.
"""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.views import APIView

from api import problems

_ACCEPTED = ("*/*", "application/*", "application/json", "text/html")


class ReadView(APIView):
    """An endpoint that only answers `GET` and `HEAD`, with bytes that are ready."""

    accepted: ClassVar[tuple[str, ...]] = _ACCEPTED

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            self._check(request)
            return self.get(request, *args, **kwargs)
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
