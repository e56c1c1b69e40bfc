"""The public record of an article: what was corrected, and what readers had before."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Correction(models.Model):
    """What was wrong in an article and has been corrected. Rows are added, never changed.

    A plain foreign key: with a `ParentalKey` an editor who goes back to an earlier revision would delete the rows
    that were made since.
    """

    page = models.ForeignKey("cms.ArticlePage", on_delete=models.CASCADE, related_name="corrections")
    at = models.DateTimeField()
    text = models.TextField()
    # The version of the article that was wrong. Null: not known, or nothing that a version keeps was wrong.
    version = models.PositiveIntegerField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]


class ArticleVersion(models.Model):
    """What readers had of an article until it was replaced or taken off.

    The numbers of an article's versions count up from 1 without a gap. Only that which was taken off last, and that
    nothing else has replaced, has no `replaced_at`.
    """

    page = models.ForeignKey("cms.ArticlePage", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    # See `cms.record.digest_of`.
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    withheld_at = models.DateTimeField(null=True)
    withheld_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # JSON, compressed by zlib.
    content = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        permissions = [("withhold_version", "Can withhold versions of articles")]
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="article_version_once"),
            models.UniqueConstraint(
                fields=["page"], name="article_version_not_replaced_once", condition=Q(replaced_at=None)
            ),
            models.CheckConstraint(
                name="article_version_withheld_at_a_time",
                condition=Q(withheld_at__isnull=False) | Q(withheld_by__isnull=True),
            ),
        ]
