"""The names in a typed model, from which `fields` chooses."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.http.fields import field_tree
from delivery.content.articles import ArticleCardOut, ArticleOut
from delivery.content.blocks import BlockOut, FlowBlockOut
from delivery.content.schema import Content, OneOf


class CatOut(Content):
    type: Literal["cat"] = "cat"
    value: int | None


class DogOut(Content):
    type: Literal["dog"] = "dog"
    value: CatOut | None
    friends: list[CatOut]


class PetOut(OneOf[Annotated[CatOut | DogOut, Field(discriminator="type")]]):
    """A union."""


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
    def types_of(union: type[OneOf[Any]]) -> set[str]:
        return {*union.model_json_schema()["discriminator"]["mapping"]}

    assert types_of(FlowBlockOut) < types_of(BlockOut)
    assert "background_box" not in types_of(FlowBlockOut)
