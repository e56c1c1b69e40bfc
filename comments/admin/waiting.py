"""The pending comments in the main menu and on the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from comments import selectors
from comments.admin.access import MODERATE
from comments.admin.formatting import count_text
from comments.admin.rows import rows_for
from comments.moderation import Status

SHOWN = 4
_REMEMBERED = "_comments_waiting"


def remember_waiting(request: HttpRequest, count: int) -> None:
    """Keep the number for the rest of the request, so that it is counted once."""
    setattr(request, _REMEMBERED, count)


def waiting(request: HttpRequest) -> int:
    """Return how many comments are pending, counted at most once in a request."""
    if not hasattr(request, _REMEMBERED):
        remember_waiting(request, selectors.waiting_count())
    return int(getattr(request, _REMEMBERED))


class DeskMenuItem(MenuItem):
    """The entry that leads to the desk, shown to moderators."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Comments"),
            reverse_lazy("comments_desk"),
            name="comments-desk",
            icon_name="comment",
            order=150,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)

    def render_component(self, request: HttpRequest) -> Any:
        count = waiting(request)
        # The item is shared by all requests of the process, so the number must not be stored in it.
        label = _("Comments (%(n)s)") % {"n": count_text(count)} if count else str(self.label)
        return LinkMenuItem(
            self.name,
            label,
            str(self.url),
            icon_name=self.icon_name,
            classname=self.classname,
            attrs={"data-comments-waiting": str(count)},
        )


class WaitingPanel(Component):
    """The number of pending comments, and the oldest of them."""

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
