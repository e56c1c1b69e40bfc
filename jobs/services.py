"""What an operator can start again. A service only ends a pause; the job does the work at its next run."""

from datetime import datetime

from django.db import transaction

from jobs.models import JobState, Retryable, retryable_models


class NothingToRetry(Exception):
    """The object has been processed meanwhile, or needs no processing any more."""


class JobIsRunning(Exception):
    """A process is running this job."""


def retry(*, key: str) -> Retryable:
    """End the pause of the object with this `Retryable.key`; the number of its attempts stays.

    :raises NothingToRetry: if there is no such object that waits after a failure
    """
    label, _, pk = key.partition("-")
    models = {model._meta.label_lower: model for model in retryable_models()}
    try:
        failing = models[label].failing().filter(pk=pk)
    except (KeyError, ValueError) as unknown:
        raise NothingToRetry from unknown
    if not failing.update(not_before=None):
        raise NothingToRetry
    return failing.get()


@transaction.atomic
def retry_everything() -> int:
    """End the pause of everything that failed, and return how many objects that were."""
    return sum(
        model.failing().filter(not_before__isnull=False).update(not_before=None)
        for model in retryable_models()
    )


def run_job_now(*, name: str, now: datetime) -> JobState:
    """Make a job due, whenever it ran last.

    :raises JobState.DoesNotExist: if no job of this name has ever run
    :raises JobIsRunning: if a process holds it
    """
    state = JobState.objects.get(name=name)
    if not JobState.objects.filter(JobState.is_free(now), name=name).update(started_at=None):
        raise JobIsRunning
    state.started_at = None
    return state
