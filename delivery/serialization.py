"""How plain data and typed models become JSON."""

import functools
import re
from typing import Any, Final

import orjson
from django.utils.functional import Promise
from pydantic import MISSING, BaseModel, RootModel

# Stands in compiled bytes for a number that changes without the page and is put in when the bytes are read.
# It is the largest integer that every JSON parser keeps exact, and no count comes near it.
COUNT: Final = 2**53 - 1
# The keys under which it stands in an edition of each type. They belong to it: quotes within an editor's text are
# escaped.
_COUNT_KEYS: Final = {
    "article": (b'"count":', b'"commentCount":'),
    "section": (b'"articles":',),
    "author": (b'"articles":',),
}

# The number may also be 0, where comments are off.
_COUNT: Final = re.compile(rb'"count":[0-9]+')


def to_json(value: Any) -> bytes:
    """Return models and plain data as compact UTF-8 JSON; times to the second, lazy translations as text."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_OMIT_MICROSECONDS)


def with_count(body: bytes, edition_type: str, count: int) -> bytes:
    """Return compiled bytes with the number in its places; the same bytes if they have no such place."""
    for key in _COUNT_KEYS.get(edition_type, ()):
        body = body.replace(b"%b%d" % (key, COUNT), b"%b%d" % (key, count))
    return body


def without_count(card: bytes) -> bytes:
    """Return the compiled card of an article with `null` for the number of its comments."""
    return _COUNT.sub(b'"count":null', card)


def _plain(value: Any) -> Any:
    if isinstance(value, RootModel):
        return value.root
    if isinstance(value, BaseModel):
        # orjson writes the values itself, three times as fast as `model_dump`. Models have no serializers.
        return vars(value) if _has_all_fields(type(value)) else value.model_dump(by_alias=True)
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


@functools.cache
def _has_all_fields(model: type[BaseModel]) -> bool:
    """Return whether an object of this model has exactly its fields, under their own names."""
    differs = any(field.default is MISSING or field.alias for field in model.model_fields.values())
    return not differs and model.model_config.get("extra") != "allow"
