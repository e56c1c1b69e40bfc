"""The panel on the dashboard: how many comments are pending, and the oldest of them."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from comments import selectors
from comments.admin.formatting import count_text
from comments.admin.menu import waiting
from comments.admin.rows import rows_for
from comments.moderation import Status

SHOWN = 4


class WaitingPanel(Component):
    """The pending comments."""

    name = "comments_waiting"
    template_name = "comments/admin/panel.html"
    order = 100

    class Media:
        css = {"all": ["comments/admin/desk.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        oldest = selectors.moderation_queue(status=Status.PENDING)[:SHOWN]
        return {
            "waiting": waiting(request),
            "waiting_text": count_text(waiting(request)),
            "rows": rows_for(oldest, request=request, now=timezone.now(), tab=Status.PENDING),
        }
