"""The `fields` parameter: which parts of an article are sent, such as `title,image.src`."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, RootModel

from api.http.parameters import ParameterError, invalid, items, joined, nearest

Tree = Mapping[str, Any]

FIELDS_SCHEMA = joined(r"[a-z_]+(\.[a-z_]+)*")


def field_tree(kind: Any) -> Tree:
    """Return the nested names in a type: `{"image": {"src": {}, …}, "title": {}}`.

    A list has the names of its items, and a union those of all its members.
    """
    if isinstance(kind, type) and issubclass(kind, BaseModel) and not issubclass(kind, RootModel):
        fields = kind.model_fields.items()
        return {field.alias or name: field_tree(field.annotation) for name, field in fields}
    root = kind.model_fields["root"].annotation if hasattr(kind, "model_fields") else kind
    return _merged([field_tree(part) for part in get_args(root)])


def _merged(trees: Sequence[Tree]) -> Tree:
    names = dict.fromkeys(name for tree in trees for name in tree)
    return {name: _merged([tree[name] for tree in trees if name in tree]) for name in names}


def field_names(text: str) -> Tree:
    """Parse `title,image.src` into nested names, each once; whether they exist depends on the profile."""
    chosen: dict[str, Any] = {}
    # A whole object replaces the parts of it that are named as well.
    for path in _longest_first(items(text)):
        _place(chosen, path[:-1])[path[-1]] = {}
    return chosen


def every_name(text: str) -> Tree:
    """Return the nested names in `title,image,image.src`, also those that `field_names` leaves out."""
    named: dict[str, Any] = {}
    for path in _longest_first(items(text)):
        _place(named, path)
    return named


def _longest_first(names: Sequence[str]) -> list[list[str]]:
    return sorted((name.split(".") for name in names), key=len, reverse=True)


def _place(tree: dict[str, Any], path: Sequence[str]) -> dict[str, Any]:
    for name in path:
        tree = tree.setdefault(name, {})
    return tree


def check_fields(chosen: Tree | None, known: Tree, prefix: str = "") -> None:
    """Refuse a name that the profile does not have.

    :raises api.http.problems.Problem: `invalid-parameter`, with what is allowed at that place
    """
    for name, below in (chosen or {}).items():
        if name not in known:
            allowed = [prefix + other for other in sorted(known)]
            meant = nearest(prefix + name, allowed)
            raise invalid("fields", ParameterError("unknown", _("There is no such field."), allowed, meant))
        check_fields(below, known[name], f"{prefix}{name}.")


def pick(value: Any, chosen: Tree) -> Any:
    """Return the parts of a JSON value that are chosen, or all if none are; a list is treated item by item."""
    if not chosen:
        return value
    if isinstance(value, list):
        return [pick(item, chosen) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: pick(value[name], chosen[name]) for name in value if name in chosen}
