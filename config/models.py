"""What the background loop remembers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
