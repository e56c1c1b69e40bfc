"""How the OpenAPI document is made from the views: what each says of itself, and what holds for all."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, cast

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter

from api.http import operations
from api.http.operations import Operation, operation_of
from api.http.problem_responses import CONTENT_TYPE, ProblemOut
from api.http.problems import ProblemKind


class Schema(AutoSchema):
    """The schema of one view: its own answers, and the problems and headers of the contract.

    A version of the API names its examples by the name of the component.
    """

    examples: ClassVar[Mapping[str, Any]] = {}

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
        for name, scheme in self.operation.security.items():
            kind = ResolvedComponent.SECURITY_SCHEMA
            component = ResolvedComponent(name, kind, scheme, name)  # type: ignore[no-untyped-call]
            self.registry.register_on_missing(component)
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
        names = ["AcceptLanguage", *(["IfNoneMatch"] if self.has_validator else [])]
        return own + [_reference("parameters", name) for name in names]

    def _resolve_path_parameters(self, variables: Any) -> Any:
        parameters = super()._resolve_path_parameters(variables)  # type: ignore[no-untyped-call]
        described = cast(type[Operation], type(self.view)).path_parameters
        for parameter in parameters:
            parameter["description"] = described.get(parameter["name"], "")
        return parameters

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        declared = super()._get_response_bodies(direction)
        bodies = {status: body for status, body in declared.items() if int(status) < 400}
        if self.has_validator:
            bodies["304"] = {}
        for status, body in bodies.items():
            self._complete(int(status), body)
        kinds = operations.refusals(self.operation, self.method)
        for refused, group in itertools.groupby(kinds, key=lambda kind: kind.status):
            bodies[str(refused)] = self._refusal(list(group), declared.get(str(refused)))
        return dict(sorted(bodies.items()))

    def _complete(self, status: int, body: dict[str, Any]) -> None:
        body["description"] = body.get("description") or operations.DESCRIPTIONS.get(status, "")
        body["headers"] = {**self._headers(status), **body.get("headers", {})}
        for media in body.get("content", {}).values():
            name = media["schema"].get("$ref", "").rpartition("/")[2]
            if name in self.examples:
                media["examples"] = {name: _reference("examples", name)}

    def _headers(self, status: int) -> dict[str, Any]:
        names = operations.headers(self.method, status, has_validator=self.has_validator)
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
    """Makes the document of one version of the API, in English and the same on every machine."""

    base_urlconf: ClassVar[str]
    # Makes the examples that the schemas of the views refer to.
    get_examples: ClassVar[Callable[[], dict[str, Any]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["urlconf"] = kwargs.get("urlconf") or self.base_urlconf
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]

    def get_schema(self, request: Any = None, public: bool = True) -> dict[str, Any]:
        with translation.override("en"):
            document = super().get_schema(request, public)  # type: ignore[no-untyped-call]
        components = document["components"]
        schemes = components.pop("securitySchemes")
        components["headers"] = operations.HEADERS
        components["parameters"] = operations.PARAMETERS
        components["examples"] = type(self).get_examples()
        components["securitySchemes"] = schemes
        return document


def _reference(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}
