"""Tables."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block import blocks

from cms.blocks.sent_json import storable_json

# What the editor calls the headers: of the first row, of the first column.
_HEADERS = {
    (False, False): "neither",
    (True, False): "row",
    (False, True): "column",
    (True, True): "both",
}


class UnreadableTable(dict[str, Any]):
    """An empty table in place of what was sent."""


class TableBlock(blocks.TableBlock):
    """A table, with a context menu in the editor's language."""

    MENU = {
        "row_above": _("Insert row above"),
        "row_below": _("Insert row below"),
        "col_left": _("Insert column to the left"),
        "col_right": _("Insert column to the right"),
        "remove_row": _("Remove row"),
        "remove_col": _("Remove column"),
        "undo": _("Undo"),
        "redo": _("Redo"),
    }

    class Meta:
        label = _("Table")
        icon = "table"
        description = _("Figures in rows and columns, with a caption.")
        template = "cms/blocks/table.html"
        preview_value = {
            "data": [["", "2024", "2025"], ["A", "128", "140"], ["B", "9", "12"]],
            "table_caption": "",
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
        }

    def get_table_options(self, table_options: dict[str, Any] | None = None) -> dict[str, Any]:
        # The grid itself has English texts only; the menu brings its own.
        menu = {"items": {key: {"name": name} for key, name in self.MENU.items()}}
        own = {"language": "en-US", "contextMenu": menu, "startRows": 3, "startCols": 3}
        return super().get_table_options({**own, **(table_options or {})})

    def to_python(self, value: Any) -> Any:
        return readable_table(value) if isinstance(value, dict) else value

    def value_from_form(self, value: str) -> Any:
        try:
            table = storable_json(value)
        except ValueError:
            return UnreadableTable()
        return table if table is None or _has_rows(table) else UnreadableTable()

    def clean(self, value: Any) -> Any:
        if isinstance(value, UnreadableTable):
            raise ValidationError(_("This table cannot be read. Please fill it in again."))
        return super().clean(value)


def readable_table(value: dict[str, Any]) -> dict[str, Any]:
    """Return a table as the editor writes it. An importer may give rows as objects, and headers in one way only."""
    choice = value.get("table_header_choice")
    rows, columns = value.get("first_row_is_table_header"), value.get("first_col_is_header")
    row = bool(choice in ("row", "both") if rows is None else rows)
    # Wagtail has written `col` into older tables.
    column = bool(choice in ("column", "col", "both") if columns is None else columns)
    return {
        **value,
        "data": _lists(value.get("data")),
        "first_row_is_table_header": row,
        "first_col_is_header": column,
        "table_header_choice": _HEADERS[row, column],
    }


def _lists(data: Any) -> Any:
    """Return rows that are objects as lists, in the order in which their keys first occur."""
    if not isinstance(data, list):
        return data
    keys = dict.fromkeys(key for row in data if isinstance(row, dict) for key in row)
    return [[row.get(key) for key in keys] if isinstance(row, dict) else row for row in data]


def _has_rows(table: Any) -> bool:
    rows = table.get("data", []) if isinstance(table, dict) else None
    return isinstance(rows, list) and all(isinstance(row, list) for row in rows)
