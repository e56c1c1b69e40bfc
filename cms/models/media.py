"""Downloads. The facts that a front end needs of a file are computed when it is saved."""

import hashlib
import mimetypes
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from wagtail.documents.models import AbstractDocument, Document

from cms.models.atomic import AtomicModel
from cms.models.images import Image


class Download(AtomicModel, AbstractDocument):  # type: ignore[django-manager-missing]
    """A file for readers, such as a brochure. Wagtail calls it a document."""

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

    admin_form_fields = (*Document.admin_form_fields, "cover")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("download")
        verbose_name_plural = _("downloads")

    @property
    def media_type(self) -> str:
        """Return the media type of the file by its name."""
        return mimetypes.guess_type(self.filename)[0] or "application/octet-stream"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self._set_facts()
        super().save(*args, **kwargs)

    def _set_facts(self) -> None:
        self.file.open("rb")
        self.sha256 = hashlib.file_digest(self.file, "sha256").hexdigest()
        self.file_size = self.file.size
        self.file.seek(0)
        self.pages = _count_pages(self.file) if self.media_type == "application/pdf" else None
        self.file.seek(0)


def _count_pages(file: Any) -> int | None:
    # A PDF that cannot be parsed can still be downloaded.
    try:
        return len(PdfReader(file).pages)
    except (PyPdfError, ValueError, OSError, RecursionError):
        return None
