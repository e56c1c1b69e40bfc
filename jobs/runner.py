"""The background work: what is done how often, and how several processes share it.

A job is a plain, idempotent function of the time. It is claimed by one UPDATE of its row. While it runs its
claim is renewed; a process that dies keeps its claim no longer than the lease.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from api import jobs as api
from cms import jobs as cms
from cms import renditions as drawing
from comments import jobs as comments
from delivery import jobs as delivery
from delivery import log
from delivery.outbox import purging
from jobs.models import JobState

logger = logging.getLogger(__name__)

_LEASE = timedelta(seconds=20)
_RENEWAL_SECONDS = 5.0
# A job that is this many of its periods late makes the service not ready.
_LATE_PERIODS = 3
_LATE_AT_LEAST = timedelta(seconds=60)
# Names this process in the claims.
_HOLDER = f"{socket.gethostname()}:{os.getpid()}"[:120]


@dataclass(frozen=True)
class Job:
    """`run` is called every `seconds`, by one process at a time. `label` says to people what it does."""

    name: str
    run: Callable[[datetime], Any]
    seconds: int
    label: str | Promise = ""


JOBS: tuple[Job, ...] = (
    Job("compile_marked", delivery.work_off_marks, 1, _("Compile what changed")),
    Job("publish_due", cms.publish_due, 5, _("Publish what is scheduled, unpublish what has expired")),
    Job("purge_caches", purging.purge_caches, 1, _("Tell shared caches what changed")),
    Job("draw_pictures", drawing.draw_pictures, 2, _("Make the sizes of new pictures")),
    Job("fetch_pending_embeds", cms.fetch_pending_embeds, 60, _("Ask providers for videos")),
    Job("sweep_editions", delivery.sweep, 60, _("Look for changes that nobody announced")),
    Job("audit_editions", delivery.audit, 60, _("Compare answers with pages, some at a time")),
    Job("recount_comments", delivery.recount_comments, 300, _("Set comment counts right")),
    Job("recount_lists", delivery.recount_lists, 3600, _("Set the counters of lists right")),
    Job("forget_challenges", comments.forget_challenges, 300, _("Delete captchas past their time")),
    Job("forget_network_tags", comments.forget_network_tags, 3600, _("Delete network tags after seven days")),
    Job("forget_tallies", api.forget_tallies, 300, _("Delete counters of limits that are over")),
    Job("forget_idempotency_keys", api.forget_idempotency_keys, 3600, _("Delete keys of repeated requests")),
    Job("prune_log", log.prune, 3600, _("Clear the old end of the log of changes")),
)


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
    return [job.name for job in JOBS if is_late(job, done.get(job.name), now)]


def is_late(job: Job, succeeded_at: datetime | None, now: datetime) -> bool:
    """This will tell whether a job has not succeeded for too long."""
    patience = max(timedelta(seconds=job.seconds * _LATE_PERIODS), _LATE_AT_LEAST)
    return succeeded_at is None or succeeded_at < now - patience


def _due_at(job: Job, started_at: datetime | None) -> datetime:
    begin = datetime.min.replace(tzinfo=timezone.get_default_timezone())
    return begin if started_at is None else started_at + timedelta(seconds=job.seconds)


def _claim(job: Job, now: datetime) -> bool:
    JobState.objects.get_or_create(name=job.name)
    is_free = Q(leased_until=None) | Q(leased_until__lte=now)
    is_due = Q(started_at=None) | Q(started_at__lte=now - timedelta(seconds=job.seconds))
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
