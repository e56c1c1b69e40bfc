"""The `fields` parameter: which parts of an article are sent, such as `title,image.src`."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from api.http.parameters import ParameterError, nearest

Tree = Mapping[str, Any]


def field_paths(text: str) -> list[list[str]]:
    """Split `title,image.src` into paths; whether they exist depends on the profile."""
    return [part.split(".") for part in text.split(",")]


def check_fields(paths: list[list[str]], tree: Tree) -> None:
    """Refuse a path that the profile does not have.

    :raises ParameterError: `unknown`, with what is allowed at that place
    """
    for path in paths:
        here = tree
        for depth, name in enumerate(path):
            if name not in here:
                prefix = "".join(f"{part}." for part in path[:depth])
                allowed = [prefix + known for known in sorted(here)]
                raise ParameterError(
                    "unknown", _("There is no such field."), allowed, nearest(prefix + name, allowed)
                )
            here = here[name]


def pick(value: Any, paths: list[list[str]]) -> Any:
    """Return the parts of a JSON value that the paths name; a list is treated item by item."""
    if isinstance(value, list):
        return [pick(item, paths) for item in value]
    if not isinstance(value, dict):
        return value
    wanted: dict[str, list[list[str]]] = {}
    for first, *rest in paths:
        wanted.setdefault(first, []).append(rest)
    return {
        name: value[name] if [] in wanted[name] else pick(value[name], wanted[name])
        for name in value
        if name in wanted
    }
