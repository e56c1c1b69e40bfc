"""The background work: what is done how often, and how several processes share it.

A job is a plain, idempotent function of the time. It is claimed by one UPDATE of its row; a process
that dies keeps its claim no longer than the lease.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from api import jobs as api
from api.delivery import jobs as delivery
from cms import jobs as cms
from comments import jobs as comments
from config.models import JobState

logger = logging.getLogger(__name__)

_LEASE = timedelta(minutes=5)
# A job that is this many of its periods late makes the service not ready.
_LATE_PERIODS = 3
_LATE_AT_LEAST = timedelta(seconds=60)


@dataclass(frozen=True)
class Job:
    """`run` is called every `seconds`, by one process at a time."""

    name: str
    run: Callable[[datetime], Any]
    seconds: int


JOBS: tuple[Job, ...] = (
    Job("compile_marked", delivery.work_off_marks, 1),
    Job("publish_due", cms.publish_due, 5),
    Job("fetch_pending_embeds", cms.fetch_pending_embeds, 60),
    Job("sweep_editions", delivery.sweep, 60),
    Job("recount_comments", delivery.recount_comments, 300),
    Job("forget_challenges", comments.forget_challenges, 300),
    Job("forget_network_tags", comments.forget_network_tags, 3600),
    Job("forget_tallies", api.forget_tallies, 300),
    Job("forget_idempotency_keys", api.forget_idempotency_keys, 3600),
)


def run_due(*, now: datetime | None = None) -> None:
    """This will run every job whose time has come and that nobody else is working on.

    Without `now` each job is claimed at its own time, so that none begins with half its lease gone.
    """
    for job in JOBS:
        if _claim(job, now or timezone.now()):
            _run(job)


def late_jobs(*, now: datetime) -> list[str]:
    """This will name the jobs that have not succeeded for too long."""
    done = dict(JobState.objects.values_list("name", "succeeded_at"))
    return [job.name for job in JOBS if _is_late(job, done.get(job.name), now)]


def _is_late(job: Job, succeeded_at: datetime | None, now: datetime) -> bool:
    patience = max(timedelta(seconds=job.seconds * _LATE_PERIODS), _LATE_AT_LEAST)
    return succeeded_at is None or succeeded_at < now - patience


def _claim(job: Job, now: datetime) -> bool:
    JobState.objects.get_or_create(name=job.name)
    is_free = Q(leased_until=None) | Q(leased_until__lte=now)
    is_due = Q(started_at=None) | Q(started_at__lte=now - timedelta(seconds=job.seconds))
    claimed = JobState.objects.filter(is_free, is_due, name=job.name)
    return claimed.update(leased_until=now + _LEASE, started_at=now) == 1


def _run(job: Job) -> None:
    row = JobState.objects.filter(name=job.name)
    try:
        job.run(timezone.now())
    except Exception as error:
        logger.exception("job %s failed", job.name)
        failures = row.values_list("failures", flat=True).first() or 0
        row.update(leased_until=None, failures=failures + 1, error=f"{type(error).__name__}: {error}"[:2000])
    else:
        row.update(leased_until=None, succeeded_at=timezone.now(), failures=0, error="")
