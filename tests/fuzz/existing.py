"""Values of parameters that lead to something: found by reading the API, by the name of the parameter."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jsonschema_rs

Values = Mapping[str, list[Any]]
Found = dict[str, dict[Any, None]]
# Names of what is found under another name.
_ALSO = {"article_id": ("ids", "article"), "next_cursor": ("after",)}
# So many values of a name are enough.
_MOST = 20


def existing_values(get: Callable[[str], Any], document: Mapping[str, Any]) -> Values:
    """Read every endpoint, also with the values found until then, and return the values by parameter.

    `get` takes the path of an endpoint and returns the JSON behind it, or None.
    """
    found: Found = defaultdict(dict)
    asked: set[str] = set()
    # What stands on the second level, such as a comment, is known after the second round.
    for _round in range(2):
        for path in [path for template in document["paths"] for path in _filled(template, found)]:
            if path not in asked:
                asked.add(path)
                _collect(get(path), _noun(re.sub(r"\{.*?\}/", "", path)), found)
    return {
        name: _fitting(found[name], schema) for name, schema in _schemas(document).items() if name in found
    }


def _schemas(document: Mapping[str, Any]) -> Mapping[str, Any]:
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    parameters = [parameter for operation in operations for parameter in operation.get("parameters", ())]
    return {one["name"]: one["schema"] for one in parameters if one.get("in") in ("path", "query")}


def _fitting(values: Iterable[Any], schema: Mapping[str, Any]) -> list[Any]:
    return [value for value in values if jsonschema_rs.is_valid(schema, value)][:_MOST]


def _filled(template: str, found: Found) -> Iterator[str]:
    names = re.findall(r"\{(.*?)\}", template)
    for values in product(*(list(found.get(name, ()))[:3] for name in names)):
        yield template.format(**dict(zip(names, values, strict=True)))


def _noun(text: str) -> str:
    return text.strip("/").rpartition("/")[2].removesuffix("s")


def _collect(value: Any, noun: str, found: Found) -> None:
    """Add the values below a JSON value: an id as `<noun>_id`, a slug as `<noun>`, all others by their key."""
    if isinstance(value, list):
        for item in value:
            _collect(item, noun, found)
    elif isinstance(value, dict):
        noun = value.get("type", noun)
        for name, key in ((f"{noun}_id", "id"), (noun, "slug")):
            if key in value:
                _add(found, name, value[key])
        for key, below in value.items():
            _add(found, "fields", key)
            _collect(below, noun if key == "items" else key if key == "slug" else _noun(key), found)
    elif isinstance(value, str | int):
        _add(found, noun, value)
        for name, text in parse_qsl(urlsplit(str(value)).query):
            _add(found, name, text)


def _add(found: Found, name: str, value: Any) -> None:
    for known in (name, *_ALSO.get(name, ())):
        found[known][value] = None
