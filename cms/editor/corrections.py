"""The corrections of an article in the form of its editor, with links to what it said before."""

from typing import Any

from wagtail.admin.panels import Panel


class CorrectionsPanel(Panel):
    """The corrections that were made, the newest first. They are not edited."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/corrections_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.corrections)

        @property
        def corrections(self) -> Any:
            return self.instance.corrections.all()
