"""What an operator can start again. A service only ends a pause; the job does the work at its next run."""

from datetime import datetime

from django.db import transaction

from jobs import registry
from jobs.models import JobState, Retryable, retryable_models


class NothingToRetry(Exception):
    """The object has been processed meanwhile, or needs no processing any more."""


class UnknownJob(Exception):
    """There is no job of this name."""


class JobIsRunning(Exception):
    """A process is running this job."""


def retry(*, model: type[Retryable], pk: int | str) -> Retryable:
    """End the pause of one object; the number of its attempts stays.

    :raises NothingToRetry: if it does not wait after a failure
    """
    model.failing().filter(pk=pk).update(not_before=None)
    row = model.failing().filter(pk=pk).first()
    if row is None:
        raise NothingToRetry
    return row


@transaction.atomic
def retry_everything() -> int:
    """End the pause of everything that failed, and return how many objects that were."""
    return sum(
        model.failing().filter(not_before__isnull=False).update(not_before=None)
        for model in retryable_models()
    )


def run_job_now(*, name: str, now: datetime) -> JobState:
    """Make a job due, whenever it ran last.

    :raises UnknownJob: if there is no such job
    :raises JobIsRunning: if a process holds it
    """
    if name not in {job.name for job in registry.JOBS}:
        raise UnknownJob
    state, _ = JobState.objects.get_or_create(name=name)
    if not JobState.objects.filter(JobState.is_free(now), name=name).update(started_at=None):
        raise JobIsRunning
    state.refresh_from_db()
    return state
