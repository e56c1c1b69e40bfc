"""Validation of real answers against the OpenAPI document."""

import functools
from typing import Any

import orjson
from django.http import HttpResponse
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from api.v1 import openapi
from delivery.content.schema import Content
from delivery.serialization import to_json

BASE = "/api/v1"
_URN = "urn:document"


@functools.cache
def document() -> dict[str, Any]:
    """Return the document as it is served."""
    found: dict[str, Any] = orjson.loads(openapi.document())
    return found


def check(response: HttpResponse, path: str, method: str = "get") -> Any:
    """Validate an answer against the document and return its body.

    `path` is the template of the endpoint below the base, such as `/articles/{article_id}/`.
    """
    described = document()["paths"][BASE + path][method]["responses"]
    status = str(response.status_code)
    assert status in described, f"{method} {path} does not document {status}: {response.content!r}"
    answer = _followed(described[status])
    if "content" not in answer:
        assert response.content == b""
        return None
    media_type = response["Content-Type"].split(";")[0]
    assert media_type in answer["content"], f"{media_type} is not among {list(answer['content'])}"
    body = orjson.loads(response.content)
    check_value(body, answer["content"][media_type]["schema"])
    return body


def check_model(value: dict[str, Any], model: type[Content]) -> None:
    """Assert that a JSON object has every key of a model in its order, at every depth, and no other key."""
    raw = orjson.dumps(value)
    assert to_json(model.model_validate_json(raw)) == raw


def check_value(value: Any, schema: dict[str, Any]) -> None:
    """Validate a JSON value against a schema of the document."""
    validator = OAS31Validator(
        {"$ref": _URN + schema["$ref"]}, registry=_registry(), format_checker=oas31_format_checker
    )
    errors = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(value)]
    assert not errors, "\n".join(errors)


@functools.cache
def _registry() -> "Registry[Any]":
    whole = Resource.from_contents(document(), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(_URN, whole)
    return registry.crawl()


def _followed(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    here: Any = document()
    for name in node["$ref"].removeprefix("#/").split("/"):
        here = here[name]
    return dict(here)
