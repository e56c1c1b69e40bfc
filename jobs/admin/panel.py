"""The panel on the dashboard: only there when work is late, or a change of many pages is under way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from cms.jobs import schedule_lag
from jobs.admin import formatting as words
from jobs.admin.access import may_see_work
from jobs.admin.backlog import PATIENCE, progress
from jobs.models import JobState
from jobs.registry import JOBS

_PUBLISHING = "publish_due"


class WorkPanel(Component):
    """What is late, and what is under way; empty when that is nothing."""

    name = "background_work"
    template_name = "jobs/panel.html"
    order = 50

    class Media:
        css = {"all": ["jobs/backstage.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "warnings": warnings(now=timezone.now()),
            "progress": progress(),
            "may_see_work": may_see_work(parent_context["request"].user),
        }


def warnings(*, now: datetime) -> list[str]:
    """This will say in sentences what is late; an empty list says that nothing is."""
    done = dict(JobState.objects.values_list("name", "succeeded_at"))
    late = [job for job in JOBS if job.is_late(done.get(job.name), now)]
    latest = max((at for at in done.values() if at), default=None)
    stands_still = len(late) == len(JOBS)
    said = []
    lag = schedule_lag(now)
    if lag > PATIENCE:
        said.append(_schedule_warning(now - lag, done.get(_PUBLISHING), [job.name for job in late]))
    elif stands_still:
        said.append(_standstill(latest))
    if late and not stands_still:
        named = ", ".join(str(job.label or job.name) for job in late)
        said.append(_("This part of the background work is late: %(jobs)s.") % {"jobs": named})
    return said


def _schedule_warning(due_at: datetime, published_at: datetime | None, late: list[str]) -> str:
    if _PUBLISHING not in late:
        since = {"at": words.moment(due_at)}
        return _("Scheduled publications are late: since %(at)s the oldest has been waiting.") % since
    if published_at is None:
        return _("Scheduled publications are late: the background work has never run.")
    since = {"at": words.moment(published_at)}
    return _("Scheduled publications are late: since %(at)s the background work has not run.") % since


def _standstill(latest: datetime | None) -> str:
    if latest is None:
        return _("The background work has never run.")
    return _("Since %(at)s the background work has stood still.") % {"at": words.moment(latest)}
