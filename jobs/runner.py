"""Run the jobs, each at its time and in one process at a time.

A process claims a job by one UPDATE of its row and renews the claim while the job runs. The claim of a process that
died ends with its lease.
"""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from jobs import registry
from jobs.models import SKEW, JobState, describe_error
from jobs.registry import Job

logger = logging.getLogger(__name__)

_LEASE = timedelta(seconds=20)
_RENEWAL_SECONDS = 5.0
# The name of this process in its claims.
_HOLDER = f"{socket.gethostname()}:{os.getpid()}"[:120]


def run_next(*, now: datetime | None = None) -> bool:
    """Run the one job that has been due for the longest time, and return whether there was any.

    A job with more work than one run can do therefore delays no other.
    """
    now = now or timezone.now()
    started = dict(JobState.objects.values_list("name", "started_at"))
    due_at = {job.name: _due_at(job, started.get(job.name), now) for job in registry.JOBS}
    for job in sorted(registry.JOBS, key=lambda job: due_at[job.name]):
        if due_at[job.name] > now:
            return False
        if _claim(job, now):
            _run(job)
            return True
    return False


def _due_at(job: Job, started_at: datetime | None, now: datetime) -> datetime:
    # A start in the future is from before the clock was set back; nobody knows how long ago that was.
    if started_at is None or started_at > now + SKEW:
        return datetime.min.replace(tzinfo=UTC)
    return started_at + job.every


def _claim(job: Job, now: datetime) -> bool:
    JobState.objects.get_or_create(name=job.name)
    claimed = JobState.objects.filter(JobState.is_free(now), JobState.is_due(now, job.every), name=job.name)
    return claimed.update(leased_until=now + _LEASE, started_at=now, holder=_HOLDER) == 1


def _run(job: Job) -> None:
    # A process that was suspended may have lost its claim: then it does not write the outcome.
    row = JobState.objects.filter(name=job.name, holder=_HOLDER)
    try:
        with _claim_renewed(job):
            job.run(timezone.now())
    except Exception as error:
        logger.exception("job %s failed", job.name)
        failures = row.values_list("failures", flat=True).first() or 0
        row.update(leased_until=None, failures=failures + 1, error=describe_error(error))
    else:
        row.update(leased_until=None, succeeded_at=timezone.now(), failures=0, error="")


@contextmanager
def _claim_renewed(job: Job) -> Iterator[None]:
    """Renew the claim in a thread while the job runs, so that a short lease suffices."""
    is_over = threading.Event()
    renewal = threading.Thread(target=_renew, args=(job, is_over), daemon=True)
    renewal.start()
    try:
        yield
    finally:
        is_over.set()
        renewal.join()


def _renew(job: Job, is_over: threading.Event) -> None:
    while not is_over.wait(_RENEWAL_SECONDS):
        try:
            _renew_once(job)
        except Exception:
            logger.warning("the claim of %s was not renewed", job.name, exc_info=True)
        finally:
            connection.close()


def _renew_once(job: Job) -> None:
    claim = JobState.objects.filter(name=job.name, holder=_HOLDER)
    claim.update(leased_until=timezone.now() + _LEASE)
