"""What the background loop remembers."""

from django.db import models


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

    def __str__(self) -> str:
        return self.name
