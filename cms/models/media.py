"""Images and their renditions. The facts that a front end needs of an image are computed when it is saved."""

import base64
import hashlib
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from PIL.Image import DecompressionBombError
from taggit.managers import TaggableManager
from thumbhash import rgba_to_thumb_hash
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError

from cms.models.atomic import AtomicModel


class Image(AtomicModel, AbstractImage):  # type: ignore[django-manager-missing]
    """An image. `thumbhash` and `color` are placeholders that a page shows until the image has loaded."""

    alt_text = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the image shows, for readers who do not see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The image says nothing that the text does not say; screen readers skip it."),
    )
    caption = models.CharField(
        _("caption"), max_length=255, blank=True, help_text=_("Stands below the image in articles.")
    )
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("For example: Photo: M. Beispiel")
    )
    tags = TaggableManager(blank=True, verbose_name=_("tags"), related_name="cms_images")
    thumbhash = models.CharField(max_length=64, blank=True, editable=False)
    color = models.CharField(max_length=7, blank=True, editable=False)
    # The hash of the file from which the placeholders were computed.
    placeholder_hash = models.CharField(max_length=40, blank=True, editable=False)
    # 12 hex digits that change with the file or the focal point.
    version = models.CharField(max_length=12, blank=True, editable=False)
    # The version of which all renditions have been made.
    renditions_version = models.CharField(max_length=12, blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "is_decorative",
        "caption",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        # The default names are taken by Wagtail's own Image, whose app must stay installed.
        default_related_name = "cms_images"
        verbose_name = _("image")
        verbose_name_plural = _("images")
        indexes = [
            models.Index(
                fields=["id"],
                name="image_without_renditions",
                condition=~Q(renditions_version=F("version")),
            )
        ]

    @property
    def default_alt_text(self) -> str:
        return self.alt_text

    def clean(self) -> None:
        super().clean()
        if self.is_decorative and self.alt_text:
            raise ValidationError(
                {"alt_text": _("A decorative image has no alternative text. Clear one of the two.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            # Also for the same file again: an upload is the way to renew lost renditions.
            self.renditions_version = ""
        if self.file and (not self.file_hash or not self.file._committed):
            self._set_facts()
        if self.file and self.file_hash != self.placeholder_hash:
            self._set_placeholders()
        point = (self.focal_point_x, self.focal_point_y, self.focal_point_width, self.focal_point_height)
        self.version = hashlib.sha256(f"{self.file_hash}{point}".encode()).hexdigest()[:12]
        super().save(*args, **kwargs)

    def create_rendition(self, filter: Any) -> Any:
        return self.create_renditions(filter)[filter]

    def create_renditions(self, *filters: Any) -> dict[Any, Any]:
        """Make renditions one after the other from one reading of the file.

        If two processes make the same one at once, the row of the first stays and the file of the second is
        deleted; Wagtail would leave that file behind.
        """
        if not filters:
            return {}
        content = self._read_file()
        return {filter: self._create_rendition(filter, content) for filter in filters}

    def _read_file(self) -> bytes:
        with self.open_file() as file:
            try:
                return bytes(file.read())
            except OSError as error:
                raise SourceImageIOError(str(error)) from error

    def _create_rendition(self, filter: Any, content: bytes) -> Any:
        made: Rendition = self.generate_rendition_instance(filter, BytesIO(content))
        # Save the file before the transaction, which would block other writers while the storage is slow.
        made.file.save(made.file.name, made.file.file, save=False)
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError:
            made.file.delete(save=False)
            return self.renditions.get(filter_spec=made.filter_spec, focal_point_key=made.focal_point_key)
        return made

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> Any:
        try:
            return super().generate_rendition_file(filter, source=source)
        except (OSError, SyntaxError, DecompressionBombError) as error:
            # Wagtail's admin shows a placeholder for this error, and fails with the others.
            raise SourceImageIOError(str(error)) from error

    def _set_facts(self) -> None:
        # A lost file must not prevent an edit of the title: articles report the image as MISSING.
        try:
            self._set_file_hash()
            self.file_size = self.file.size
        except OSError:
            self.file_hash = ""
        if not self.file._committed:
            self.file.seek(0)

    def _set_placeholders(self) -> None:
        self.placeholder_hash = self.file_hash
        self.thumbhash = self.color = ""
        try:
            with self.get_willow_image() as willow:
                upright = willow.auto_orient()
                small = upright.resize(_fit_into_64(upright.get_size()))
                picture = small.get_pillow_image().convert("RGBA")
        except Exception:
            # A file that cannot be decoded is saved without placeholders.
            return
        pixels = list(picture.tobytes())
        self.thumbhash = base64.b64encode(bytes(rgba_to_thumb_hash(*picture.size, pixels))).decode()
        self.color = "#{:02x}{:02x}{:02x}".format(*picture.resize((1, 1)).convert("RGB").getpixel((0, 0)))


def _fit_into_64(size: tuple[int, int]) -> tuple[int, int]:
    scale = 64 / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


class Rendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
