"""The report of the background work: what waits, what failed, and how each job is. Reads only."""

from datetime import timedelta
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, Table, TitleColumn
from wagtail.admin.views.reports import ReportView

from jobs import waiting
from jobs.models import JobState, Retryable
from jobs.selectors import JobHealth, JobStatus, failing_objects, job_statuses

# Seconds after which an open report is read again, while something is going on and otherwise.
_SOON, _LATER = 3, 30


class TimeColumn(Column):
    """How long ago something was or how long it will take, with the exact time as a tooltip."""

    cell_template_name = "jobs/time_cell.html"

    def __init__(self, name: str, *, never: Any, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.empty_value_display = never


class HealthColumn(StatusTagColumn):
    """The state of a job as a status tag."""

    cell_template_name = "jobs/health_cell.html"


class ButtonColumn(Column):
    """A button that sends the form around the tables to another URL; no button where the URL is empty."""

    cell_template_name = "jobs/button_cell.html"

    def __init__(self, name: str, *, text: Any, **kwargs: Any) -> None:
        super().__init__(name, label=gettext_lazy("Action"), classname="jobs-button", **kwargs)
        self.text = text


class JobColumn(Column):
    cell_template_name = "jobs/job_cell.html"


class FailureColumn(TitleColumn):
    cell_template_name = "jobs/failure_cell.html"


class WaitingColumn(Column):
    cell_template_name = "jobs/waiting_cell.html"


def _run_url(status: JobStatus) -> str:
    return reverse("jobs_run", args=[status.job.name]) if status.state.failures else ""


def _retry_url(row: Retryable) -> str:
    return reverse("jobs_retry", args=[row._meta.label_lower, row.pk])


def describe_period(period: timedelta) -> str:
    """Write how often a job runs, with the symbol of the largest unit that fits: `5 min`."""
    seconds = int(period.total_seconds())
    units = ((86_400, "d"), (3_600, "h"), (60, "min"))
    size, symbol = next(((size, symbol) for size, symbol in units if seconds % size == 0), (1, "s"))
    return f"{seconds // size}\N{NO-BREAK SPACE}{symbol}"


@method_decorator(never_cache, name="dispatch")
class JobsReport(ReportView):
    """Every job, below what waits and what failed."""

    model = JobState
    permission_required = "view"
    template_name = "jobs/report.html"
    results_template_name = "jobs/report_results.html"
    page_title = gettext_lazy("Background work")
    header_icon = "tasks"
    index_url_name = "jobs_report"
    index_results_url_name = "jobs_report_results"
    paginate_by = None
    columns = [
        JobColumn("what", label=gettext_lazy("Job"), classname="title"),
        HealthColumn("health", label=pgettext_lazy("job", "State"), accessor="health.label"),
        TimeColumn(
            "succeeded_at",
            label=gettext_lazy("Last success"),
            accessor="state.succeeded_at",
            never=gettext_lazy("never"),
        ),
        Column(
            "period",
            label=pgettext_lazy("period", "Every"),
            accessor=lambda status: describe_period(status.job.every),
            classname="jobs-minor",
        ),
        ButtonColumn("run", text=gettext_lazy("Run now"), accessor=_run_url),
    ]

    def get_queryset(self) -> list[JobStatus]:
        order = list(JobHealth)
        return sorted(job_statuses(now=timezone.now()), key=lambda status: order.index(status.health))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, statuses = timezone.now(), self.object_list
        rows = waiting.for_report(now)
        failing, total = failing_objects()
        is_requested = any(row.is_requested for row in (*statuses, *failing))
        is_moving = is_requested or any(row.is_moving for row in rows)
        return super().get_context_data(
            at=now,
            waiting_table=_waiting_table(rows),
            failing_table=self._failing_table(failing),
            failing=failing,
            unlisted=total - len(failing),
            warnings=report_warnings(statuses, rows, failing=total),
            refresh_seconds=_SOON if is_moving else _LATER,
            **kwargs,
        )

    def _failing_table(self, rows: list[Retryable]) -> Table:
        columns = [
            FailureColumn(
                "what",
                label=pgettext_lazy("failure", "What"),
                get_url=lambda row: row.edit_url(self.request.user),
            ),
            TimeColumn("not_before", label=gettext_lazy("Next try"), never=gettext_lazy("at the next run")),
            ButtonColumn("retry", text=pgettext_lazy("action", "Retry"), accessor=_retry_url),
        ]
        return Table(columns, rows, caption=_("What failed"))


def _waiting_table(rows: list[waiting.Waiting]) -> Table:
    columns = [
        WaitingColumn("label", label=gettext_lazy("What waits"), classname="title"),
        NumberColumn("count", label=gettext_lazy("Number")),
        TimeColumn("since", label=gettext_lazy("Oldest"), never="–"),
    ]
    return Table(columns, rows, caption=_("What waits"))


def report_warnings(statuses: list[JobStatus], rows: list[waiting.Waiting], *, failing: int) -> list[str]:
    """Return what needs an operator, in sentences; an empty list means that all is well."""
    if all(status.is_late for status in statuses):
        return [_("The background work is not running. Start it with “manage.py serve” or “manage.py work”.")]
    sentences = []
    if n := sum(status.health == JobHealth.FAILING for status in statuses):
        sentences.append(ngettext("%(n)s job is failing.", "%(n)s jobs are failing.", n) % {"n": n})
    if n := sum(status.is_late and status.health != JobHealth.FAILING for status in statuses):
        sentences.append(ngettext("%(n)s job is late.", "%(n)s jobs are late.", n) % {"n": n})
    sentences += [row.warning for row in rows if row.warning]
    if failing:
        text = ngettext("%(n)s object waits after a failure.", "%(n)s objects wait after a failure.", failing)
        sentences.append(text % {"n": intcomma(failing)})
    return sentences
