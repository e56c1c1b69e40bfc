"""What must be compiled again."""

from collections.abc import Sequence
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from cms.models import Author, Download, HomePage, Image
from delivery.subjects import Kind, Subject, subject_of
from jobs.models import Retryable

# Where the objects of each kind are.
MODELS: dict[Kind, type[models.Model]] = {
    "page": Page,
    "author": Author,
    "site": HomePage,
    "image": Image,
    "download": Download,
}


class Invalidation(Retryable):
    """An edition that must be compiled, again or for the first time. Each further reason gives it a new token."""

    edition_id = models.BigIntegerField(primary_key=True)
    token = models.UUIDField()
    invalidated_at = models.DateTimeField()
    # The page was taken down, which the log tells even if there is no edition at that moment.
    is_killed = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["invalidated_at"], name="invalidation_age"),
            models.Index(fields=["token"], name="invalidation_token"),
        ]

    @property
    def subject(self) -> Subject:
        return subject_of(self.edition_id)

    @cached_property
    def object(self) -> Any:
        """Return the page, author or other object that the edition is about, or None if it was deleted."""
        kind, object_id = self.subject
        return MODELS[kind]._default_manager.filter(pk=object_id).first()

    @classmethod
    def load_subjects(cls, rows: Sequence[Self]) -> None:
        for kind in {row.subject.kind for row in rows}:
            of_kind = [row for row in rows if row.subject.kind == kind]
            objects = MODELS[kind]._default_manager.in_bulk([row.subject.object_id for row in of_kind])
            for row in of_kind:
                row.object = objects.get(row.subject.object_id)

    def __str__(self) -> str:
        if self.object is None:
            what = MODELS[self.subject.kind]._meta.verbose_name
            return _("Deleted: %(what)s %(id)s") % {"what": what, "id": self.subject.object_id}
        is_page = isinstance(self.object, Page)
        return str(self.object.get_admin_display_title() if is_page else self.object)

    @property
    def task_label(self) -> str | Promise:
        what = MODELS[self.subject.kind]._meta.verbose_name
        return _("Compile: %(what)s") % {"what": what}

    def edit_url(self, user: Any) -> str:
        if not isinstance(self.object, Page):
            return (AdminURLFinder(user).get_edit_url(self.object) if self.object else None) or ""
        # Wagtail's own check reads the workflow of each page; the permissions are one query for all pages.
        may_edit = user.is_superuser or "change" in self.object.permissions_for_user(user).permissions
        return reverse("wagtailadmin_pages:edit", args=[self.object.pk]) if may_edit else ""


class QueuedInvalidation(models.Model):
    """A tag whose editions must be invalidated, because an edition was stored with another card or on other lists.

    Storing locks an invalidation and the log, and must not wait for further invalidations: they are locked in the
    order of their keys. So it appends to this queue, in its transaction, and `publish` works the queue off.
    """

    # No unique constraint: it would make concurrent writers wait for each other.
    tag = models.CharField(max_length=280)


class TagSearch(models.Model):
    """One search for editions by tag. The numbers of these rows tell what was searched since: see `new_tags`."""


class Recompilation(models.Model):
    """One reason that invalidated more editions than a request compiles, with their number at its start."""

    token = models.UUIDField(primary_key=True)
    total = models.PositiveIntegerField()
    started_at = models.DateTimeField()
