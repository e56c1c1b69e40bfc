"""Saving in one transaction with whatever listens."""

from typing import Any

from django.db import models, transaction


class AtomicModel(models.Model):
    """A model whose signals run in the transaction of its own write, as those of Wagtail's pages do.

    What a receiver writes then stands or falls with the change it answers.
    """

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        return super().delete(*args, **kwargs)
