"""The panel on the dashboard: shown only while work is late or a change of many pages is under way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from jobs import waiting
from jobs.selectors import job_statuses

VIEW_WORK = "jobs.view_jobstate"


def must_be_told(user: Any) -> bool:
    """Return whether late work concerns somebody: people who may see the report, and those who publish."""
    publishes = policy_registry.get_by_type(Page).user_has_permission(user, "publish")
    return bool(publishes or user.has_perm(VIEW_WORK))


class BackgroundWorkPanel(Component):
    """What is late and what is under way; empty if nothing is."""

    name = "background_work"
    template_name = "jobs/panel.html"
    order = 50

    class Media:
        css = {"all": ["jobs/report.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        now = timezone.now()
        rows = waiting.for_dashboard(now)
        return {
            "warnings": [*_late_work(now), *(row.warning for row in rows if row.warning)],
            "progress": [row for row in rows if row.total],
            "may_see_work": parent_context["request"].user.has_perm(VIEW_WORK),
        }


def _late_work(now: datetime) -> list[str]:
    statuses = job_statuses(now=now)
    late = [status for status in statuses if status.is_late]
    if not late:
        return []
    if len(late) < len(statuses):
        names = ", ".join(status.what() for status in late)
        return [_("This part of the background work is late: %(jobs)s.") % {"jobs": names}]
    latest = max(
        (status.state.succeeded_at for status in statuses if status.state.succeeded_at), default=None
    )
    if latest is None:
        return [_("The background work has never run.")]
    at = date_format(timezone.localtime(latest), "SHORT_DATETIME_FORMAT")
    return [_("Since %(at)s the background work has stood still.") % {"at": at}]
