"""What an operator may set going again. Each write only ends a pause: the work itself stays with its jobs."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from delivery.models import Invalidation, LogCursor
from jobs.models import Failure, JobState
from jobs.registry import JOBS

Row = TypeVar("Row")


class NothingToRetry(Exception):
    """This has succeeded meanwhile, or is no longer to be done."""


class UnknownJob(Exception):
    """There is no job of this name."""


class JobIsRunning(Exception):
    """A process is just working on this job."""


def retry_failure(*, failure_id: int) -> Failure:
    """This will have one object tried again at the next run of its job; its failures stay counted.

    :raises NothingToRetry: when the failure is no longer known
    """
    if not Failure.objects.filter(pk=failure_id).update(not_before=None):
        raise NothingToRetry
    return _found(Failure.objects.filter(pk=failure_id).first())


def retry_page(*, page_id: int) -> Invalidation:
    """This will have one page compiled again at once; its failures stay counted, because readers missed it.

    :raises NothingToRetry: when the page does not wait after a failure
    """
    failed = Invalidation.objects.filter(pk=page_id, attempts__gt=0)
    if not failed.update(not_before=None):
        raise NothingToRetry
    return _found(failed.first())


def retry_cache(*, name: str) -> LogCursor:
    """This will have a shared cache told again at once.

    :raises NothingToRetry: when the cache does not wait after a failure
    """
    failed = LogCursor.objects.filter(pk=name, attempts__gt=0)
    if not failed.update(not_before=None):
        raise NothingToRetry
    return _found(failed.first())


@transaction.atomic
def retry_everything() -> int:
    """This will end the pause of everything that failed, and return how much that was."""
    waiting = {"attempts__gt": 0, "not_before__isnull": False}
    return sum(
        rows.filter(**waiting).update(not_before=None)
        for rows in (Failure.objects.all(), Invalidation.objects.all(), LogCursor.objects.all())
    )


def run_job_now(*, name: str, now: datetime) -> JobState:
    """This will make a job due, whenever it ran last.

    :raises UnknownJob: if there is no such job
    :raises JobIsRunning: if somebody has claimed it
    """
    if name not in {job.name for job in JOBS}:
        raise UnknownJob
    state, _ = JobState.objects.get_or_create(name=name)
    is_free = Q(leased_until=None) | Q(leased_until__lte=now)
    if not JobState.objects.filter(is_free, name=name).update(started_at=None):
        raise JobIsRunning
    state.refresh_from_db()
    return state


def _found(row: Row | None) -> Row:
    # Done by another process between the two statements.
    if row is None:
        raise NothingToRetry
    return row
