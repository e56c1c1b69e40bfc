"""Tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.table_block import blocks


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
