"""How shapes are built and looked into: constants, unions, and the tree of names in a shape."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.plumbing import build_array_type, force_instance
from rest_framework import serializers

FieldTree = dict[str, Any]


def one_value(value: str) -> serializers.ChoiceField:
    """This will make a field that always holds the same word, such as the `type` of a member of a union."""
    return serializers.ChoiceField(choices=[value])


class Variants(serializers.Field[Any, Any, Any, Any]):
    """A field that has one of several shapes.

    Subclasses name the component and its members. With `tag`, the property that tells the members
    apart, exactly one of them fits; without, an answer may fit more than one.
    """

    component: ClassVar[str]
    members: ClassVar[Sequence[type[serializers.Serializer[Any]]]]
    tag: ClassVar[str | None] = None
    description: ClassVar[str] = ""

    def __init__(self, *, many: bool = False, **kwargs: Any) -> None:
        self.many = many
        super().__init__(**kwargs)


class VariantsExtension(OpenApiSerializerFieldExtension):  # type: ignore[misc]
    """Describes `Variants` as a union of components."""

    target_class = "api.v1.shapes.fields.Variants"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        reference = register_union(type(self.target), auto_schema, direction)
        return build_array_type(reference) if self.target.many else reference


def register_union(variants: type[Variants], auto_schema: Any, direction: str) -> dict[str, Any]:
    """This will put a union into the components, once, and return the reference to it."""
    from drf_spectacular.plumbing import ResolvedComponent

    component = ResolvedComponent(
        name=variants.component, type=ResolvedComponent.SCHEMA, object=variants.component
    )
    if component not in auto_schema.registry:
        members = [auto_schema.resolve_serializer(member, direction) for member in variants.members]
        component.schema = _union(variants, members)
        auto_schema.registry.register(component)
    return dict(component.ref)


def _union(variants: type[Variants], members: Sequence[Any]) -> dict[str, Any]:
    references = [dict(member.ref) for member in members]
    description = {"description": variants.description} if variants.description else {}
    if variants.tag is None:
        return {"anyOf": references, **description}
    mapping = {
        word: member.ref["$ref"]
        for cls, member in zip(variants.members, members, strict=True)
        for word in cls().fields[variants.tag].choices  # type: ignore[attr-defined]
    }
    discriminator = {"propertyName": variants.tag, "mapping": mapping}
    return {"oneOf": references, "discriminator": discriminator, **description}


def field_tree(shape: Any) -> FieldTree:
    """This will return the nested names in a shape: `{"image": {"src": {}, …}, "title": {}}`.

    Lists count as what they hold; a union as everything that one of its members has.
    """
    shape = force_instance(shape)
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
