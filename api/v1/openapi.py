"""How the OpenAPI document is made from the views: what each says of itself, and what holds for all.

What is the same for every view stands in `openapi.json`, apart from the examples, which are those of `api.v1.examples`.
"""

import functools
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import orjson
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter

from api.http import problems
from api.http.problem_responses import CONTENT_TYPE, ProblemOut
from api.http.problems import ProblemKind
from api.http.views import Operation, operation_of
from api.v1 import examples
from api.v1.problems import TOO_LARGE
from delivery.serialization import to_json

COMPONENTS: dict[str, Any] = orjson.loads(Path(__file__).with_suffix(".json").read_bytes())
_DESCRIPTIONS = {
    200: "What was asked for.",
    201: "It was made.",
    202: "It was taken and waits for approval.",
    204: "It was done.",
    304: "Nothing has changed since the answer with this `ETag`.",
}


def refusals(operation: type[Operation]) -> list[ProblemKind]:
    """Return how an operation may refuse, by status."""
    # A path with a NUL byte is not found on any endpoint.
    kinds = [problems.INVALID_PARAMETER, problems.NOT_FOUND, problems.NOT_ACCEPTABLE]
    kinds += [problems.INTERNAL, problems.UNAVAILABLE, *operation.refusals]
    if operation.body is not None:
        kinds += [problems.LENGTH_REQUIRED, TOO_LARGE, problems.TOO_MANY_REQUESTS]
        kinds += [problems.INVALID_BODY, problems.MALFORMED_JSON, problems.UNSUPPORTED_MEDIA_TYPE]
    return sorted(kinds, key=lambda kind: kind.status)


def headers(method: str, status: int, *, has_validator: bool) -> list[str]:
    """Return the names of the headers that come with an answer."""
    names = ["Cache-Control", "X-Request-Id"]
    if status >= 400:
        names += ["Content-Language"]
    elif has_validator:
        names += ["Cache-Tag", "Surrogate-Key"]
        names += ["ETag"] if status == 304 else ["ETag", "Content-Language", "Link"]
    if method != "GET" and (status < 400 or status == 429):
        names += ["RateLimit", "RateLimit-Policy"]
    if status == 429:
        names += ["Retry-After"]
    return names


class Schema(AutoSchema):
    """The schema of one view: its own answers, and the problems and headers of the contract."""

    @property
    def operation(self) -> type[Operation]:
        return operation_of(cast(type[Operation], type(self.view)), self.method)

    @property
    def has_validator(self) -> bool:
        return self.method == "GET" and self.operation.has_validator

    def is_excluded(self) -> bool:
        return not self.operation.operation_id

    def get_operation_id(self) -> str:
        return self.operation.operation_id

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:  # type: ignore[override]
        # The docstring of a view is for readers of the code.
        return ""

    def get_tags(self) -> list[str]:
        return list(self.operation.tags)

    def get_auth(self) -> list[dict[str, Any]]:
        return [{name: []} for name in self.operation.security]

    def get_override_parameters(self) -> list[OpenApiParameter]:  # type: ignore[override]
        own = [parameter.openapi() for parameter in self.operation.parameters or ()]
        return [*own, *self.operation.header_parameters]

    def get_request_serializer(self) -> Any:
        return self.operation.body

    def get_response_serializers(self) -> Any:
        return self.operation.out

    def _get_parameters(self) -> list[Any]:
        own: list[Any] = super()._get_parameters()
        values = examples.PARAMETERS.get(self.operation.operation_id, {})
        for parameter in own:
            if parameter["name"] in values:
                parameter["example"] = values[parameter["name"]]
        names = ["AcceptLanguage", *(["IfNoneMatch"] if self.has_validator else [])]
        return own + [_reference("parameters", name) for name in names]

    def _resolve_path_parameters(self, variables: Any) -> Any:
        parameters = super()._resolve_path_parameters(variables)  # type: ignore[no-untyped-call]
        described = cast(type[Operation], type(self.view)).path_parameters
        for parameter in parameters:
            parameter["description"] = described.get(parameter["name"], "")
        return parameters

    def _get_request_body(self, direction: Any = "request") -> dict[str, Any] | None:
        body: dict[str, Any] | None = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        _add_examples(body or {})
        return body

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        declared = super()._get_response_bodies(direction)
        bodies = {status: body for status, body in declared.items() if int(status) < 400}
        if self.has_validator:
            bodies["304"] = {}
        for status, body in bodies.items():
            self._complete(int(status), body)
        for refused, group in itertools.groupby(refusals(self.operation), key=lambda kind: kind.status):
            bodies[str(refused)] = self._refusal(list(group), declared.get(str(refused)))
        return dict(sorted(bodies.items()))

    def _complete(self, status: int, body: dict[str, Any]) -> None:
        body["description"] = _DESCRIPTIONS[status]
        body["headers"] = self._headers(status)
        _add_examples(body)

    def _headers(self, status: int) -> dict[str, Any]:
        names = headers(self.method, status, has_validator=self.has_validator)
        return {name: _reference("headers", name) for name in names}

    def _refusal(self, kinds: Sequence[ProblemKind], declared: Any) -> dict[str, Any]:
        """Describe the problems of one status; an operation may declare a component with more members."""
        problem = dict(self.resolve_serializer(cast(Any, ProblemOut), "response").ref)
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

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "urlconf": "api.v1.urls"})  # type: ignore[no-untyped-call]

    def get_schema(self, request: Any = None, public: bool = True) -> dict[str, Any]:
        with translation.override("en"):
            document = super().get_schema(request, public)  # type: ignore[no-untyped-call]
            document["components"] |= {**COMPONENTS, "examples": _used(examples.components(), document)}
        # Reading needs no account; what does names its scheme.
        document["security"] = []
        return document


@functools.cache
def document() -> bytes:
    """Return the document, which is made once in each process."""
    return to_json(Generator().get_schema())


def _add_examples(body: dict[str, Any]) -> None:
    """Add the example of its component to each media type."""
    for media in body.get("content", {}).values():
        name = media["schema"].get("$ref", "").rpartition("/")[2]
        if name in examples.ANSWERS:
            media["examples"] = {name: _reference("examples", name)}


def _used(components: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Return the examples to which the document refers: some problems belong to no endpoint."""
    written = to_json(document)
    return {
        name: value
        for name, value in components.items()
        if b'"#/components/examples/%b"' % name.encode() in written
    }


def _reference(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}
