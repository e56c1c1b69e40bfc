"""The read model: what is published, ready to send; what it was made of; what must be made again; what changed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from jobs.models import Retryable


class Edition(models.Model):
    """One public page as ready JSON, in the two profiles `card` and `full`.

    The bytes hold `COUNT` where the number of comments stands, which changes without the page.
    There is no foreign key to the page: an edition outlives it until its removal is in the log.
    """

    page_id = models.BigIntegerField(primary_key=True)
    type = models.CharField(max_length=20)
    locale = models.CharField(max_length=20)
    path = models.CharField(max_length=2000)
    slug = models.CharField(max_length=255)
    # Wagtail's `url_path` of the page: another one means that the page has moved.
    url_path = models.TextField()
    is_listed = models.BooleanField()
    sort_title = models.CharField(max_length=255)
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    etag = models.CharField(max_length=32)
    hidden = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True)
    # From this moment on the bytes may show something that is no longer public.
    valid_until = models.DateTimeField(null=True)
    comment_count = models.PositiveIntegerField(default=0)
    revision_id = models.BigIntegerField(null=True)
    compiler = models.CharField(max_length=200)
    # What an answer with the comments of an article must know of it; empty for other pages.
    url = models.TextField(default="")
    comment_policy = models.CharField(max_length=20, default="")
    comments_close_at = models.DateTimeField(null=True)
    # What shared caches are told that the answer shows, beside its own name.
    cache_tags = models.TextField(default="")
    # Parts that could not be shown as the editor meant them, for the report in the admin.
    defects = models.JSONField(default=list)
    has_defects = models.BooleanField(default=False)
    # The last columns: SQLite reads past large values to reach the columns behind them.
    card = models.BinaryField()
    full = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["path"], name="edition_path"),
            # Counts a list without reading its bytes.
            models.Index(
                fields=["locale", "expires_at"],
                name="edition_counted",
                condition=Q(is_listed=True, hidden=False),
            ),
            models.Index(fields=["page_id"], name="edition_broken", condition=Q(has_defects=True)),
            # What `counts` subtracts: few rows, whatever the number of editions.
            models.Index(fields=["page_id"], name="edition_hidden", condition=Q(is_listed=True, hidden=True)),
            models.Index(
                fields=["expires_at"],
                name="edition_expiring",
                condition=Q(is_listed=True, hidden=False, expires_at__isnull=False),
            ),
            models.Index(fields=["slug", "locale"], name="edition_slug", condition=Q(is_listed=True)),
            models.Index(
                fields=["-published_at", "-page_id"], name="edition_newest", condition=Q(is_listed=True)
            ),
            models.Index(
                fields=["locale", "-published_at", "-page_id"],
                name="edition_locale_newest",
                condition=Q(is_listed=True),
            ),
            models.Index(fields=["sort_title", "page_id"], name="edition_title", condition=Q(is_listed=True)),
            models.Index(
                fields=["locale", "sort_title", "page_id"],
                name="edition_locale_title",
                condition=Q(is_listed=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="edition_defects_are_known",
                condition=Q(has_defects=False, defects=[]) | (Q(has_defects=True) & ~Q(defects=[])),
            ),
            models.CheckConstraint(
                name="edition_listed_has_date", condition=Q(is_listed=False) | Q(published_at__isnull=False)
            ),
        ]

    def is_public_at(self, now: datetime) -> bool:
        """Tell whether the edition may be read at `now`: what `statements.is_public` says in SQL."""
        return not self.hidden and (self.expires_at is None or self.expires_at > now)


class EditionTag(models.Model):
    """Something that an edition shows, or is found by.

    `page:17`, `image:5`, `author:3`, `tag:8`, `download:4`, `site:1`: what was touched while compiling.
    `section=projekte`, `author=m-beispiel`, `tag=klima`: what the filters of lists ask for, by slug.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=280)
    # Of the edition, where the tag is a filter: a filtered list is read in this order by an index.
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["tag", "-published_at", "-edition_id"],
                name="edition_tag_newest",
                condition=Q(published_at__isnull=False),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["tag", "edition"], name="edition_tag_once")]


