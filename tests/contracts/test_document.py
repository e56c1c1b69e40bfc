"""The OpenAPI document itself: valid, complete, and equal to the committed one."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from openapi_spec_validator import OpenAPIV31SpecValidator
from wagtail import blocks

from api.http.problems import KINDS
from cms.blocks.body import BodyBlock
from delivery.content.blocks import BLOCK_VALUES
from tests.contracts.document import BASE, check_value, document

SNAPSHOT = Path(__file__).parents[2] / "docs" / "openapi.json"


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path.removeprefix(BASE), operation


def test_it_is_valid_openapi_3_1() -> None:
    assert document()["openapi"].startswith("3.1.")
    OpenAPIV31SpecValidator(document()).validate()


def test_it_is_made_without_a_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


def test_it_is_the_one_that_is_committed() -> None:
    committed = orjson.loads(SNAPSHOT.read_bytes())
    assert committed == document(), "the API has changed: run `make openapi` and look at the difference"


def test_it_is_the_same_in_another_language(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"
    out = StringIO()
    call_command("spectacular", "--format", "openapi-json", stdout=out)
    assert orjson.loads(out.getvalue()) == document()


def untyped(schema: Any, place: str) -> Iterator[str]:
    """Yield each place of a schema that allows any value, or an object of which no key is known."""
    if not {"$ref", "type", "oneOf", "anyOf", "const", "enum"} & schema.keys():
        yield place
    if schema.get("type") == "object" and not {"properties", "additionalProperties"} & schema.keys():
        yield place
    inner = {
        **schema.get("properties", {}),
        "[]": schema.get("items"),
        "{}": schema.get("additionalProperties"),
    }
    inner |= {str(number): one for number, one in enumerate(schema.get("oneOf", schema.get("anyOf", [])))}
    for name, child in inner.items():
        if child is True:
            yield f"{place}.{name}"
        elif child:
            yield from untyped(child, f"{place}.{name}")


def test_every_value_has_a_type() -> None:
    schemas = document()["components"]["schemas"]
    assert [place for name, schema in schemas.items() for place in untyped(schema, name)] == []


def union(name: str) -> dict[str, str]:
    mapping: dict[str, str] = document()["components"]["schemas"][name]["discriminator"]["mapping"]
    return mapping


def test_every_block_of_a_body_is_a_typed_member() -> None:
    assert set(union("BlockOut")) == {*BodyBlock().child_blocks, "broken"}


def test_every_block_of_a_stream_within_a_block_is_a_typed_member() -> None:
    nested = {
        name: stream
        for name, block in BodyBlock().child_blocks.items()
        for stream in getattr(block, "child_blocks", {}).values()
        if isinstance(stream, blocks.StreamBlock)
    }
    assert set(nested) == {"background_box"}
    assert set(union("FlowBlockOut")) == {*nested["background_box"].child_blocks, "broken"}


@pytest.mark.parametrize("kind", [*BLOCK_VALUES, "broken"])
def test_a_block_has_one_value_for_its_type_and_always_the_same_keys(kind: str) -> None:
    schemas = document()["components"]["schemas"]
    block = schemas[union("BlockOut")[kind].rpartition("/")[2]]
    assert block["properties"]["type"] == {"const": kind, "type": "string"}
    assert set(block["properties"]) == set(block["required"]) == {"id", "type", "value"}
    value = schemas[block["properties"]["value"]["$ref"].rpartition("/")[2]]
    assert set(value["properties"]) == set(value["required"])


def test_every_refusal_is_a_problem_with_an_example() -> None:
    responses = document()["components"]["responses"]
    for method, path, operation in operations():
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                answer = responses[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
                assert list(answer["content"]) == ["application/problem+json"], (method, path, status)
                assert answer["content"]["application/problem+json"]["examples"]


# The statuses of problems that every endpoint may answer with, and those of single endpoints, as in the contract.
REFUSED_BY_ALL = {"400", "404", "406", "500", "503"}
REFUSED_BY = {
    ("GET", "/resolve/"): {"410"},
    ("GET", "/changes/"): {"410"},
    ("GET", "/articles/{article_id}/"): {"410"},
    ("GET", "/articles/by-slug/{slug}/"): {"410"},
    ("GET", "/articles/{article_id}/comments/"): {"410"},
    ("GET", "/articles/{article_id}/versions/"): {"410"},
    ("GET", "/articles/{article_id}/versions/{version}/"): {"410"},
    ("GET", "/comments/mine/"): {"401", "410"},
    ("PATCH", "/comments/mine/"): {"401", "403", "409", "410", "411", "413", "415", "429"},
    ("DELETE", "/comments/mine/"): {"401", "409", "410", "429"},
    ("POST", "/comments/mine/erase/"): {"401", "409", "411", "413", "415", "429"},
    ("GET", "/comments/mine/export/"): {"401", "410"},
    ("POST", "/comments/preview/"): {"411", "413", "415", "429"},
    ("POST", "/comments/{comment_id}/reports/"): {"411", "413", "415", "422", "429"},
    ("GET", "/comments/challenge/{challenge_id}/picture/"): {"429"},
    ("POST", "/comments/challenge/"): {"403", "411", "413", "415", "429"},
    ("POST", "/articles/{article_id}/comments/"): {"403", "410", "411", "413", "415", "422", "429"},
}


def test_every_endpoint_lists_exactly_its_problems() -> None:
    documented = {
        (method, path): {status for status in operation["responses"] if status >= "400"}
        for method, path, operation in operations()
    }
    assert documented == {place: REFUSED_BY_ALL | REFUSED_BY.get(place, set()) for place in documented}
    assert documented.keys() >= REFUSED_BY.keys()


# A generated client has a method of this name: a verb of these, and a noun.
NAME = re.compile(
    r"(list|count|search|read|resolve|create|submit|report|edit|withdraw|erase|export|preview)([A-Z][a-z]+)+"
)


def test_every_operation_has_a_verb_and_a_noun_as_its_name_and_a_summary() -> None:
    names = [operation["operationId"] for _method, _path, operation in operations()]
    assert len(names) == len(set(names))
    assert [name for name in names if not NAME.fullmatch(name)] == []
    assert all(operation["summary"] for _method, _path, operation in operations())


def test_an_answer_with_items_is_listed_counted_or_searched_and_any_other_is_read() -> None:
    schemas = document()["components"]["schemas"]
    for method, _path, operation in operations():
        content = operation["responses"].get("200", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
        has_items = "items" in schemas.get(schema, {}).get("properties", {})
        if method == "GET":
            assert operation["operationId"].startswith(("list", "count", "search")) == has_items, operation[
                "operationId"
            ]


def test_every_operation_has_examples_of_what_it_takes_and_answers() -> None:
    lacking = [
        (operation["operationId"], place)
        for _method, _path, operation in operations()
        for place, has_example in examples_of(operation)
        if not has_example
    ]
    assert lacking == [], "name them in `write_examples` and run `make examples`"


def examples_of(operation: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield each place of an operation that has an example, or lacks one. A file has none."""
    for parameter in operation["parameters"]:
        if parameter.get("required"):
            yield parameter["name"], "example" in parameter
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    for body in bodies:
        for media_type, media in body.get("content", {}).items():
            if "json" in media_type:
                yield media_type, bool(media.get("examples"))


def test_every_tag_is_described() -> None:
    used = {tag for _method, _path, operation in operations() for tag in operation["tags"]}
    assert used == {tag["name"] for tag in document()["tags"]}


def test_the_examples_are_right() -> None:
    components = document()["components"]
    for name, example in components["examples"].items():
        schema = "ProblemOut" if name in KINDS else name
        check_value(example["value"], {"$ref": f"#/components/schemas/{schema}"})
