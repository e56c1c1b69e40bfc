"""How the background work is: the state of each job, what waits, and what failed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from jobs import registry
from jobs.models import SKEW, JobState, Retryable, retryable_models
from jobs.registry import Job, Waiting

# A job is late after this many of its periods without a success, but not before a minute has passed.
_LATE_PERIODS = 3
_LATE_AT_LEAST = timedelta(minutes=1)
# This many failed objects of each model are listed; the rest is counted.
LISTED = 50


class JobHealth(TextChoices):
    """How a job is. The states that need an operator come first."""

    FAILING = "FAILING", pgettext_lazy("job", "Failing")
    LATE = "LATE", pgettext_lazy("job", "Late")
    NEVER_RAN = "NEVER_RAN", pgettext_lazy("job", "Never ran")
    WELL = "WELL", pgettext_lazy("job", "Well")


@dataclass(frozen=True)
class JobStatus:
    """One job as it is at `now`."""

    job: Job
    state: JobState
    now: datetime

    def __str__(self) -> str:
        return str(self.job.label or self.job.name)

    @property
    def is_late(self) -> bool:
        """Return whether the job has not succeeded for too long, or not since the clock was set back."""
        patience = max(self.job.every * _LATE_PERIODS, _LATE_AT_LEAST)
        at = self.state.succeeded_at
        return at is None or not self.now - patience <= at <= self.now + SKEW

    @property
    def health(self) -> JobHealth:
        if self.state.failures:
            return JobHealth.FAILING
        if self.state.succeeded_at is None:
            return JobHealth.NEVER_RAN
        return JobHealth.LATE if self.is_late else JobHealth.WELL

    @property
    def holder(self) -> str:
        """Return the process that runs the job just now."""
        return self.state.holder if self.state.is_held(self.now) else ""

    @property
    def is_requested(self) -> bool:
        """Return whether somebody has asked for another run after a failure."""
        return self.state.failures > 0 and self.state.started_at is None


def job_statuses(*, now: datetime) -> list[JobStatus]:
    """Return every job in the order of registration."""
    known = JobState.objects.in_bulk()
    return [JobStatus(job, known.get(job.name) or JobState(name=job.name), now) for job in registry.JOBS]


def late_jobs(*, now: datetime) -> list[str]:
    """Return the names of the jobs that have not succeeded for too long."""
    return [status.job.name for status in job_statuses(now=now) if status.is_late]


def waiting_rows(*, now: datetime, on_dashboard: bool = False) -> list[Waiting]:
    """Return what all apps say of their waiting work."""
    return [row for read, shown in registry.WAITING if shown or not on_dashboard for row in read(now)]


def failing_objects() -> tuple[list[Retryable], int]:
    """Return the first `LISTED` failed rows of each model, and how many rows failed altogether."""
    listed: list[Retryable] = []
    for model in retryable_models():
        rows = list(model.failing()[:LISTED])
        model.load_subjects(rows)
        listed += rows
    return listed, sum(model.failing().count() for model in retryable_models())
