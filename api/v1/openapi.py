"""The OpenAPI document of API v1."""

import functools

from api.http import openapi
from api.v1 import examples
from delivery.serialization import to_json


class Schema(openapi.Schema):
    examples = examples.ANSWERS


class Generator(openapi.Generator):
    base_urlconf = "api.v1.urls"
    get_examples = examples.components


@functools.cache
def document() -> bytes:
    """Return the document, which is made once in each process."""
    return to_json(Generator().get_schema())
