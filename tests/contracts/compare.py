"""Compare two OpenAPI documents: `python -m tests.contracts.compare OLD NEW` prints every difference that a client can notice.

Two ways to write the same are equal: `const` and an enumeration of one value, the ways to allow `null`, the order of
members. Titles, descriptions, examples and `additionalProperties` are left out. References to schemas are compared
by name and each schema once; all other references are resolved.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_LEFT_OUT = {"title", "description", "example", "examples", "additionalProperties"}
Difference = tuple[str, Any, Any]


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Return each place that differs, with its value in the old and in the new document."""
    return list(_different(_comparable(old), _comparable(new), "#"))


def fingerprint(document: dict[str, Any]) -> str:
    """Return a short text that differs when something differs that a client can notice."""
    text = json.dumps(_comparable(document), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _comparable(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document["components"]["schemas"]
    return {
        "paths": _normal(document["paths"], document),
        "schemas": {name: _normal(schema, document) for name, schema in schemas.items()},
    }


def _normal(node: Any, document: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_normal(item, document) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _target(node["$ref"], document)
    # A property may have the name of a keyword, so the names of properties are kept apart.
    normal = {
        name: {key: _normal(value, document) for key, value in child.items()}
        if name == "properties"
        else _normal(child, document)
        for name, child in node.items()
        if name not in _LEFT_OUT
    }
    return _one_way(normal)


def _target(reference: str, document: dict[str, Any]) -> Any:
    if "/schemas/" in reference:
        return {"schema": reference.rpartition("/")[2]}
    node: Any = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return _normal(node, document)


def _one_way(schema: dict[str, Any]) -> dict[str, Any]:
    """Write a schema in one of several equal ways, without `null` but with `nullable`."""
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]
    for union in ("oneOf", "anyOf"):
        members = schema.get(union)
        if isinstance(members, list):
            schema |= _without_null(schema.pop(union), union)
    if isinstance(schema.get("type"), list):
        schema["nullable"] = "null" in schema["type"]
        kinds = [kind for kind in schema["type"] if kind != "null"]
        schema["type"] = kinds[0] if len(kinds) == 1 else kinds
    values = schema.get("enum")
    if isinstance(values, list):
        schema["nullable"] = None in values or schema.get("nullable", False)
        schema["enum"] = sorted((value for value in values if value is not None), key=str)
        schema.setdefault("type", "string" if all(isinstance(value, str) for value in values) else "integer")
    if isinstance(schema.get("required"), list):
        schema["required"] = sorted(schema["required"])
    return {name: value for name, value in schema.items() if (name, value) != ("nullable", False)}


def _without_null(members: list[Any], union: str) -> dict[str, Any]:
    others = [member for member in members if member != {"type": "null"}]
    nullable = {"nullable": True} if len(others) < len(members) else {}
    if len(others) == 1:
        return {**others[0], **nullable}
    return {union: sorted(others, key=lambda member: json.dumps(member, sort_keys=True)), **nullable}


def _different(old: Any, new: Any, place: str) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            yield from _different(old.get(name), new.get(name), f"{place}/{name}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _different(before, after, f"{place}/{number}")
    elif old != new:
        yield place, old, new


if __name__ == "__main__":
    found = differences(*(json.loads(Path(path).read_text()) for path in sys.argv[1:3]))
    for place, before, after in found:
        sys.stdout.write(
            f"{place}\n  before: {json.dumps(before)[:400]}\n  after:  {json.dumps(after)[:400]}\n"
        )
    sys.exit(1 if found else 0)
