"""What the background work remembers: the state of each job, and the objects that failed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_LONGEST_PAUSE = 3600
_MOST_ATTEMPTS = 100


class Retried(models.Model):
    """A row of work with its failures. The pause doubles with each of them, up to an hour."""

    not_before = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


def is_due(now: datetime) -> Q:
    """This will select the rows whose pause is over, and those that never failed."""
    return Q(not_before=None) | Q(not_before__lte=now)


def after_failure(attempts: int, error: Exception, *, now: datetime) -> dict[str, Any]:
    """This will return the columns of a row that has failed once more, after `attempts` failures before."""
    attempts = min(attempts + 1, _MOST_ATTEMPTS)
    return {
        "attempts": attempts,
        "not_before": now + timedelta(seconds=min(2 ** min(attempts, 12), _LONGEST_PAUSE)),
        "error": f"{type(error).__name__}: {error}"[:2000],
    }


AT_ONCE: dict[str, Any] = {"attempts": 0, "not_before": None, "error": ""}


class Failure(Retried):
    """One object that a job could not deal with: a revision to publish, an embed to fetch, a picture to draw.

    What is to be done stands in the objects themselves; this only says when to try again, and why it failed.
    """

    wagtail_reference_index_ignore = True

    job = models.CharField(max_length=60)
    subject = models.CharField(max_length=255)
    label = models.CharField(max_length=255)
    failed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["job", "subject"], name="failure_once")]

    def __str__(self) -> str:
        return f"{self.job}: {self.label}"


class JobState(models.Model):
    """One job: who works on it until when, and how it went. Times are those of the worker."""

    wagtail_reference_index_ignore = True

    name = models.CharField(max_length=60, primary_key=True)
    holder = models.CharField(max_length=120, blank=True, default="")
    leased_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        # What the form of groups calls the permission to look at all of it.
        verbose_name = _("background work")
        verbose_name_plural = _("background work")

    def __str__(self) -> str:
        return self.name
