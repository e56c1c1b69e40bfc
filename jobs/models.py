"""The state of each job, and the objects that a job could not process."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs import registry

_MOST_ATTEMPTS = 100
# The clocks of several machines differ by less. What is further ahead was stored before the clock was set back.
SKEW = timedelta(seconds=10)
# Longer than any claim of a job.
_LONGEST_CLAIM = timedelta(minutes=2)


class Retryable(models.Model):
    """A row of work that is tried again after a failure. The pause doubles with each, up to `longest_pause`.

    The report lists the failed rows of every concrete subclass: `str(row)`, `row.task_label`, and a link to `edit_url`.
    """

    longest_pause = timedelta(hours=1)
    # The columns of a row that has not failed.
    RESET: dict[str, Any] = {"attempts": 0, "not_before": None, "error": ""}

    not_before = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True, default="")

    class Meta:
        abstract = True

    @classmethod
    def is_due(cls, now: datetime) -> Q:
        """Return the condition for rows that never failed or whose pause is over; see `is_paused`."""
        too_far = Q(attempts__gt=0, not_before__gt=now + cls.longest_pause + SKEW)
        return Q(not_before=None) | Q(not_before__lte=now) | too_far

    def is_paused(self, now: datetime) -> bool:
        """Return whether the pause after a failure goes on. One that is too long is from before the clock was set back."""
        return self.not_before is not None and now < self.not_before <= now + self.longest_pause + SKEW

    @classmethod
    def failing(cls) -> QuerySet[Self]:
        """Return the rows that wait after a failure, those with the most attempts first."""
        return cls._default_manager.filter(attempts__gt=0).order_by("-attempts", "pk")

    @classmethod
    def load_subjects(cls, rows: Sequence[Self]) -> None:
        """Load what the report needs of many rows at once."""

    def columns_after(self, error: Exception, *, now: datetime) -> dict[str, Any]:
        """Return the columns of this row after one more failure."""
        attempts = min(self.attempts + 1, _MOST_ATTEMPTS)
        return {
            "attempts": attempts,
            "not_before": now + min(timedelta(seconds=2 ** min(attempts, 12)), self.longest_pause),
            "error": describe_error(error),
        }

    @property
    def task_label(self) -> str | Promise:
        """Return what was to be done with the object."""
        raise NotImplementedError

    def edit_url(self, user: Any) -> str:
        """Return where `user` may edit the object; empty if nowhere."""
        return ""

    @property
    def key(self) -> str:
        return f"{self._meta.label_lower}-{self.pk}"

    @property
    def is_given_up(self) -> bool:
        """Return whether the row is left out until somebody asks for another attempt."""
        return False

    @property
    def is_requested(self) -> bool:
        """Return whether somebody has asked for another attempt."""
        return self.attempts > 0 and self.not_before is None


def retryable_models() -> list[type[Retryable]]:
    return [model for model in apps.get_models() if issubclass(model, Retryable)]


def describe_error(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]


class Failure(Retryable):
    """One object that a job could not process: a revision to publish, an embed to fetch, an image without renditions.

    What is to be done stands in the objects themselves; a failure only says when to try again, and why.
    """

    wagtail_reference_index_ignore = True

    # A key of `Job.tasks`.
    task = models.CharField(max_length=60)
    subject = models.CharField(max_length=255)
    label = models.CharField(max_length=255)
    failed_at = models.DateTimeField()
    # It is not tried again by itself.
    is_final = models.BooleanField(default=False, db_default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["task", "subject"], name="failure_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def task_label(self) -> str | Promise:
        return self._job.tasks[self.task] if self._job else self.task

    @property
    def is_given_up(self) -> bool:
        return self.is_final and not self.is_requested

    @property
    def advice(self) -> str | Promise:
        return self._job.advice if self._job and self.is_given_up else ""

    def edit_url(self, user: Any) -> str:
        return self._job.edit_url(self.subject, user) if self._job else ""

    @property
    def _job(self) -> registry.Job | None:
        return next((job for job in registry.JOBS if self.task in job.tasks), None)


class JobState(models.Model):
    """One job: the process that holds it and until when, and how its last run ended, by that process's clock."""

    wagtail_reference_index_ignore = True

    name = models.CharField(max_length=60, primary_key=True)
    holder = models.CharField(max_length=120, blank=True, default="")
    leased_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        # The form of groups names the permission to see the report after these.
        verbose_name = _("background work")
        verbose_name_plural = _("background work")

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def is_free(now: datetime) -> Q:
        """Return the condition for jobs that no process holds; `is_held` is its opposite."""
        too_far = Q(leased_until__gt=now + _LONGEST_CLAIM)
        return Q(leased_until=None) | Q(leased_until__lte=now) | too_far

    def is_held(self, now: datetime) -> bool:
        """Return whether a process holds the job."""
        return self.leased_until is not None and now < self.leased_until <= now + _LONGEST_CLAIM

    @staticmethod
    def is_due(now: datetime, every: timedelta) -> Q:
        """Return the condition for jobs that were last started one period ago, or before the clock was set back."""
        return Q(started_at=None) | Q(started_at__lte=now - every) | Q(started_at__gt=now + SKEW)
