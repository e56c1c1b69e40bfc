"""Pages that are being deleted with their comments."""

from django.conf import settings
from django.db import models


class PageDeletion(models.Model):
    """A page that waits to be deleted by the background work; the public does not see it any more."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"deletion of page {self.page_id}"
