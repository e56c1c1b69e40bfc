"""What must be compiled again."""

from collections.abc import Sequence
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from jobs.models import Retryable


class Invalidation(Retryable):
    """A page that must be compiled again. Each further reason gives it a new token."""

    edition_id = models.BigIntegerField(primary_key=True)
    token = models.UUIDField()
    invalidated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["invalidated_at"], name="invalidation_age"),
            models.Index(fields=["token"], name="invalidation_token"),
        ]

    @cached_property
    def page(self) -> Page | None:
        return Page.objects.filter(pk=self.edition_id).first()

    @classmethod
    def load_subjects(cls, rows: Sequence[Self]) -> None:
        pages = Page.objects.in_bulk([row.edition_id for row in rows])
        for row in rows:
            row.page = pages.get(row.edition_id)

    def __str__(self) -> str:
        if self.page is None:
            return _("Deleted page %(id)s") % {"id": self.edition_id}
        return str(self.page.get_admin_display_title())

    @property
    def task_label(self) -> str | Promise:
        return _("Compile a page")

    def edit_url(self, user: Any) -> str:
        # Wagtail's own check reads the workflow of each page; the permissions are one query for all pages.
        may_edit = self.page and (
            user.is_superuser or "change" in self.page.permissions_for_user(user).permissions
        )
        return reverse("wagtailadmin_pages:edit", args=[self.edition_id]) if may_edit else ""


class Recompilation(models.Model):
    """One reason that invalidated more pages than a request compiles, with their number at its start."""

    token = models.UUIDField(primary_key=True)
    total = models.PositiveIntegerField()
    started_at = models.DateTimeField()
