"""Editions, with their tags and counts, and the paths that were published once."""

from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Q


class ShownCard(NamedTuple):
    """The card of an article as other editions show it, and the moment from which they must not."""

    json: bytes
    until: datetime | None


class Edition(models.Model):
    """One public page or other object (`delivery.subjects`) as ready JSON, in two profiles: `card` and `full`.

    The bytes hold `COUNT` for the number of comments, or of a section's articles: it changes without the page.
    There is no foreign key to the page: an edition outlives it until its removal is in the log.
    Only pages have a `path` and a `url_path`; the others leave them empty.
    """

    id = models.BigIntegerField(primary_key=True)
    type = models.CharField(max_length=20)
    locale = models.CharField(max_length=20)
    path = models.CharField(max_length=2000)
    slug = models.CharField(max_length=255)
    # Wagtail's `url_path` of the page when it was compiled: if it differs, the page has moved.
    url_path = models.TextField()
    is_listed = models.BooleanField()
    sort_title = models.CharField(max_length=255)
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    etag = models.CharField(max_length=32)
    hidden = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True)
    # The bytes may show something that is no longer public: compile them again before they are read.
    needs_recompilation = models.BooleanField(default=False)
    # The same from this moment on, because something that is shown expires then.
    valid_until = models.DateTimeField(null=True)
    # The part of `valid_until` that is due to the card, which other editions show as well.
    card_valid_until = models.DateTimeField(null=True)
    revision_id = models.BigIntegerField(null=True)
    compiler = models.CharField(max_length=200)
    # Of an article's own fields (`cms.record.digest_of`); empty for everything else, and before versions were kept.
    digest = models.CharField(max_length=64, default="", db_default="")
    # For responses with the comments of an article; empty for other pages.
    url = models.TextField(default="")
    comment_policy = models.CharField(max_length=20, default="")
    comments_close_at = models.DateTimeField(null=True)
    # Cache tags for what the page shows, besides its own.
    cache_tags = models.TextField(default="")
    # Parts that could not be shown as the editor intended, for the report in the admin.
    defects = models.JSONField(default=list)
    has_defects = models.BooleanField(default=False)
    # Names the page in feeds: it stays when the slug, the path or the host changes. Empty for what is no page.
    guid = models.CharField(max_length=36, default="", db_default="")
    # Keep these columns last: SQLite reads through large values to reach the columns after them.
    card = models.BinaryField()
    full = models.BinaryField()

    class Meta:
        # The order matters: of several indexes that would do, SQLite uses the one that was created last.
        indexes = [
            models.Index(fields=["path"], name="edition_path"),
            models.Index(fields=["slug", "locale"], name="edition_slug", condition=Q(is_listed=True)),
            models.Index(fields=["-published_at", "-id"], name="edition_newest", condition=Q(is_listed=True)),
            models.Index(
                fields=["locale", "-published_at", "-id"],
                name="edition_locale_newest",
                condition=Q(is_listed=True),
            ),
            models.Index(fields=["sort_title", "id"], name="edition_title", condition=Q(is_listed=True)),
            models.Index(
                fields=["locale", "sort_title", "id"],
                name="edition_locale_title",
                condition=Q(is_listed=True),
            ),
            # Count a list without reading the bytes.
            models.Index(
                fields=["locale", "expires_at"],
                name="edition_counted",
                condition=Q(is_listed=True, hidden=False),
            ),
            # Counting a list subtracts the hidden and the expired editions: few rows in any newsroom.
            models.Index(fields=["id"], name="edition_hidden", condition=Q(is_listed=True, hidden=True)),
            models.Index(
                fields=["expires_at"],
                name="edition_expiring",
                condition=Q(is_listed=True, hidden=False, expires_at__isnull=False),
            ),
            models.Index(fields=["id"], name="edition_broken", condition=Q(has_defects=True)),
            # Sections, authors and what else has no place in lists of articles, by name and by slug.
            models.Index(
                fields=["type", "sort_title", "id"], name="edition_unlisted", condition=Q(is_listed=False)
            ),
            models.Index(fields=["type", "slug"], name="edition_unlisted_slug", condition=Q(is_listed=False)),
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
        """Return whether the edition may be read at `now`; `read.statements.is_public` is the same in SQL."""
        return not self.hidden and (self.expires_at is None or self.expires_at > now)

    def shown_card(self, now: datetime) -> ShownCard | None:
        """Return what other editions show of this article at `now`; None while nothing of it may be shown."""
        until = min((end for end in (self.expires_at, self.card_valid_until) if end), default=None)
        is_due = until is not None and until <= now
        if self.type != "article" or self.hidden or self.needs_recompilation or is_due:
            return None
        return ShownCard(bytes(self.card), until)


def is_outdated(now: datetime) -> Q:
    """Select the editions to compile before they are read; `read.statements.is_outdated` is the same in SQL."""
    return Q(needs_recompilation=True) | Q(valid_until__lte=now)


class EditionTag(models.Model):
    """A dependency of an edition, or a filter of lists that it matches.

    Dependencies are what the compiler looked at: `page:17`, `image:5`, `author:3`, `tag:8`, `download:4`, `site:1`,
    and `list:de` or `list:section=projekte` for what shows the beginning of a list.
    `file:4` says that the edition links to the file of download 4, which is therefore public as the edition is.
    Filters name slugs: `section=projekte`, `author=m-beispiel`, `tag=klima`.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=280)
    # The edition's date, for filters only: an index reads a filtered list in this order.
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
    """Return whether a tag is a filter of lists, such as `section=projekte`, and not a dependency."""
    return "=" in tag.partition(":")[0]


def list_tag(name: str) -> str:
    """Return the tag of the editions that show a list: of a language, of a filter, or `all`."""
    return f"list:{name}"


def file_tag(download_id: int) -> str:
    """Return the tag of the editions that link to the file of a download."""
    return f"file:{download_id}"


class SitemapEntry(models.Model):
    """The `<url>` element of a page in the sitemap; see `delivery.content.sitemap`.

    In a table of its own: a sitemap reads thousands of them, and each edition is fifty times as large.
    """

    # Keys beside each other are in one part of the sitemap, so a page never moves to another part.
    PART_SIZE = 5_000

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="+")
    part = models.PositiveBigIntegerField()
    updated_at = models.DateTimeField()
    xml = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["part", "-updated_at"], name="sitemap_part")]


class ListCount(models.Model):
    """The number of listed editions on a list, hidden ones included; see `delivery.counts`."""

    # A filter as in `EditionTag`, such as `section=projekte`; empty for all articles. `tag` counts topics with articles.
    name = models.CharField(max_length=280)
    # Empty for all languages.
    locale = models.CharField(max_length=20)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "locale"], name="list_count_once")]


class GonePath(models.Model):
    """A path that was published once. `page_id` and `url_path` identify the page, if it still exists."""

    path = models.CharField(max_length=2000, primary_key=True)
    page_id = models.BigIntegerField()
    url_path = models.TextField()
    since = models.DateTimeField()
