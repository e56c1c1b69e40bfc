"""Articles that were taken down, with what was taken along, and why."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page


class Takedown(models.Model):
    """One article that was taken down, until it is lifted. It is kept, also when the article is deleted."""

    # The article may be deleted; readers are still told what has become of it.
    page = models.ForeignKey(
        Page, verbose_name=_("article"), on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    slug = models.CharField(max_length=255, default="", db_default="")
    # The language of the article, whose sentence is there in any case.
    locale = models.CharField(_("language"), max_length=20)
    reason = models.TextField(_("reason"))
    # What readers are told instead of the article, by language, such as `de`.
    sentences = models.JSONField(_("public sentence"))
    at = models.DateTimeField(_("taken down at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken down by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lifted by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("takedown")
        verbose_name_plural = _("takedowns")
        default_permissions = ()
        permissions = [("take_down", _("Can take down articles and lift it"))]
        indexes = [
            models.Index(fields=["-at", "-id"], name="takedown_newest"),
            models.Index(fields=["slug"], name="takedown_slug", condition=Q(lifted_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["page"], condition=Q(lifted_at=None), name="takedown_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def sentence(self, language: str) -> str:
        """Return the public sentence in a language, or else in that of the article."""
        return str(self.sentences.get(language) or self.sentences[self.locale])


class TakenDownPage(models.Model):
    """A page that the gate keeps back: an article that was taken down, or an alias of one; until that is lifted."""

    page = models.OneToOneField(
        Page, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    takedown = models.ForeignKey(Takedown, on_delete=models.CASCADE, related_name="pages")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()


class TakenAlong(models.Model):
    """An image or file that was moved to a private collection with its article, and where it was before."""

    takedown = models.ForeignKey(Takedown, on_delete=models.CASCADE, related_name="taken_along")
    image = models.ForeignKey("cms.Image", null=True, on_delete=models.CASCADE, related_name="+")
    download = models.ForeignKey("cms.Download", null=True, on_delete=models.CASCADE, related_name="+")
    # Empty: it was deleted meanwhile.
    former = models.ForeignKey(Collection, null=True, on_delete=models.SET_NULL, related_name="+")
    private = models.ForeignKey(Collection, null=True, on_delete=models.SET_NULL, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="taken_along_is_one_thing",
                condition=Q(image__isnull=False, download__isnull=True)
                | Q(image__isnull=True, download__isnull=False),
            ),
        ]

    @property
    def media(self) -> Any:
        """Return the image or the download."""
        return self.image or self.download
