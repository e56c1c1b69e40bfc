"""The comments that wait for a moderator, and those that are reported, in the main menu and on the dashboard."""

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
from comments.admin.rows import DeskRow, rows_for
from comments.moderation import Status
from comments.selectors import REPORTED

SHOWN = 4
_REMEMBERED = "_comments_to_do"


def remember_counts(request: HttpRequest, counts: Mapping[str, int]) -> None:
    """Keep the numbers by tab for the rest of the request, so that they are counted once."""
    setattr(request, _REMEMBERED, counts)


def to_do(request: HttpRequest) -> Mapping[str, int]:
    """Return how many comments are pending and how many are reported, counted at most once in a request."""
    if not hasattr(request, _REMEMBERED):
        remember_counts(request, selectors.status_counts(Status.PENDING, REPORTED))
    counts: Mapping[str, int] = getattr(request, _REMEMBERED)
    return counts


def menu_label(counts: Mapping[str, int]) -> str:
    """Return the label of the menu with what there is to do, such as `Comments (3 + 2 reported)`."""
    waiting, reported = counts[Status.PENDING], counts[REPORTED]
    values = {"n": count_text(waiting), "reported": count_text(reported)}
    if waiting and reported:
        return _("Comments (%(n)s + %(reported)s reported)") % values
    if reported:
        return _("Comments (%(reported)s reported)") % values
    return _("Comments (%(n)s)") % values if waiting else _("Comments")


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
        # The item is shared by all requests of the process, so the numbers must not be stored in it.
        return LinkMenuItem(
            self.name,
            menu_label(to_do(request)),
            str(self.url),
            icon_name=self.icon_name,
            classname=self.classname,
            attrs={"data-comments-menu": ""},
        )


class WaitingPanel(Component):
    """The pending and the reported comments: how many they are, and the first ones to decide on."""

    name = "comments_waiting"
    template_name = "comments/admin/panel.html"
    order = 100

    class Media:
        css = {"all": ["comments/admin/desk.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        waiting, reported = (to_do(request)[tab] for tab in (Status.PENDING, REPORTED))
        return {
            "waiting": waiting,
            "waiting_text": count_text(waiting),
            "waiting_rows": _first(Status.PENDING, request) if waiting else [],
            "reported": reported,
            "reported_text": count_text(reported),
            "reported_rows": _first(REPORTED, request) if reported else [],
        }


def _first(tab: str, request: HttpRequest) -> list[DeskRow]:
    comments = selectors.moderation_queue(status=tab)[:SHOWN]
    return rows_for(comments, request=request, now=timezone.now(), tab=tab)
