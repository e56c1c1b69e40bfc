"""Raw JSON of bodies, as importers write it, in the shapes that Wagtail's blocks read. Pure functions."""

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.blocks.field_block import FieldBlock

from cms.characters import storable

_TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.URLBlock, blocks.EmailBlock)
_DIGITS = re.compile(r"[0-9]{1,19}\Z")
_MAX_ID = 2**63 - 1
_NAMESPACE = uuid.UUID("8a1c9f0e-5d5b-4b6e-9d5c-2f1f6f3c7a10")


def readable_body(block: blocks.StreamBlock, value: Any) -> tuple[Any, list[str]]:
    """Return the value of a stream without children that Wagtail could not read, and the types of these.

    A missing id is made. Values of Python, such as pairs of a type and a value, are returned as they are.
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return value, []
    if isinstance(value, list) and not all(isinstance(child, tuple) for child in value):
        value = storable(value)
        return _stream(block, value, "body"), list(_left_out(block, value))
    return value if isinstance(value, list | blocks.StreamValue) else None, []


def _left_out(block: blocks.Block, value: Any) -> Iterator[str]:
    """Yield the types of children that are unknown where they stand, at any depth."""
    match block, value:
        case blocks.StreamBlock(), list():
            for child in value:
                kind = child.get("type") if isinstance(child, dict) else None
                if isinstance(kind, str) and kind not in block.child_blocks:
                    yield kind
                elif isinstance(kind, str):
                    yield from _left_out(block.child_blocks[kind], child.get("value"))
        case blocks.StructBlock(), dict():
            for name, part in block.child_blocks.items():
                yield from _left_out(part, value.get(name))


def _stream(block: blocks.StreamBlock, value: Any, place: str) -> Any:
    if not isinstance(value, list):
        return [] if value is None else value
    children = (child for child in value if isinstance(child, dict) and isinstance(child.get("type"), str))
    return list(_children(block, [child for child in children if child["type"] in block.child_blocks], place))


def _children(block: blocks.StreamBlock, known: list[Any], place: str) -> Iterator[dict[str, Any]]:
    taken = set()
    for number, child in enumerate(known):
        # An id that is missing, or there already, is made from the place, so that it stays the same.
        own = child.get("id")
        block_id = str(own) if own and str(own) not in taken else _id_of(f"{place}/{number}")
        taken.add(block_id)
        value = _readable(block.child_blocks[child["type"]], child.get("value"), f"{place}/{number}")
        yield {**child, "id": block_id, "value": value}


def _readable(block: blocks.Block, value: Any, place: str) -> Any:
    """Return a value in which null, a number or a missing part has the shape that the block reads.

    A value of another kind is left as it is: reading it raises an exception, which concerns this block only.
    """
    match block:
        case blocks.StreamBlock():
            return _stream(block, value, place)
        case blocks.StructBlock() if isinstance(value, dict | None):
            return _struct(block, value or {}, place)
        case blocks.ListBlock() if isinstance(value, list | None):
            return [_item(block, item, f"{place}/{number}") for number, item in enumerate(value or [])]
        case blocks.ChooserBlock() if not isinstance(value, Model):
            return _possible_id(value)
        case FieldBlock() if isinstance(block, _TEXTS) and isinstance(value, int | float | None):
            return "" if value is None else json.dumps(value)
    return value


def _struct(block: blocks.StructBlock, value: dict[str, Any], place: str) -> dict[str, Any]:
    parts = {
        name: _readable(part, value.get(name), f"{place}/{name}") for name, part in block.child_blocks.items()
    }
    # A part that is missing, and has no shape for that, gets its default from Wagtail.
    return {name: part for name, part in parts.items() if part is not None or name in value}


def _item(block: blocks.ListBlock, item: Any, place: str) -> Any:
    # Items were written without type and id once, and importers still do.
    if not isinstance(item, dict) or item.get("type") != "item":
        item = {"value": item}
    value = _readable(block.child_block, item.get("value"), place)
    return {"type": "item", "value": value, "id": str(item.get("id") or _id_of(place))}


def _possible_id(value: Any) -> int | None:
    """Return the id of an object, also from its digits; None for what no object can have."""
    text = str(value)
    return int(text) if _DIGITS.match(text) and 0 < int(text) <= _MAX_ID else None


def _id_of(place: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, place))
