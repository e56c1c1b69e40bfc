"""The comments that wait for a moderator, and those that are reported, in the main menu and on the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
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
# The sidebar has room for few digits.
IN_MENU_AT_MOST = 99
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


def menu_labels(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the labels of the entries in the menu, by their tabs, with the number of comments if there are any."""
    labels = {Status.PENDING: _("Comments"), REPORTED: _("Reported")}
    numbers = {tab: count_text(counts[tab], at_most=IN_MENU_AT_MOST) for tab in labels}
    return {tab: f"{label} ({numbers[tab]})" if counts[tab] else label for tab, label in labels.items()}


class DeskMenuItem(MenuItem):
    """The entry that leads to a tab of the desk, shown to moderators."""

    tab: str = Status.PENDING

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MODERATE)

    def render_component(self, request: HttpRequest) -> Any:
        # The item is shared by all requests of the process, so the numbers must not be stored in it.
        return LinkMenuItem(
            self.name,
            menu_labels(to_do(request))[self.tab],
            str(self.url),
            icon_name=self.icon_name,
            classname=self.classname,
            attrs={"data-comments-menu": self.tab},
        )


class ReportedMenuItem(DeskMenuItem):
    """The entry that leads to the reported comments, shown while there are any."""

    tab = REPORTED

    def is_shown(self, request: HttpRequest) -> bool:
        return super().is_shown(request) and bool(to_do(request)[REPORTED])


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
