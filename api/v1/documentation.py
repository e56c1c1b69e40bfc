"""The API explains itself: the OpenAPI document, a page to browse it, and a page for each kind of problem."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from api.http import problems
from api.http.parameters import LOCALES, Query, choice
from api.http.problem_responses import language_of
from api.http.problems import ProblemKind
from api.http.views import Answer, ReadView
from api.v1.examples import problem_example
from api.v1.openapi import document
from delivery.caching.tags import CONTRACT


class OpenApiView(ReadView):
    """`GET openapi.json`."""

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        return Answer(document(), CONTRACT)


class _PageView(ReadView):
    """A page for people, in the language that they ask for."""

    parameters = (choice("lang", "The language of the page.", *LOCALES),)
    accepted = ("text/", "*/*")
    template = ""

    def get(self, request: HttpRequest, query: Query, now: datetime, **path: Any) -> Answer:
        chosen = query["lang"]
        language = chosen or language_of(request)
        with translation.override(language):
            html = render_to_string(self.template, {"language": language, **self.context(**path)})
        headers = {"Content-Type": "text/html; charset=utf-8"}
        if not chosen:
            headers["Vary"] = "Accept-Language"
        return Answer(html.encode(), CONTRACT, language=language, headers=headers)

    def context(self, **path: Any) -> Mapping[str, Any]:
        """Return what the template needs, in the language that is active."""
        return {}


class DocsView(_PageView):
    """`GET docs/`: the document, to browse and to try out."""

    template = "api/docs.html"


class ProblemListView(_PageView):
    """`GET problems/`: every kind of problem."""

    template = "api/problems.html"

    def context(self, **path: Any) -> Mapping[str, Any]:
        return {"kinds": [_explained(kind) for kind in problems.kinds_by_status()]}


class ProblemView(_PageView):
    """`GET problems/{code}/`: where the `type` of a problem leads."""

    template = "api/problem.html"

    def context(self, **path: Any) -> Mapping[str, Any]:
        kind = problems.KINDS.get(path["code"])
        if kind is None:
            raise problems.Problem(problems.NOT_FOUND)
        example = orjson.dumps(problem_example(kind), option=orjson.OPT_INDENT_2)
        remedy = with_code(str(kind.remedy))
        return {**_explained(kind), "remedy": remedy, "example": example.decode()}


def with_code(text: str) -> SafeString:
    """Return HTML in which text between backticks is code and everything is escaped."""
    return mark_safe(re.sub("`(.*?)`", r"<code>\1</code>", escape(text)))  # noqa: S308


def _explained(kind: ProblemKind) -> dict[str, Any]:
    return {"kind": kind, "explanation": with_code(str(kind.explanation))}
