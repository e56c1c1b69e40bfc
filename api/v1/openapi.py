"""The OpenAPI document of API v1."""

import functools
from typing import Any

from api.http import openapi
from api.v1.shapes import examples
from api.v1.shapes.problems import ProblemOut
from delivery.serialization import to_json


class Schema(openapi.Schema):
    problem_out = ProblemOut
    examples = examples.ANSWERS


class Generator(openapi.Generator):
    base_urlconf = "api.v1.urls"

    def get_examples(self) -> dict[str, Any]:
        return examples.components()


@functools.cache
def document() -> bytes:
    """Return the document, which is made once in each process."""
    return to_json(Generator().get_schema())
