"""How shapes are built and looked into: constants, unions, and the tree of names in a shape."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

Shape = serializers.Serializer[Any]
FieldTree = dict[str, Any]


def one_value(value: str) -> serializers.ChoiceField:
    """This will make a field that always holds the same word, such as the `type` of a member of a union."""
    return serializers.ChoiceField(choices=[value])


class Variants(Shape):
    """Something that has one of several shapes.

    With `tag`, the property that tells the members apart, exactly one of them fits; without it,
    an answer may fit more than one.
    """

    members: ClassVar[Sequence[type[Shape]]]
    tag: ClassVar[str | None] = None


class VariantsExtension(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Describes `Variants` as a union of components."""

    target_class = "api.v1.shapes.fields.Variants"
    match_subclasses = True

    def get_name(self, auto_schema: Any, direction: str) -> str:
        return type(self.target).__name__

    def map_serializer(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        variants = type(self.target)
        references = {
            member: dict(auto_schema.resolve_serializer(member, direction).ref) for member in variants.members
        }
        if variants.tag is None:
            return {"anyOf": list(references.values())}
        mapping = {
            word: reference["$ref"]
            for member, reference in references.items()
            for word in member().fields[variants.tag].choices
        }
        discriminator = {"propertyName": variants.tag, "mapping": mapping}
        return {"oneOf": list(references.values()), "discriminator": discriminator}


def field_tree(shape: Any) -> FieldTree:
    """This will return the nested names in a shape: `{"image": {"src": {}, …}, "title": {}}`.

    Lists count as what they hold; a union as everything that one of its members has.
    """
    shape = shape() if isinstance(shape, type) else shape
    if isinstance(shape, Variants):
        return _merged([field_tree(member) for member in shape.members])
    if isinstance(shape, serializers.ListSerializer | serializers.ListField):
        return field_tree(shape.child)
    if isinstance(shape, serializers.Serializer):
        return {name: field_tree(field) for name, field in shape.fields.items()}
    return {}


def _merged(trees: Sequence[Mapping[str, Any]]) -> FieldTree:
    names = dict.fromkeys(name for tree in trees for name in tree)
    return {name: _merged([tree[name] for tree in trees if name in tree]) for name in names}
