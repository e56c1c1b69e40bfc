"""How the OpenAPI document is made from the views: what each says of itself, and what holds for all."""

import functools
import itertools
from collections.abc import Sequence
from typing import Any

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from api.http.problems import CONTENT_TYPE, Kind
from api.v1.shapes import answers, examples
from api.v1.shapes.problems import ProblemOut
from delivery.serialization import to_json

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
            # What the security schemes say of this header is not said twice.
            own = [one for one in operation.get("parameters", []) if one["name"] != "Authorization"]
            names = ["AcceptLanguage", *(["IfNoneMatch"] if self._has_validator() else [])]
            operation["parameters"] = own + [_reference("parameters", name) for name in names]
        return operation

    def _has_validator(self) -> bool:
        return self.method == "GET" and self.path not in answers.UNCACHED

    def _resolve_path_parameters(self, variables: Any) -> Any:
        parameters = super()._resolve_path_parameters(variables)  # type: ignore[no-untyped-call]
        for parameter in parameters:
            parameter["description"] = _PATH_PARAMETERS.get(parameter["name"], "")
        return parameters

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        declared = super()._get_response_bodies(direction)
        bodies = {status: body for status, body in declared.items() if int(status) < 400}
        if self._has_validator():
            bodies["304"] = {}
        for status, body in bodies.items():
            self._complete(int(status), body)
        has_body = self._get_request_body() is not None  # type: ignore[no-untyped-call]
        kinds = answers.refusals(self.method, self.path, has_body=has_body)
        for refused, group in itertools.groupby(kinds, key=lambda kind: kind.status):
            bodies[str(refused)] = self._refusal(list(group), declared.get(str(refused)))
        return dict(sorted(bodies.items()))

    def _complete(self, status: int, body: dict[str, Any]) -> None:
        body["description"] = body.get("description") or answers.DESCRIPTIONS.get(status, "")
        body["headers"] = {**self._headers(status), **body.get("headers", {})}
        for media in body.get("content", {}).values():
            name = media["schema"].get("$ref", "").rpartition("/")[2]
            if name in examples.ANSWERS:
                media["examples"] = {name: _reference("examples", name)}

    def _headers(self, status: int) -> dict[str, Any]:
        names = answers.headers(self.method, status, has_validator=self._has_validator())
        return {name: _reference("headers", name) for name in names}

    def _refusal(self, kinds: Sequence[Kind], declared: Any) -> dict[str, Any]:
        """This will describe the refusals of one status; a view may declare more members than all have."""
        problem = dict(self.resolve_serializer(ProblemOut, "response").ref)
        schema = next((media["schema"] for media in (declared or {}).get("content", {}).values()), problem)
        described = {
            "description": " ".join(f"`{kind.code}`: {kind.explanation}" for kind in kinds),
            "headers": self._headers(kinds[0].status),
            "content": {
                CONTENT_TYPE: {
                    "schema": schema,
                    "examples": {kind.code: _reference("examples", kind.code) for kind in kinds},
                }
            },
        }
        if len(kinds) > 1 or schema != problem:
            return described
        shared = ResolvedComponent(  # type: ignore[no-untyped-call]
            kinds[0].code, ResolvedComponent.RESPONSE, described, kinds[0].code
        )
        self.registry.register_on_missing(shared)
        return dict(shared.ref)


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
        _tidy(document)
        return document


@functools.cache
def document() -> bytes:
    """This will return the OpenAPI document, which is made once in each process."""
    return to_json(Generator().get_schema())


def _reference(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _tidy(node: Any) -> None:
    if isinstance(node, dict):
        # A note of drf-spectacular to its hook for naming enumerations, which is not used here.
        node.pop("x-spec-enum-id", None)
        # An empty default stands for "not given", which needs no word.
        if "enum" in node and node.get("default", node["enum"][0]) not in node["enum"]:
            del node["default"]
        if all(isinstance(word, str) for word in node.get("enum", [None])):
            node.setdefault("type", "string")
        # "Anything, or null" is anything.
        if node.get("oneOf") == [{}, {"type": "null"}]:
            del node["oneOf"]
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _tidy(child)
