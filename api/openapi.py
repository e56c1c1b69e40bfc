"""How the OpenAPI document is made from the views: what each says of itself, and what holds for all."""

import functools
import itertools
from collections.abc import Sequence
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from api.problems import CONTENT_TYPE, Kind
from api.renderers import to_json
from api.v1.shapes import answers, examples
from api.v1.shapes.problems import ProblemOut

_PATH_PARAMETERS = {
    "article_id": "The id of an article.",
    "comment_id": "The id of a comment.",
    "download_id": "The id of a download.",
    "slug": "The last part of an article's path.",
}


class Schema(AutoSchema):
    """The schema of one view: beside its own answers all the refusals and headers of the contract."""

    def get_description(self) -> str:  # type: ignore[override]
        # The docstrings of views are for those who read the code.
        return ""

    def get_tags(self) -> list[str]:
        """This will name the one group that the endpoint belongs to."""
        parts = [part for part in self.path.split("/") if part and not part.startswith("{")]
        return ["comments" if "comments" in parts else parts[0]]

    def get_auth(self) -> list[dict[str, Any]]:
        return [{"receipt": []}] if self.path in answers.RECEIPT_PATHS else []

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        if operation:
            shared = ["AcceptLanguage", *(["IfNoneMatch"] if self.method == "GET" else [])]
            operation.setdefault("parameters", []).extend(_reference("parameters", name) for name in shared)
        return operation

    def _resolve_path_parameters(self, variables: Any) -> Any:
        parameters = super()._resolve_path_parameters(variables)  # type: ignore[no-untyped-call]
        for parameter in parameters:
            parameter["description"] = _PATH_PARAMETERS.get(parameter["name"], "")
        return parameters

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if self.method == "GET":
            bodies["304"] = {}
        for status, body in bodies.items():
            self._complete(int(status), body)
        has_body = self._get_request_body() is not None  # type: ignore[no-untyped-call]
        kinds = answers.refusals(self.method, self.path, has_body=has_body)
        for problem_status, group in itertools.groupby(kinds, key=lambda kind: kind.status):
            bodies[str(problem_status)] = self._refusal(problem_status, list(group))
        return dict(sorted(bodies.items()))

    def _complete(self, status: int, body: dict[str, Any]) -> None:
        body["description"] = body.get("description") or answers.DESCRIPTIONS.get(status, "")
        body["headers"] = {**_headers(self.method, status), **body.get("headers", {})}
        for media in body.get("content", {}).values():
            name = media["schema"].get("$ref", "").rpartition("/")[2]
            if name in examples.ANSWERS:
                media["examples"] = {name: _reference("examples", name)}

    def _refusal(self, status: int, kinds: Sequence[Kind]) -> dict[str, Any]:
        content = {
            "schema": self.resolve_serializer(ProblemOut, "response").ref,
            "examples": {kind.code: _reference("examples", kind.code) for kind in kinds},
        }
        return {
            "description": " ".join(f"`{kind.code}`: {kind.explanation}" for kind in kinds),
            "headers": _headers(self.method, status),
            "content": {CONTENT_TYPE: content},
        }


class Generator(SchemaGenerator):
    """Makes the document of API v1, in English and the same on every machine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["urlconf"] = kwargs.get("urlconf") or "api.v1.urls"
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]

    def get_schema(self, request: Any = None, public: bool = True) -> dict[str, Any]:
        with translation.override("en"):
            document = super().get_schema(request, public)  # type: ignore[no-untyped-call]
        components = document["components"]
        components["headers"] = answers.HEADERS
        components["parameters"] = answers.PARAMETERS
        components["examples"] = examples.components()
        components["securitySchemes"] = answers.SECURITY_SCHEMES
        _forget_enum_ids(document)
        return document


@functools.cache
def document() -> bytes:
    """This will return the OpenAPI document, which is made once in each process."""
    return to_json(Generator().get_schema())


def _reference(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _headers(method: str, status: int) -> dict[str, Any]:
    return {name: _reference("headers", name) for name in answers.headers(method, status)}


def _forget_enum_ids(node: Any) -> None:
    # A note of drf-spectacular to its hook for naming enumerations, which is not used here.
    if isinstance(node, dict):
        node.pop("x-spec-enum-id", None)
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _forget_enum_ids(child)
