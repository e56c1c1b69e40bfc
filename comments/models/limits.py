"""Networks of readers, how often they have used a limit, and the proofs of work that were tried."""

from django.db import models
from django.db.models import Q


class NetworkKey(models.Model):
    """The key of the network tags of one day. Without it no network can be matched to them."""

    day = models.DateField(primary_key=True)
    secret = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"network key of {self.day}"


class RateCounter(models.Model):
    """How often one subject used one limit in one window. `key` is a keyed digest of the three."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="rate_counter_counts", condition=Q(count__gte=1))]

    def __str__(self) -> str:
        return f"{self.count}"


class SpentProof(models.Model):
    """The nonce of a proof of work that was tried once, kept until the proof would have expired."""

    nonce = models.CharField(max_length=32, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.nonce
