"""Files for readers. The facts that a front end needs of a file are computed when it is saved."""

import hashlib
import mimetypes
from os import PathLike
from typing import Any

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from cms.file_names import file_name
from cms.models.atomic import AtomicModel
from cms.models.media import Image
from cms.pdf_pages import pages_in


class DownloadField(models.FileField):
    """A file that keeps its name.

    Each file gets a folder of its own, because readers see the name: on a conflict the storage would change it.
    """

    def generate_filename(self, instance: models.Model | None, filename: str | PathLike[str]) -> str:
        """Return the stored name. The storage's own rule would drop vowel signs and combining accents."""
        return f"{self.upload_to}/{get_random_string(8)}/{file_name(str(filename))}"


class Download(AtomicModel, AbstractDocument):  # type: ignore[django-manager-missing]
    """A file for readers, such as a brochure. Wagtail calls it a document."""

    file = DownloadField(_("file"), upload_to="documents", max_length=255, db_index=True)
    public_on_its_own = models.BooleanField(
        _("public on its own"),
        default=False,
        db_default=False,
        help_text=_(
            "Readers may fetch a file while a published page links to it. Tick this if they shall have it without such "
            "a page, for example for a link in a newsletter, in a comment or on another site."
        ),
    )
    cover = models.ForeignKey(
        Image,
        verbose_name=_("cover image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown beside the download, for example the first page of a brochure."),
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    admin_form_fields = ("title", "file", "collection", "cover", "public_on_its_own")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("download")
        verbose_name_plural = _("downloads")

    @property
    def media_type(self) -> str:
        """Return the media type of the file by its name."""
        return mimetypes.guess_type(self.filename)[0] or "application/octet-stream"

    def clean(self) -> None:
        # A form without the field of the file cannot show an error of it. The form that took the file checked it.
        if self.file:
            super().clean()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._has_new_file():
            self._set_facts()
        super().save(*args, **kwargs)

    def _has_new_file(self) -> bool:
        """Return whether the facts are not those of the file, which a caller may have stored before this object."""
        if not self.file:
            return False
        if not self._is_stored or not self.sha256:
            return True
        return not Download.objects.filter(pk=self.pk, file=self.file.name).exists()

    @property
    def _is_stored(self) -> bool:
        return bool(self.file._committed)  # type: ignore[attr-defined]

    def _set_facts(self) -> None:
        try:
            with self.open_file() as file:
                self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                self.file_size = file.size
                file.seek(0)
                self.pages = pages_in(file) if self.media_type == "application/pdf" else None
                file.seek(0)
        except OSError:
            # A lost file must not prevent an edit of the title: articles report the download as MISSING.
            self.sha256, self.pages = "", None
        if self._is_stored:
            # One of Wagtail's forms stores the file first and leaves it open.
            self.file.close()
