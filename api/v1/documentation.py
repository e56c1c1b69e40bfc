"""The API explains itself: the OpenAPI document, a page to browse it, and a page for each kind of problem."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from drf_spectacular.utils import extend_schema

from api.http import openapi, problems
from api.http.parameters import Parameter, one_of, read
from api.http.problems import Kind
from api.http.views import ReadView
from api.v1.advice import ADVICE
from api.v1.shapes.examples import problem_example
from delivery.caching.headers import cacheable
from delivery.caching.tags import CONTRACT

# Scripts and styles come from this server only; the viewer draws its icons from `data:` addresses.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_LANG = Parameter("lang", one_of(*dict(settings.LANGUAGES)), "The language of the page.")


@extend_schema(exclude=True)
class OpenApiView(ReadView):
    """`openapi.json`"""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        read(request.GET, ())
        return cacheable(request, openapi.document(), now=timezone.now(), tags=CONTRACT)


class _PageView(ReadView):
    """A page for people, in the language that they ask for."""

    accepted = ("text/", "*/*")
    template = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        chosen = read(request.GET, (_LANG,))["lang"]
        language = chosen or problems.language_of(request)
        with translation.override(language):
            html = render_to_string(self.template, {"language": language, **self.context(**kwargs)})
        response = cacheable(request, html.encode(), now=timezone.now(), tags=CONTRACT, language=language)
        response["Content-Type"] = "text/html; charset=utf-8"
        response["Content-Security-Policy"] = _POLICY
        if not chosen:
            patch_vary_headers(_plain(response), ["Accept-Language"])
        return response

    def context(self, **kwargs: Any) -> Mapping[str, Any]:
        """This will return what the template needs, in the language that is active."""
        return {}


@extend_schema(exclude=True)
class DocsView(_PageView):
    """`docs/`: the document, to browse and to try out."""

    template = "api/docs.html"


@extend_schema(exclude=True)
class ProblemListView(_PageView):
    """`problems/`: every kind of problem."""

    template = "api/problems.html"

    def context(self, **kwargs: Any) -> Mapping[str, Any]:
        return {"kinds": [_explained(kind) for kind in problems.KINDS.values()]}


@extend_schema(exclude=True)
class ProblemView(_PageView):
    """`problems/{code}/`: where the `type` of a problem leads."""

    template = "api/problem.html"

    def context(self, **kwargs: Any) -> Mapping[str, Any]:
        kind = problems.KINDS.get(kwargs["code"])
        if kind is None:
            raise problems.Problem(problems.NOT_FOUND)
        language = translation.get_language() or settings.LANGUAGE_CODE
        example = orjson.dumps(problem_example(kind, language=language), option=orjson.OPT_INDENT_2)
        advice = with_code(str(ADVICE[kind.code]))
        return {**_explained(kind), "advice": advice, "example": example.decode()}


def with_code(text: str) -> SafeString:
    """This will set what stands between backticks as code, and escape everything."""
    parts = text.split("`")
    return format_html_join(
        "", "{}", ((_code(part) if place % 2 else part,) for place, part in enumerate(parts))
    )


def _code(text: str) -> SafeString:
    return format_html_join("", "<code>{}</code>", [(text,)])


def _explained(kind: Kind) -> dict[str, Any]:
    return {"kind": kind, "explanation": with_code(str(kind.explanation))}


def _plain(response: HttpResponseBase) -> HttpResponse:
    assert isinstance(response, HttpResponse)  # noqa: S101
    return response
