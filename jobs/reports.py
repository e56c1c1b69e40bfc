"""The report of the background work with its buttons, and the panel on the dashboard."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, NumberColumn, Table, TitleColumn
from wagtail.admin.views.reports import ReportView

from jobs import services
from jobs.models import JobState, Retryable
from jobs.selectors import JobHealth, JobStatus, failing_objects, job_statuses, waiting_rows

VIEW_WORK = "jobs.view_jobstate"
# Seconds after which an open report is read again, while something is going on and otherwise.
_SOON, _LATER = 3, 30


class TemplateColumn(Column):
    """A column whose cells have a template of their own."""

    def __init__(self, name: str, template: str, label: Any, accessor: Any = None) -> None:
        super().__init__(name, label, accessor, classname=f"jobs-{template}")
        self.cell_template_name = f"jobs/{template}_cell.html"


class FailureColumn(TitleColumn):
    """The name of a failed object with a link to its editor for users who may edit it."""

    cell_template_name = "jobs/failure_cell.html"

    def get_link_url(self, instance: Any, parent_context: Mapping[str, Any]) -> str:
        return str(instance.edit_url(parent_context["request"].user))


_WHAT, _ACTION = pgettext_lazy("failure", "What"), gettext_lazy("Action")
_NEVER, _NEXT_RUN = gettext_lazy("never"), gettext_lazy("at the next run")
_NOT_BY_ITSELF = gettext_lazy("not by itself")
_JOB_COLUMNS = [
    TemplateColumn("job", "job", gettext_lazy("Job")),
    TemplateColumn("health", "health", pgettext_lazy("job", "State")),
    TemplateColumn("success", "time", gettext_lazy("Last success"), lambda s: s.state.succeeded_at or _NEVER),
    TemplateColumn("every", "time", pgettext_lazy("period", "Every"), lambda s: _period(s.job.every)),
    TemplateColumn("run", "run", _ACTION),
]
_FAILURE_COLUMNS = [
    FailureColumn("__str__", label=_WHAT),
    TemplateColumn("next_try", "time", gettext_lazy("Next try"), lambda row: _next_try(row)),
    TemplateColumn("retry", "retry", _ACTION),
]
_WAITING_COLUMNS = [
    TemplateColumn("label", "waiting", _WHAT),
    NumberColumn("count", pgettext_lazy("jobs", "Number")),
    TemplateColumn("since", "time", pgettext_lazy("jobs", "Oldest")),
]


@method_decorator(never_cache, name="dispatch")
class JobsReport(ReportView):
    """Every job, below what waits and what failed. A button posts a form and makes one call of a service."""

    model = JobState
    permission_required = "view"
    template_name = "jobs/report.html"
    results_template_name = "jobs/report_results.html"
    page_title = gettext_lazy("Background work")
    header_icon = "tasks"
    index_url_name = "jobs_report"
    index_results_url_name = "jobs_report_results"
    paginate_by = None
    columns = _JOB_COLUMNS

    def get_queryset(self) -> list[JobStatus]:
        order = list(JobHealth)
        return sorted(job_statuses(now=timezone.now()), key=lambda status: order.index(status.health))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, statuses = timezone.now(), self.object_list
        waiting, (failing, total) = waiting_rows(now=now), failing_objects()
        is_requested = any(row.is_requested for row in (*statuses, *failing))
        is_moving = is_requested or any(row.is_moving for row in waiting)
        return super().get_context_data(
            at=now,
            waiting=Table(_WAITING_COLUMNS, waiting, caption=_("What waits")),
            failing=Table(_FAILURE_COLUMNS, failing, caption=_("What failed")),
            is_stopped=all(status.is_late for status in statuses),
            unlisted=total - len(failing),
            warnings=[
                *late_work(statuses),
                *(row.warning for row in waiting if row.warning),
                *failed_work(sum(status.state.failures > 0 for status in statuses), total),
            ],
            refresh_seconds=_SOON if is_moving else _LATER,
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponseBase:
        try:
            messages.success(request, _act(request.POST))
        except services.NothingToRetry:
            messages.info(request, _("There is nothing to retry: this has been done meanwhile."))
        except services.JobIsRunning:
            messages.info(request, _("This job is running just now."))
        except JobState.DoesNotExist as unknown:
            raise Http404 from unknown
        return redirect("jobs_report")


def _act(pressed: Mapping[str, str]) -> str:
    """Do what the pressed button says, and return the message."""
    if name := pressed.get("run"):
        services.run_job_now(name=name, now=timezone.now())
        return _("The job runs as soon as the background work comes to it.")
    if key := pressed.get("retry"):
        return _("“%(what)s” is tried again at the next run.") % {"what": services.retry(key=key)}
    n = services.retry_everything() if "retry_everything" in pressed else 0
    if not n:
        raise services.NothingToRetry
    text = ngettext(
        "%(n)s failure is tried again at the next run.", "%(n)s failures are tried again at the next run.", n
    )
    return text % {"n": intcomma(n)}


class BackgroundWorkPanel(Component):
    """What is late and what is under way; empty if nothing is."""

    name = "background_work"
    template_name = "jobs/panel.html"
    order = 50

    class Media:
        css = {"all": ["jobs/report.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        now = timezone.now()
        rows = waiting_rows(now=now, on_dashboard=True)
        return {
            "warnings": [*late_work(job_statuses(now=now)), *(row.warning for row in rows if row.warning)],
            "progress": [row for row in rows if row.total],
            "may_see_work": parent_context["request"].user.has_perm(VIEW_WORK),
        }


def late_work(statuses: list[JobStatus]) -> list[str]:
    """Say in a sentence which jobs are late, or since when none has run; nothing if no job is late."""
    late = [str(status) for status in statuses if status.is_late]
    if not late:
        return []
    if len(late) < len(statuses):
        return [_("This part of the background work is late: %(jobs)s.") % {"jobs": "; ".join(late)}]
    successes = [status.state.succeeded_at for status in statuses if status.state.succeeded_at]
    if not successes:
        return [_("The background work has never run.")]
    at = date_format(timezone.localtime(max(successes)), "SHORT_DATETIME_FORMAT")
    return [_("Since %(at)s the background work has stood still.") % {"at": at}]


def failed_work(jobs: int, objects: int) -> list[str]:
    """Say in sentences how many jobs and objects have failed; nothing if none has."""
    counted = [
        (jobs, ngettext("%(n)s job is failing.", "%(n)s jobs are failing.", jobs)),
        (
            objects,
            ngettext("%(n)s object waits after a failure.", "%(n)s objects wait after a failure.", objects),
        ),
    ]
    return [sentence % {"n": intcomma(n)} for n, sentence in counted if n]


def _next_try(row: Retryable) -> Any:
    return _NOT_BY_ITSELF if row.is_given_up else row.not_before or _NEXT_RUN


def _period(every: timedelta) -> str:
    """Write a period with the symbol of its largest whole unit: `5 min`."""
    seconds = int(every.total_seconds())
    units = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
    size, symbol = next(unit for unit in units if seconds % unit[0] == 0)
    return f"{seconds // size}\N{NO-BREAK SPACE}{symbol}"
