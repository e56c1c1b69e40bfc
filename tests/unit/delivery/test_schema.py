"""What the typed models of the JSON have in common, and the number that is put in when bytes are read."""

import importlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pydantic import BaseModel, ValidationError

from delivery.content.articles import ArticleListMetaOut
from delivery.content.comment_form import FormFieldOut
from delivery.content.corrections import CorrectionOut
from delivery.content.media import ImageOut
from delivery.serialization import COUNT, to_json, with_count


def models(of: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for model in of.__subclasses__():
        yield model
        yield from models(model)


def schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(mode="serialization")


class TestTheModels:
    def test_have_names_of_their_own(self) -> None:
        # Of two models with the same name drf-spectacular would describe only one, without a warning.
        importlib.import_module("api.v1.urls")
        packages = ("api.", "comments.", "delivery.")
        own = Counter(model.__name__ for model in models() if model.__module__.startswith(packages))
        assert len(own) > 50
        assert [name for name, count in own.items() if count > 1] == []

    def test_accept_no_value_of_another_type(self) -> None:
        with pytest.raises(ValidationError):
            ArticleListMetaOut(count="7", limit=20)  # type: ignore[arg-type]

    def test_accept_no_unknown_key(self) -> None:
        with pytest.raises(ValidationError):
            ArticleListMetaOut(count=7, limit=20, lost=True)  # type: ignore[call-arg]

    def test_require_every_key_also_one_with_a_default(self) -> None:
        described = schema(ImageOut)
        assert set(described["required"]) == set(described["properties"])
        assert not any("default" in key or "title" in key for key in described["properties"].values())

    def test_leave_out_a_key_that_is_missing(self) -> None:
        field = FormFieldOut(name="consent", required=True, label="Ja")
        assert to_json(field) == b'{"name":"consent","required":true,"label":"Ja"}'
        assert "max_length" not in schema(FormFieldOut)["required"]


def test_times_are_in_the_zone_of_the_newsroom_whatever_zone_an_editor_has() -> None:
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        correction = CorrectionOut(at=datetime(2026, 3, 1, 8, 0, 0, 999, tzinfo=UTC), text="", version=None)
    assert to_json(correction) == b'{"at":"2026-03-01T09:00:00+01:00","text":"","version":null}'


class TestTheCount:
    def test_replaces_its_placeholder_under_its_key(self) -> None:
        body = to_json({"comments": {"count": COUNT}})
        assert with_count(body, "article", 7) == b'{"comments":{"count":7}}'
        assert with_count(to_json({"articles": COUNT}), "section", 7) == b'{"articles":7}'

    def test_replaces_it_in_json_ld_too(self) -> None:
        body = to_json({"comments": {"count": COUNT}, "seo": {"commentCount": COUNT}})
        assert with_count(body, "article", 7) == b'{"comments":{"count":7},"seo":{"commentCount":7}}'

    def test_leaves_a_text_with_the_same_characters_as_it_is(self) -> None:
        body = to_json({"title": f'"count":{COUNT}', "count": COUNT})
        assert with_count(body, "article", 7) == to_json({"title": f'"count":{COUNT}', "count": 7})

    def test_is_not_put_in_where_there_is_no_placeholder(self) -> None:
        body = to_json({"count": None})
        assert with_count(body, "article", 7) == with_count(body, "home", 7) == body

    def test_placeholder_is_exact_in_every_json_parser(self) -> None:
        assert float(COUNT) == COUNT
