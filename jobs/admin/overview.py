"""The background work at a glance: everything that the page shows, in a number of queries that does not grow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delivery.models import Invalidation
from jobs.admin import formatting as words
from jobs.admin.backlog import Backlog, CacheRow, Progress, backlog, cache_rows, progress
from jobs.admin.rows import LISTED, FailureRow, JobRow, State, failure_rows, job_rows
from jobs.models import Failure, JobState


@dataclass(frozen=True)
class Overview:
    """All that is known at `at`. `unlisted` failures are counted only."""

    at: datetime
    jobs: list[JobRow]
    backlog: Backlog
    progress: list[Progress]
    caches: list[CacheRow]
    failures: list[FailureRow]
    unlisted: int

    @property
    def is_standing_still(self) -> bool:
        """This will tell whether nothing at all is done: then no process runs the jobs."""
        return all(job.is_late for job in self.jobs)

    @property
    def is_under_way(self) -> bool:
        """This will tell whether what is shown changes within seconds."""
        waiting_pictures = self.backlog.pictures - self.backlog.unreadable_pictures
        is_telling = any(cache.is_called or (cache.lag and not cache.attempts) for cache in self.caches)
        is_called = any(job.is_called for job in self.jobs) or any(row.is_called for row in self.failures)
        return self.backlog.due > 0 or waiting_pictures > 0 or is_telling or is_called

    @property
    def can_retry(self) -> bool:
        """This will tell whether anything waits after a failure."""
        return bool(self.failures) or any(cache.attempts for cache in self.caches)

    @property
    def troubles(self) -> list[str]:
        """This will say in sentences what needs somebody; an empty list says that all is well."""
        if self.is_standing_still:
            return [
                _("The background work is not running. Start it with “manage.py serve” or “manage.py work”.")
            ]
        return [*self._job_troubles(), *self._object_troubles()]

    def _job_troubles(self) -> list[str]:
        said = []
        if n := sum(job.state is State.FAILING for job in self.jobs):
            said.append(ngettext("%(n)s job is failing.", "%(n)s jobs are failing.", n) % {"n": n})
        if n := sum(job.state in (State.LATE, State.NEVER) and job.is_late for job in self.jobs):
            said.append(ngettext("%(n)s job is late.", "%(n)s jobs are late.", n) % {"n": n})
        if self.backlog.is_schedule_late:
            said.append(_("Scheduled publications are late."))
        return said

    def _object_troubles(self) -> list[str]:
        said = []
        if n := len(self.failures) + self.unlisted:
            told = ngettext("%(n)s object waits after a failure.", "%(n)s objects wait after a failure.", n)
            said.append(told % {"n": words.number(n)})
        for cache in self.caches:
            if cache.attempts:
                said.append(_("The cache “%(name)s” does not answer.") % {"name": cache.name})
        return said


def overview(*, user: Any, now: datetime) -> Overview:
    """This will read everything that the page shows to `user`."""
    failed = (
        Invalidation.objects.filter(attempts__gt=0).count(),
        Failure.objects.filter(attempts__gt=0).count(),
    )
    return Overview(
        at=now,
        jobs=job_rows(JobState.objects.all(), now=now),
        backlog=backlog(now=now),
        progress=progress(),
        caches=cache_rows(now=now),
        failures=failure_rows(user=user, now=now),
        unlisted=sum(max(n - LISTED, 0) for n in failed),
    )
