"""The log of changes, the cursors of its readers, and the purge queue."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from delivery.subjects import LOWEST
from jobs.models import Retryable


class ChangeKind(models.TextChoices):
    """What a line of the log says about a page."""

    PUBLISHED = "PUBLISHED"
    UPDATED = "UPDATED"
    REMOVED = "REMOVED"
    # Taken down by the editors, with a reason.
    KILLED = "KILLED"


_WITHOUT_BYTES = (ChangeKind.REMOVED.value, ChangeKind.KILLED.value)


class Change(models.Model):
    """One line of the log: append-only, in the order of commits."""

    change = models.CharField(max_length=9, choices=ChangeKind.choices)
    type = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    locale = models.CharField(max_length=20)
    path = models.CharField(max_length=2000)
    etag = models.CharField(max_length=32, null=True)
    at = models.DateTimeField()
    # What shared caches must purge because of it.
    cache_tags = models.TextField(default="")
    # The sentence that readers get in place of an article that was taken down.
    reason = models.TextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="change_age")]
        constraints = [
            models.CheckConstraint(
                name="change_removed_has_no_etag",
                condition=Q(change__in=_WITHOUT_BYTES, etag__isnull=True)
                | (~Q(change__in=_WITHOUT_BYTES) & Q(etag__isnull=False)),
            ),
            models.CheckConstraint(
                name="change_killed_has_reason",
                condition=Q(change="KILLED", reason__isnull=False)
                | (~Q(change="KILLED") & Q(reason__isnull=True)),
            ),
        ]


class LogCursor(Retryable):
    """The place in the log of one reader, and its failures."""

    name = models.CharField(max_length=60, primary_key=True)
    # The id of the last change that was delivered.
    position = models.BigIntegerField(default=0)

    @classmethod
    def failing(cls) -> QuerySet[Self]:
        return super().failing().filter(name__in=settings.CACHE_PURGERS)

    def __str__(self) -> str:
        return _("Cache %(name)s") % {"name": self.name}

    @property
    def task_label(self) -> str | Promise:
        return _("Purge shared caches")


class PendingPurge(models.Model):
    """A tag that a shared cache must purge without a change in the log: an image, a file, an article's comments."""

    cache = models.CharField(max_length=60)
    # No unique constraint: it would make concurrent writers wait for each other.
    tag = models.CharField(max_length=280)


class DeliveryState(models.Model):
    """The only row of its table: where the log begins, where the audit goes on, and the URL of the editions."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    # The id of the last change that was deleted from the log.
    pruned_to = models.BigIntegerField(default=0)
    # The key of the edition that was compared last.
    audited_to = models.BigIntegerField(default=LOWEST)
    # The `PUBLIC_URL` that the editions are compiled for; empty until `prepare` has run.
    public_url = models.TextField(default="", db_default="")

    class Meta:
        constraints = [models.CheckConstraint(name="delivery_state_is_one_row", condition=Q(id=1))]
