"""What the doors remember for themselves: how often somebody knocked, and answers that may be asked for again."""

from django.db import models
from django.db.models import Q


class Tally(models.Model):
    """A counter of one limit, one subject and one window of time. `key` is a keyed digest of the three."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="tally_counts", condition=Q(count__gte=1))]

    def __str__(self) -> str:
        return f"{self.count}"


class IdempotencyKey(models.Model):
    """A key that came with a submission, as a digest, and the comment that was made under it.

    Neither the answer nor anything the reader wrote is kept: the answer is computed again from the comment.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    comment_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"idempotency key of {self.created_at:%Y-%m-%d}"
