"""The list of comments: tabs, filters, rows, pages. Reads only."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from comments import selectors
from comments.actions import DISMISS_ACTION, KEY_ACTIONS, REASONS, UNDO_ACTION, Action, actions_for
from comments.admin.access import DeskView
from comments.admin.filters import ALL, DeskFilters, decided_ids, desk_url, query_string, tab_status
from comments.admin.formatting import count_text
from comments.admin.rows import rows_for
from comments.admin.waiting import remember_counts
from comments.moderation import Status
from comments.selectors import REPORTED

PER_PAGE = 25
_TABS = (Status.PENDING, REPORTED, Status.PUBLISHED, Status.HIDDEN, Status.REJECTED, Status.SPAM)
# These tabs are shown only if they have comments.
_RARE_TABS = (Status.WITHDRAWN, Status.ERASED)


class Desk(DeskView, WagtailAdminTemplateMixin, TemplateView):
    """The moderation desk."""

    template_name = "comments/admin/desk.html"
    page_title = gettext_lazy("Comments")
    header_icon = "comment"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("comments_desk"), "label": self.get_page_title()}]

    @cached_property
    def tab(self) -> str:
        return tab_status(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        query = self.request.GET
        filters = DeskFilters(query, auto_id="desk-%s")
        filters.offer_articles(status=self.tab)
        counts = filters.counts(now=now)
        remember_counts(self.request, {status: total for status, (_found, total) in counts.items()})
        page = _page(filters, self.tab, counts, now, query.get("p"))
        rows = rows_for(page.object_list, request=self.request, now=now, tab=self.tab)
        return super().get_context_data(
            filters=filters,
            tab=self.tab,
            tabs=_tabs(self.request, self.tab, counts),
            is_cut=counts[self.tab or ALL][0] > selectors.COUNTED_AT_MOST,
            listed_at_most=number_format(selectors.COUNTED_AT_MOST, force_grouping=True),
            searched_at_most=number_format(selectors.SEARCHED_AT_MOST, force_grouping=True),
            rows=rows,
            page=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            decided=self._decided(rows, now),
            back=query_string(query),
            here=desk_url(query),
            without_filters=desk_url(query, q="", article="", age="", reported="", p=""),
            select_all=query.get("select") == "page",
            select_all_url=desk_url(query, select="page"),
            bulk_actions=_bulk_actions(self.tab),
            undo=UNDO_ACTION,
            key_actions=KEY_ACTIONS,
            reasons=REASONS,
            **kwargs,
        )

    def _decided(self, rows: list[Any], now: Any) -> list[Any]:
        shown = {row.comment.pk for row in rows}
        missing = [pk for pk in decided_ids(self.request.GET) if pk not in shown]
        if not missing:
            return []
        found = selectors.moderation_queue().filter(pk__in=missing)
        return rows_for(found, request=self.request, now=now, tab=self.tab)


def _bulk_actions(tab: str) -> list[Action]:
    if tab in Status.values:
        return actions_for(tab)
    actions = actions_for(Status.PENDING, Status.PUBLISHED)
    return [DISMISS_ACTION, *actions] if tab == REPORTED else actions


def _page(filters: DeskFilters, tab: str, counts: dict[str, tuple[int, int]], now: Any, number: Any) -> Any:
    wanted = filters.wanted(now=now)
    # An invalid filter finds nothing; ignoring it would show everything.
    found = selectors.moderation_queue(status=tab, **wanted) if wanted is not None else []
    paginator = WagtailPaginator(found, PER_PAGE)
    # Counted already, with the tabs.
    paginator.count = min(counts[tab or ALL][0], selectors.COUNTED_AT_MOST)
    return paginator.get_page(number)


def _tabs(request: HttpRequest, open_tab: str, counts: dict[str, tuple[int, int]]) -> list[dict[str, Any]]:
    statuses = [*_TABS, *(status for status in _RARE_TABS if counts[status][0] or status == open_tab)]
    labels = {**dict(Status.choices), REPORTED: _("Reported"), ALL: _("All")}
    return [
        {
            "status": status,
            "label": labels[status],
            "open": status == (open_tab or ALL),
            "is_to_do": status in (Status.PENDING, REPORTED),
            "count": counts[status][0],
            "count_text": count_text(counts[status][0]),
            "url": desk_url(request.GET, status=status, p=""),
        }
        for status in (*statuses, ALL)
    ]
