"""How plain data and typed models become JSON."""

import functools
import re
from typing import Any, Final

import orjson
from django.utils.functional import Promise
from pydantic import MISSING, BaseModel, RootModel

from cms.characters import without_open_directions

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


# Controls of the direction in UTF-8: embeddings, overrides and isolates. Most texts have none.
_DIRECTIONS: Final = re.compile(rb"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")


def to_json(value: Any) -> bytes:
    """Return models and plain data as compact UTF-8 JSON; times to the second, lazy translations as text.

    No text in it turns the direction of what a front end shows beside it.
    """
    body = orjson.dumps(value, default=_plain, option=orjson.OPT_OMIT_MICROSECONDS)
    return orjson.dumps(_closed(orjson.loads(body))) if _DIRECTIONS.search(body) else body


def with_count(body: bytes, edition_type: str, count: int) -> bytes:
    """Return compiled bytes with the number in its places; the same bytes if they have no such place."""
    for key in _COUNT_KEYS.get(edition_type, ()):
        body = body.replace(b"%b%d" % (key, COUNT), b"%b%d" % (key, count))
    return body


def without_count(card: bytes) -> bytes:
    """Return the compiled card of an article with `null` for the number of its comments."""
    return _COUNT.sub(b'"count":null', card)


def _closed(value: Any) -> Any:
    """Return plain data whose texts have no open controls of the direction."""
    match value:
        case str():
            return without_open_directions(value)
        case list():
            return [_closed(part) for part in value]
        case dict():
            return {name: _closed(part) for name, part in value.items()}
    return value


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
