"""The `fields` parameter: which parts of an article are sent, such as `title,image.src`."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, RootModel

from api.http.parameters import ParameterError, nearest

Tree = Mapping[str, Any]


def field_tree(kind: Any) -> Tree:
    """Return the nested names in a type: `{"image": {"src": {}, …}, "title": {}}`.

    A list has the names of its items, and a union those of all its members.
    """
    if isinstance(kind, type) and issubclass(kind, BaseModel) and not issubclass(kind, RootModel):
        return {name: field_tree(field.annotation) for name, field in kind.model_fields.items()}
    root = kind.model_fields["root"].annotation if hasattr(kind, "model_fields") else kind
    return _merged([field_tree(part) for part in get_args(root)])


def _merged(trees: Sequence[Tree]) -> Tree:
    names = dict.fromkeys(name for tree in trees for name in tree)
    return {name: _merged([tree[name] for tree in trees if name in tree]) for name in names}


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
