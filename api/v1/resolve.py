"""From a path of the reader's site to what is there, in one call."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema

from api.http import problems
from api.http.parameters import Parameter, Refusal, read
from api.http.views import ReadView
from api.v1.shapes.pages import ResolvedOut
from delivery.caching.headers import cacheable, cacheable_edition
from delivery.caching.tags import UNRESOLVED
from delivery.content.paths import redirect_out
from delivery.read.paths import Found, Gone, MovedTo, resolve_path
from delivery.serialization import to_json


def _path(text: str) -> str:
    if not text.startswith("/") or len(text) > 2000 or "\0" in text:
        raise Refusal("invalid", _("A path begins with a slash, such as /de/projekte/."))
    return text if text.endswith("/") else f"{text}/"


PARAMETERS = (
    Parameter("path", _path, "A path of the reader's site, such as `/de/projekte/`.", required=True),
)


class ResolveView(ReadView):
    """`resolve/?path=`"""

    @extend_schema(
        operation_id="resolve",
        summary="Find out what a path leads to",
        parameters=[parameter.openapi() for parameter in PARAMETERS],
        responses=ResolvedOut,
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        result = resolve_path(read(request.GET, PARAMETERS)["path"], now=now)
        match result:
            case Found(row):
                body = b'{"kind":"PAGE","page":%b}' % row.body
                return cacheable_edition(request, row, body, etag=f"{row.etag}-page", now=now)
            case MovedTo():
                return cacheable(request, to_json(redirect_out(result)), now=now, tags=UNRESOLVED)
            case Gone():
                raise problems.Problem(problems.GONE)
        raise problems.Problem(problems.NOT_FOUND)