def is_filter(tag: str) -> bool:
    """Tell whether a tag is what lists are filtered by, such as `section=projekte`, and not a dependency."""
    return "=" in tag


class ListCount(models.Model):
    """How many listed editions are on a list, hidden ones included; see `delivery.counts`."""

    # A filter such as `section=projekte`, as in `EditionTag`; empty for all articles.
    name = models.CharField(max_length=280)
    # Empty for all languages.
    locale = models.CharField(max_length=20)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "locale"], name="list_count_once")]


class Mark(Retryable):
    """This page must be looked at again. The token changes with each reason to look."""

    page_id = models.BigIntegerField(primary_key=True)
    token = models.UUIDField()
    marked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["marked_at"], name="mark_age"),
            models.Index(fields=["token"], name="mark_token"),
        ]

    @cached_property
    def page(self) -> Page | None:
        return Page.objects.filter(pk=self.page_id).first()

    @classmethod
    def load_subjects(cls, rows: Sequence[Self]) -> None:
        pages = Page.objects.in_bulk([row.page_id for row in rows])
        for row in rows:
            row.page = pages.get(row.page_id)

    def __str__(self) -> str:
        if self.page is None:
            return _("Deleted page %(id)s") % {"id": self.page_id}
        return str(self.page.get_admin_display_title())

    @property
    def task(self) -> str | Promise:
        return _("Compile a page")

    def edit_url(self, user: Any) -> str:
        # Wagtail's own check reads the workflow of each page; the permissions are one query for all pages.
        may_edit = self.page and (
            user.is_superuser or "change" in self.page.permissions_for_user(user).permissions
        )
        return reverse("wagtailadmin_pages:edit", args=[self.page_id]) if may_edit else ""


class Recompilation(models.Model):
    """One reason that marked more than a request can carry: how many pages there were in the beginning."""

    token = models.UUIDField(primary_key=True)
    total = models.PositiveIntegerField()
    started_at = models.DateTimeField()


class Change(models.Model):
    """One line of the log: append-only, in the order of commits."""

    class Kind(models.TextChoices):
        PUBLISHED = "PUBLISHED"
        UPDATED = "UPDATED"
        REMOVED = "REMOVED"

    change = models.CharField(max_length=9, choices=Kind.choices)
    type = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    locale = models.CharField(max_length=20)
    path = models.CharField(max_length=2000)
    etag = models.CharField(max_length=32, null=True)
    at = models.DateTimeField()
    # What shared caches must forget because of it.
    cache_tags = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["at"], name="change_age")]
        constraints = [
            models.CheckConstraint(
                name="change_removed_has_no_etag",
                condition=Q(change="REMOVED", etag__isnull=True)
                | (~Q(change="REMOVED") & Q(etag__isnull=False)),
            ),
        ]


class Position(Retryable):
    """How far somebody has come: a reader in the log, its clearing away (`PRUNED`), the audit in the pages (`AUDITED`)."""

    PRUNED = "pruned"
    AUDITED = "audited"

    # A cache that answers again must not show old content for long.
    longest_pause = timedelta(minutes=1)

    name = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)

    @classmethod
    def failing(cls) -> QuerySet[Self]:
        return super().failing().filter(name__in=settings.CACHE_PURGERS)

    def __str__(self) -> str:
        return _("Cache %(name)s") % {"name": self.name}

    @property
    def task(self) -> str | Promise:
        return _("Tell shared caches what changed")


class StaleTag(models.Model):
    """Something outside the log that a shared cache must forget: a picture, a file, the comments of an article."""

    purger = models.CharField(max_length=60)
    # Not once each: two writers who note the same would wait for each other.
    tag = models.CharField(max_length=280)


class GonePath(models.Model):
    """A path that was once published; `page_id` and `url_path` tell whether its page is still there, unseen."""

    path = models.CharField(max_length=2000, primary_key=True)
    page_id = models.BigIntegerField()
    url_path = models.TextField()
    since = models.DateTimeField()
