"""The editor of rich text. Wagtail's answers content that cannot be read with status 500."""

from typing import Any

from django.utils.html import format_html
from wagtail.admin.rich_text import DraftailRichTextArea

from cms.blocks.sent_json import storable_json
from cms.editor.fields import UnreadableText


class RichTextInput(DraftailRichTextArea):
    """Wagtail's widget. It gives the field the HTML of what was sent, or an `UnreadableText`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        sent = data.get(name)
        if sent is None:
            return None
        try:
            html: str = self.converter.exporter.render(storable_json(sent))
        except Exception:
            # JSON of another shape makes the exporter raise errors of any kind.
            return UnreadableText(format_html("<p>{}</p>", sent.replace("\0", "")))
        return html
