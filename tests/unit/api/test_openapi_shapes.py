"""How serializers are described, the names in them, and the problems of an endpoint."""

from typing import Any

import pytest
from rest_framework import serializers

from api.http.problems import KINDS
from api.v1.shapes import answers
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


class TestTheRefusalsOfAnEndpoint:
    @staticmethod
    def codes(method: str, path: str, *, has_body: bool = False) -> set[str]:
        return {kind.code for kind in answers.refusals(method, path, has_body=has_body)}

    def test_of_a_read(self) -> None:
        assert self.codes("GET", "/articles/") == {
            *("invalid-parameter", "not-found", "not-acceptable", "internal", "unavailable"),
        }

    def test_of_a_write(self) -> None:
        more = self.codes("POST", "/comments/challenge/", has_body=True) - self.codes("GET", "/articles/")
        assert more == {
            *("invalid-body", "malformed-json", "unsupported-media-type", "too-large", "length-required"),
            *("too-many-requests", "comments-closed"),
        }

    def test_come_in_the_order_of_their_status(self) -> None:
        found = answers.refusals("POST", "/articles/{article_id}/comments/", has_body=True)
        assert [kind.status for kind in found] == sorted(kind.status for kind in found)
        assert set(found) <= set(KINDS.values())


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("status", [200, 202, 304, 400, 429])
def test_every_header_that_is_named_is_described(method: str, status: int) -> None:
    assert set(answers.headers(method, status, has_validator=True)) <= set(answers.HEADERS)


def test_too_many_requests_say_when_to_come_back() -> None:
    assert "Retry-After" in answers.headers("POST", 429, has_validator=False)


def test_a_box_holds_no_box() -> None:
    assert set(FlowBlockOut.members) < set(BlockOut.members)
    assert "background_box" not in {
        word for member in FlowBlockOut.members for word in member().fields["type"].choices
    }
