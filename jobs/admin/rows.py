"""The jobs and the single failures as rows of a table. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from delivery.models import Invalidation
from jobs.admin import formatting as words
from jobs.models import Failure, JobState
from jobs.registry import JOBS, Job

# So many failures of a kind are listed; the others are counted.
LISTED = 50


class State(Enum):
    """How a job is. The first ones need somebody."""

    FAILING = "failing"
    LATE = "late"
    NEVER = "never"
    WELL = "well"


_LABELS: dict[State, str | Promise] = {
    State.FAILING: pgettext_lazy("job", "Failing"),
    State.LATE: pgettext_lazy("job", "Late"),
    State.NEVER: pgettext_lazy("job", "Never ran"),
    State.WELL: pgettext_lazy("job", "Well"),
}


@dataclass(frozen=True)
class JobRow:
    """One job. `holder` is the process that works on it now; `is_called` says that somebody asked for a run."""

    name: str
    label: str
    period: str
    state: State
    state_label: str
    succeeded_at: datetime | None
    age: str
    holder: str
    failures: int
    error: str
    is_late: bool
    is_called: bool


@dataclass(frozen=True)
class FailureRow:
    """One object that waits after a failure. `edit_url` is empty for who may not edit it."""

    key: str
    what: str
    task: str
    attempts: int
    error: str
    next_try: str
    edit_url: str
    retry_url: str
    is_called: bool


def job_rows(states: Iterable[JobState], *, now: datetime) -> list[JobRow]:
    """This will describe every job, those that need somebody first."""
    known = {state.name: state for state in states}
    order = list(State)
    rows = [_job_row(job, known.get(job.name) or JobState(name=job.name), now) for job in JOBS]
    return sorted(rows, key=lambda row: order.index(row.state))


def _job_row(job: Job, state: JobState, now: datetime) -> JobRow:
    is_late = job.is_late(state.succeeded_at, now)
    kind = _state(state, is_late=is_late)
    is_held = state.leased_until is not None and state.leased_until > now
    return JobRow(
        name=job.name,
        label=str(job.label or job.name),
        period=words.period(int(job.every.total_seconds())),
        state=kind,
        state_label=str(_LABELS[kind]),
        succeeded_at=state.succeeded_at,
        age=words.age(state.succeeded_at, now) if state.succeeded_at else "",
        holder=state.holder if is_held else "",
        failures=state.failures,
        error=state.error,
        is_late=is_late,
        is_called=state.failures > 0 and state.started_at is None,
    )


def _state(state: JobState, *, is_late: bool) -> State:
    if state.failures:
        return State.FAILING
    if state.succeeded_at is None:
        return State.NEVER
    return State.LATE if is_late else State.WELL


def failure_rows(*, user: Any, now: datetime) -> list[FailureRow]:
    """This will describe what failed by itself: pages that were not compiled, then objects of other jobs."""
    marks = list(Invalidation.objects.filter(attempts__gt=0).order_by("-attempts", "page_id")[:LISTED])
    pages = Page.objects.in_bulk([mark.page_id for mark in marks])
    failures = Failure.objects.filter(attempts__gt=0).order_by("-attempts", "job", "pk")[:LISTED]
    return [
        *(_mark_row(mark, pages.get(mark.page_id), user, now) for mark in marks),
        *(_failure_row(failure, now) for failure in failures),
    ]


def _mark_row(mark: Invalidation, page: Page | None, user: Any, now: datetime) -> FailureRow:
    return FailureRow(
        key=f"page-{mark.page_id}",
        what=words.title_of(page, mark.page_id),
        task=_("Compile a page"),
        attempts=mark.attempts,
        error=mark.error,
        next_try=words.pause(mark.not_before, now),
        edit_url=_edit_url(page, user),
        retry_url=reverse("backstage_retry_page", args=[mark.page_id]),
        is_called=mark.not_before is None,
    )


def _failure_row(failure: Failure, now: datetime) -> FailureRow:
    return FailureRow(
        key=f"failure-{failure.pk}",
        what=failure.label,
        task=words.task_label(failure.job),
        attempts=failure.attempts,
        error=failure.error,
        next_try=words.pause(failure.not_before, now),
        edit_url="",
        retry_url=reverse("backstage_retry_failure", args=[failure.pk]),
        is_called=failure.not_before is None,
    )


def _edit_url(page: Page | None, user: Any) -> str:
    # Wagtail's own answer asks for the workflow of each page; the permission alone is one query for all.
    if page is None or not (user.is_superuser or "change" in page.permissions_for_user(user).permissions):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
