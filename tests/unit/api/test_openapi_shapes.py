"""How serializers are described, the names in them, and the problems of an endpoint."""

from typing import Any

from rest_framework import serializers

from api.v1.shapes.articles import ArticleCardOut, ArticleOut
from api.v1.shapes.blocks import BlockOut, FlowBlockOut
from api.v1.shapes.fields import Shape, Variants, field_tree, one_value


class CatOut(Shape):
    type = one_value("cat")
    value = serializers.IntegerField()


class DogOut(Shape):
    type = one_value("dog")
    value = CatOut()
    friends = CatOut(many=True)


class PetOut(Variants):
    tag = "type"
    members = (CatOut, DogOut)


class TestTheTreeOfNames:
    def test_goes_into_objects_and_lists(self) -> None:
        cat: dict[str, Any] = {"type": {}, "value": {}}
        assert field_tree(DogOut) == {"type": {}, "value": cat, "friends": cat}

    def test_of_a_union_has_what_one_of_its_members_has(self) -> None:
        cat: dict[str, Any] = {"type": {}, "value": {}}
        assert field_tree(PetOut) == {"type": {}, "value": cat, "friends": cat}

    def test_of_a_card_names_what_front_ends_ask_for(self) -> None:
        tree = field_tree(ArticleCardOut)
        assert tree["title"] == {}
        assert "src" in tree["image"]
        assert "title" in tree["section"]
        assert "body" not in tree

    def test_of_an_article_reaches_into_its_blocks(self) -> None:
        assert set(field_tree(ArticleOut)["body"]) == {"id", "type", "value"}
        assert "html" in field_tree(ArticleOut)["body"]["value"]


def test_a_box_holds_no_box() -> None:
    assert set(FlowBlockOut.members) < set(BlockOut.members)
    assert "background_box" not in {
        word for member in FlowBlockOut.members for word in member().fields["type"].choices
    }
