"""What waits for the background work, in numbers. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, IntegerField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cms.jobs import schedule_lag
from cms.models import Image
from cms.renditions import RENDITIONS
from delivery.models import Mark, Position, Recompilation
from delivery.outbox import purging
from jobs.admin import formatting as words
from jobs.models import Failure, is_due

# A publication may be so late before anybody is told.
PATIENCE = timedelta(seconds=60)


@dataclass(frozen=True)
class Progress:
    """One change that concerns many pages, and how far it has come; `failing` of the rest have failed."""

    key: str
    started_at: datetime
    done: int
    total: int
    failing: int

    @property
    def words(self) -> str:
        """This will say how far it has come: `1,234 of 5,000 pages`."""
        return _("%(done)s of %(total)s") % {
            "done": words.number(self.done),
            "total": words.pages(self.total),
        }


@dataclass(frozen=True)
class CacheRow:
    """One shared cache: how many changes it has not been told, and why."""

    name: str
    lag: int
    attempts: int
    error: str
    next_try: str
    is_called: bool


@dataclass(frozen=True)
class Backlog:
    """How much waits. `due` counts pages that wait for nothing but their turn."""

    pages: int
    due: int
    oldest: datetime | None
    oldest_age: str
    pictures: int
    unreadable_pictures: int
    schedule_lag: timedelta
    overdue_since: datetime | None

    @property
    def is_schedule_late(self) -> bool:
        return self.schedule_lag > PATIENCE


def backlog(*, now: datetime) -> Backlog:
    """This will count what waits."""
    marks = Mark.objects.aggregate(
        pages=Count("pk"), due=Count("pk", filter=is_due(now)), oldest=Min("marked_at")
    )
    lag = schedule_lag(now)
    return Backlog(
        **marks,
        oldest_age=words.age(marks["oldest"], now) if marks["oldest"] else "",
        pictures=Image.objects.exclude(renditions_version=F("version")).count(),
        unreadable_pictures=Failure.objects.filter(job=RENDITIONS, not_before__gt=now).count(),
        schedule_lag=lag,
        overdue_since=now - lag if lag else None,
    )


def progress() -> list[Progress]:
    """This will tell how far each change that concerns many pages has come, the latest first; what is done is left out."""
    left = Mark.objects.filter(token=OuterRef("token")).order_by().values("token")
    counted = left.annotate(n=Count("pk"), failing=Count("pk", filter=Q(attempts__gt=0)))
    under_way = Recompilation.objects.annotate(
        left=Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0),
        failing=Coalesce(Subquery(counted.values("failing"), output_field=IntegerField()), 0),
    )
    return [
        Progress(
            key=row.token.hex,
            started_at=row.started_at,
            done=max(row.total - row.left, 0),
            total=row.total,
            failing=row.failing,
        )
        for row in under_way.filter(left__gt=0).order_by("-started_at", "token")
    ]


def cache_rows(*, now: datetime) -> list[CacheRow]:
    """This will describe the shared caches of this newsroom."""
    lags = purging.purge_lag()
    known = Position.objects.in_bulk(list(settings.CACHE_PURGERS))
    return [
        _cache_row(name, known.get(name) or Position(name=name), lags.get(name, 0), now)
        for name in settings.CACHE_PURGERS
    ]


def _cache_row(name: str, position: Position, lag: int, now: datetime) -> CacheRow:
    has_failed = position.attempts > 0
    return CacheRow(
        name=name,
        lag=lag,
        attempts=position.attempts,
        error=position.error,
        next_try=words.pause(position.not_before, now) if has_failed else "",
        is_called=has_failed and position.not_before is None,
    )
