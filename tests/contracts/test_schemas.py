"""The JSON Schema files of the types of content."""

from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from api.management.commands.write_schemas import FOLDER, TYPES, json_schemas
from api.v1.examples import ANSWERS


def committed(name: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((FOLDER / f"{name}.json").read_bytes())
    return found


def test_they_are_those_that_are_committed() -> None:
    assert {path.stem: committed(path.stem) for path in FOLDER.iterdir()} == json_schemas(), (
        "the contract has changed: run `make openapi`"
    )


@pytest.mark.parametrize("name", TYPES)
def test_each_is_a_schema_of_its_own(name: str) -> None:
    Draft202012Validator.check_schema(committed(name))


def test_an_article_is_valid_and_one_with_another_type_is_not() -> None:
    validator = Draft202012Validator(committed("article"))
    article = ANSWERS["ArticleOut"]
    validator.validate(article)
    errors = validator.iter_errors({**article, "body": [{**article["body"][0], "value": {}}]})
    assert [error.json_path for error in errors] == ["$.body[0]"]
