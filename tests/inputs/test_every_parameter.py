"""Every parameter of every operation in the document refuses what its schema does not allow, and says why."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

import jsonschema_rs
import pytest
from django.test import Client

from api.http.pagination import encode_cursor
from tests.contracts.document import document
from tests.inputs.values import VALUES

pytestmark = pytest.mark.django_db
client = Client()

Operation = tuple[str, str, dict[str, Any]]


def operations() -> list[Operation]:
    """Return path, method and description of every operation."""
    return [
        (path, method, described)
        for path, methods in document()["paths"].items()
        for method, described in methods.items()
    ]


def parameters(operation: Operation, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in operation[2].get("parameters", ()):
        if one.get("in") == place:
            yield one["name"], one["schema"]


def filled(operation: Operation, **values: str) -> str:
    """Return the path of an operation with some values, whose others lead to nothing."""
    others = {
        name: {"int64": "1", "uuid": str(UUID(int=0))}.get(schema.get("format", ""), "x")
        for name, schema in parameters(operation, "path")
    }
    return re.sub(r"\{(.*?)\}", lambda match: {**others, **values}[match[1]], operation[0])


def with_query(operation: Operation, name: str, value: str) -> str:
    """Return the path with one parameter in its query, and with the others that are required."""
    needed = {
        one["name"]: "x"
        for one in operation[2].get("parameters", ())
        if one.get("required") and one["in"] == "query"
    }
    return f"{filled(operation)}?{urlencode({**needed, name: value})}"


def send(operation: Operation, path: str, language: str = "en") -> tuple[int, dict[str, Any]]:
    """Return status and problem of an answer."""
    headers = {"Accept-Language": language}
    response: Any = client.generic(operation[1].upper(), path, CONTENT_LENGTH="0", headers=headers)
    is_problem = response["Content-Type"] == "application/problem+json"
    assert is_problem == (response.status_code >= 400), path
    return response.status_code, response.json() if is_problem else {}


def fits(value: str, schema: dict[str, Any]) -> bool:
    is_number = schema["type"] == "integer" and re.fullmatch("[1-9][0-9]{0,18}", value)
    return jsonschema_rs.is_valid(schema, int(value) if is_number else value, validate_formats=True)


def wrong_values(schema: dict[str, Any]) -> list[str]:
    return [value for value in VALUES if not fits(value, schema)]


every_operation = pytest.mark.parametrize(
    "operation", operations(), ids=[described["operationId"] for *_path, described in operations()]
)


@every_operation
class TestAnOperation:
    def test_refuses_what_a_parameter_does_not_allow(self, operation: Operation) -> None:
        for name, schema in parameters(operation, "query"):
            details: dict[str, str] = {}
            for path in (with_query(operation, name, value) for value in wrong_values(schema)):
                status, problem = send(operation, path)
                assert status == 400, path[:200]
                error = next(error for error in problem["errors"] if error["parameter"] == name)
                assert error["allowed"] == schema.get("enum", error["allowed"])
                if error["code"] not in details:
                    details[error["code"]] = error["detail"]
                    _status, german = send(operation, path, "de")
                    assert error["detail"] not in str(german)
            assert all(details.values()), name

    def test_answers_what_a_parameter_allows(self, operation: Operation) -> None:
        for name, schema in parameters(operation, "query"):
            for value in [value for value in VALUES if fits(value, schema)]:
                status, problem = send(operation, with_query(operation, name, value))
                assert status in (200, 404) or problem["errors"], value

    def test_refuses_a_parameter_that_is_sent_twice(self, operation: Operation) -> None:
        for name, _schema in parameters(operation, "query"):
            status, problem = send(operation, f"{filled(operation)}?{name}=1&{name}=1")
            assert status == 400
            assert (name, "repeated") in [(error["parameter"], error["code"]) for error in problem["errors"]]

    def test_refuses_an_unknown_parameter_and_names_the_known_ones(self, operation: Operation) -> None:
        status, problem = send(operation, f"{filled(operation)}?limmit=5")
        assert status == 400
        error = problem["errors"][0]
        known = sorted(name for name, _schema in parameters(operation, "query"))
        assert (error["parameter"], error["code"], error["allowed"]) == ("limmit", "unknown", known)
        assert error["did_you_mean"] == ("limit" if "limit" in known else None)

    def test_finds_nothing_at_a_path_that_leads_nowhere(self, operation: Operation) -> None:
        for name, _schema in parameters(operation, "path"):
            for value in VALUES:
                if "\n" in value or len(value) > 10_000:
                    continue
                path = filled(operation, **{name: quote(value, safe="")})
                status, _problem = send(operation, path)
                assert status in (400, 401, 404), path

    def test_refuses_a_cursor_of_another_list(self, operation: Operation) -> None:
        foreign = encode_cursor([1, 2], of={"another": "list"})
        for name in {"cursor", "after"} & {name for name, _schema in parameters(operation, "query")}:
            status, problem = send(operation, with_query(operation, name, foreign))
            assert (status, problem["errors"][0]["parameter"]) == (400, name)
