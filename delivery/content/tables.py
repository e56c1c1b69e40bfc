"""Tables as JSON: the cells as the table editor shows them, which writes any JSON value as JavaScript does."""

import re
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from delivery.content.build import Build
from delivery.content.schema import Content


class TableOut(Content):
    """Figures in rows and columns. With `first_row_header` the first row stands in `columns`."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    first_row_header: bool
    first_column_header: bool


def table_out(value: Any, build: Build) -> TableOut:
    """Build the JSON of the value of a `table` block."""
    value = value or {}
    rows = _even(value.get("data") or [])
    has_header = bool(value.get("first_row_is_table_header")) and bool(rows)
    return TableOut(
        caption=text_of_cell(value.get("table_caption")),
        columns=rows[0] if has_header else [],
        rows=rows[1:] if has_header else rows,
        first_row_header=has_header,
        first_column_header=bool(value.get("first_col_is_header")),
    )


def _even(data: Any) -> list[list[str]]:
    """Return the texts of all cells, in rows of the same length."""
    if not isinstance(data, list):
        raise TypeError("not the rows of a table")
    rows = [row if isinstance(row, list) else [row] for row in data]
    columns = zip_longest(*rows)
    return [[text_of_cell(cell) for cell in row] for row in zip(*columns, strict=True)]


def text_of_cell(value: Any) -> str:
    """Return a JSON value as the table editor shows it: as `String(value)` of JavaScript, and nothing for null."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return _number(value)
        case list():
            return ",".join(map(text_of_cell, value))
        case dict():
            return "[object Object]"
    return str(value)


def _number(value: float) -> str:
    # JavaScript has no integers beside its floats. Both languages write the shortest digits that give the same float.
    try:
        number = float(value)
    except OverflowError:
        return "Infinity" if value > 0 else "-Infinity"
    if number == 0:
        return "0"
    if 1e-6 <= abs(number) < 1e21:
        digits = f"{Decimal(repr(number)):f}"
        return digits.removesuffix(".0")
    return re.sub(r"e([+-])0+", r"e\1", repr(number))
