"""Cells become the text that the editor saw, whatever an importer has put into them."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cms.models import ArticlePage
from delivery.content.tables import text_of_cell
from tests import factories
from tests.inputs.tables import CELLS, HEADERS, SHAPES

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def delivered(tables: list[Any]) -> list[Any]:
    blocks = [{"type": "table", "value": table} for table in tables]
    article = factories.article()
    ArticlePage.objects.filter(pk=article.pk).update(body=json.dumps(blocks))
    factories.settle()
    return list(Client().get(f"/api/v1/articles/{article.pk}/").json()["body"])


@pytest.mark.django_db
def test_every_kind_of_cell_and_shape_is_delivered_as_text() -> None:
    # A document of PostgreSQL keeps numbers as they are, but no infinite ones.
    cells = [(value, text) for value, text in CELLS if "Infinity" not in text]
    rows = [[value, "x"] for value, _text in cells]
    tables = [
        {"data": rows},
        {"data": rows, "first_row_is_table_header": True, "first_col_is_header": True, "table_caption": 5},
        *({"data": [["x"]], **said} for said, _headers in HEADERS),
        *({"data": data, "table_caption": None} for data, _rows in SHAPES),
    ]
    plain, with_header, *others = [block["value"] for block in delivered(tables)]
    expected = [[text, "x"] for _value, text in cells]
    assert plain["rows"] == expected
    assert [with_header["columns"], *with_header["rows"]] == expected
    assert with_header["caption"] == "5"
    headers, shapes = others[: len(HEADERS)], others[len(HEADERS) :]
    assert [(table["first_row_header"], table["first_column_header"]) for table in headers] == [
        headers for _said, headers in HEADERS
    ]
    assert [shape["rows"] for shape in shapes] == [rows for _data, rows in SHAPES]


@pytest.mark.parametrize(("value", "text"), CELLS, ids=[repr(value)[:30] for value, _text in CELLS])
def test_a_cell_is_what_the_table_editor_shows(value: Any, text: str) -> None:
    assert text_of_cell(value) == text


@given(_JSON)
def test_any_json_is_a_text(value: Any) -> None:
    assert isinstance(text_of_cell(value), str)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_value(number: float) -> None:
    assert float(text_of_cell(number)) == number
