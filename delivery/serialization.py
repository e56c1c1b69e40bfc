"""How plain data and typed models become JSON."""

import functools
from typing import Any, Final

import orjson
from django.utils.functional import Promise
from pydantic import MISSING, BaseModel, RootModel

# Stands in compiled bytes for a number that changes without the page and is put in when the bytes are read.
# It is the largest integer that every JSON parser keeps exact, and no count comes near it.
COUNT: Final = 2**53 - 1
# Where it stands in an edition of each type. The key belongs to it: quotes within an editor's text are escaped.
_COUNT_PLACES: Final = {
    "article": b'"count":%d' % COUNT,
    "section": b'"articles":%d' % COUNT,
    "author": b'"articles":%d' % COUNT,
}


def to_json(value: Any) -> bytes:
    """Return models and plain data as compact UTF-8 JSON; times to the second, lazy translations as text."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_OMIT_MICROSECONDS)


def with_count(body: bytes, edition_type: str, count: int) -> bytes:
    """Return compiled bytes with the number in its place; the same bytes if they have no such place."""
    place = _COUNT_PLACES.get(edition_type)
    return body.replace(place, place.replace(b"%d" % COUNT, b"%d" % count)) if place else body


def _plain(value: Any) -> Any:
    if isinstance(value, RootModel):
        return value.root
    if isinstance(value, BaseModel):
        # orjson writes the values itself, three times as fast as `model_dump`. Models have no serializers.
        return vars(value) if _has_all_fields(type(value)) else value.model_dump()
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


@functools.cache
def _has_all_fields(model: type[BaseModel]) -> bool:
    """Return whether an object of this model has exactly its fields."""
    may_lack = any(field.default is MISSING for field in model.model_fields.values())
    return not may_lack and model.model_config.get("extra") != "allow"
