"""The background work: what is done how often, and how several processes share it.

A job is a plain, idempotent function of the time. It is claimed by one UPDATE of its row. While it runs its
claim is renewed; a process that dies keeps its claim no longer than the lease.
"""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from jobs.models import JobState
from jobs.registry import JOBS, Job

logger = logging.getLogger(__name__)

_LEASE = timedelta(seconds=20)
_RENEWAL_SECONDS = 5.0
# Names this process in the claims.
_HOLDER = f"{socket.gethostname()}:{os.getpid()}"[:120]


def run_next(*, now: datetime | None = None) -> bool:
    """This will run one job: the one whose time came first. `False` says that nothing is due.

    A job that is due again at once, because there is a lot to do, so keeps no other waiting.
    """
    now = now or timezone.now()
    started = dict(JobState.objects.values_list("name", "started_at"))
    due = [(_due_at(job, started.get(job.name)), number, job) for number, job in enumerate(JOBS)]
    for due_at, _number, job in sorted(due, key=lambda entry: entry[:2]):
        if due_at > now:
            return False
        if _claim(job, now):
            _run(job)
            return True
    return False


def late_jobs(*, now: datetime) -> list[str]:
    """This will name the jobs that have not succeeded for too long."""
    done = dict(JobState.objects.values_list("name", "succeeded_at"))
    return [job.name for job in JOBS if job.is_late(done.get(job.name), now)]


def _due_at(job: Job, started_at: datetime | None) -> datetime:
    begin = datetime.min.replace(tzinfo=timezone.get_default_timezone())
    return begin if started_at is None else started_at + job.every


def _claim(job: Job, now: datetime) -> bool:
    JobState.objects.get_or_create(name=job.name)
    is_free = Q(leased_until=None) | Q(leased_until__lte=now)
    is_due = Q(started_at=None) | Q(started_at__lte=now - job.every)
    claimed = JobState.objects.filter(is_free, is_due, name=job.name)
    return claimed.update(leased_until=now + _LEASE, started_at=now, holder=_HOLDER) == 1


def _run(job: Job) -> None:
    # Only what is still ours is written: a process that stood still may have lost its claim.
    row = JobState.objects.filter(name=job.name, holder=_HOLDER)
    try:
        with _claim_renewed(job):
            job.run(timezone.now())
    except Exception as error:
        logger.exception("job %s failed", job.name)
        failures = row.values_list("failures", flat=True).first() or 0
        row.update(leased_until=None, failures=failures + 1, error=f"{type(error).__name__}: {error}"[:2000])
    else:
        row.update(leased_until=None, succeeded_at=timezone.now(), failures=0, error="")


@contextmanager
def _claim_renewed(job: Job) -> Iterator[None]:
    """This will keep the claim as long as the job runs: a short lease is soon free when a process dies."""
    is_over = threading.Event()
    heart = threading.Thread(target=_renew, args=(job, is_over), daemon=True)
    heart.start()
    try:
        yield
    finally:
        is_over.set()
        heart.join()


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
