"""What the API keeps for itself: the keys of requests that may be repeated."""

from django.db import models


class IdempotencyKey(models.Model):
    """The digest of a key that came with a request, and the id of the object that was made for it.

    Neither the answer nor anything in the request is kept: a repeated request gets its answer from the object.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    result_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"idempotency key of {self.created_at:%Y-%m-%d}"
