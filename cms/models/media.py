"""Images and their renditions. The facts that a front end needs of an image are computed when it is saved."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from cms.models.atomic import AtomicModel
from cms.models.image_texts import ImageTexts
from cms.pictures import (
    DECODING,
    Picture,
    UnusablePicture,
    decode,
    open_picture,
    placeholders,
    preview,
    size_as_seen,
)

logger = logging.getLogger(__name__)


class UprightFile(WagtailImageFieldFile):
    """The file of an image, which knows width and height as they are seen. Wagtail's ignores the orientation."""

    def get_image_dimensions(self) -> tuple[int, int]:
        was_closed = self.closed
        try:
            self.open()
            return size_as_seen(open_picture(self))
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class UprightImageField(WagtailImageField):
    attr_class = UprightFile


class Image(AtomicModel, ImageTexts, AbstractImage):  # type: ignore[django-manager-missing]
    """An image. `thumbhash` and `color` are placeholders that a page shows until the image has loaded."""

    file = UprightImageField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
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
    # The crops of the setting when they were made; empty for an image from before there were any.
    renditions_crops = models.TextField(blank=True, editable=False, db_default="", default="")

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "is_decorative",
        "caption",
        "credit",
        "creator",
        "copyright_notice",
        "license_url",
        "collection",
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
            ),
            models.Index(fields=["renditions_crops"], name="image_renditions_crops"),
            models.Index(fields=["file"], name="image_file"),
        ]

    _picture: Picture | None = None

    def get_upload_to(self, filename: str) -> str:
        path: str = super().get_upload_to(filename)
        # Wagtail keeps letters and digits only. Of a name without any the extension is left, and taken for the name.
        return path.replace("/.", "/image.")

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

    def __getstate__(self) -> dict[str, Any]:
        # Wagtail puts each new rendition with its image into the cache, while the picture is in memory.
        return super().__getstate__() | {"_picture": None}

    def create_rendition(self, filter: Any) -> Any:
        return self.create_renditions(filter)[filter]

    def create_renditions(self, *filters: Any) -> dict[Any, Any]:
        """Make renditions one after the other from the file, which is decoded once.

        If two processes make the same one at once, the row of the first stays and the file of the second is
        deleted; Wagtail would leave that file behind.
        """
        if not filters:
            return {}
        with self.get_willow_image():
            return {filter: self._create_rendition(filter) for filter in filters}

    @contextmanager
    def get_willow_image(self) -> Iterator[Picture]:
        """Decode the picture, on which Wagtail's filters work. Within the context of another call it is the same.

        :raises SourceImageIOError: when the file is missing or cannot be decoded
        """
        if self._picture:
            yield self._picture
            return
        with DECODING:
            self._picture = self._decode()
            try:
                yield self._picture
            finally:
                # Gives its memory back, whoever still holds the object.
                self._picture.image.close()
                self._picture = None

    def _decode(self) -> Picture:
        with self.open_file() as file:
            try:
                return Picture(decode(BytesIO(file.read())))
            except (OSError, UnusablePicture) as error:
                # Wagtail's admin shows a placeholder for this error, and fails with others.
                raise SourceImageIOError(str(error)) from error

    def _create_rendition(self, filter: Any) -> Any:
        made = Rendition(image=self, filter_spec=filter.spec, focal_point_key=filter.get_cache_key(self))
        if filter.spec == "original":
            # The admin asks for it to name its size. The file itself does; to encode it again takes seconds.
            made.file, made.width, made.height = self.file.name, self.width, self.height
            return made
        made.file = self.generate_rendition_file(filter)
        # Save the file before the transaction, which would block other writers while the storage is slow.
        made.file.save(made.file.name, made.file.file, save=False)
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError:
            made.file.delete(save=False)
            return self.renditions.get(filter_spec=made.filter_spec, focal_point_key=made.focal_point_key)
        return made

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
            with self.open_file() as file:
                # The form has made one of an upload already.
                small = getattr(file.file, "preview", None) or preview(file)
                self.color, self.thumbhash = placeholders(small)
        except Exception:
            logger.warning("no placeholders for image %s", self.title, exc_info=True)


class Rendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        indexes = [models.Index(fields=["file"], name="rendition_file")]
