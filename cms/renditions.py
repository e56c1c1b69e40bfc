"""Renditions of images: their signed URLs, and how their files are made.

A job makes them after an upload; a request that comes earlier makes the one that it needs.
"""

import logging
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.db.models import F, Q, QuerySet
from django.utils.crypto import constant_time_compare
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import SourceImageIOError

from cms.models import Image, Rendition
from cms.picture_specs import Spec, crop_height, specs
from cms.pictures import UnusablePicture
from jobs.processing import Hopeless

logger = logging.getLogger(__name__)

# The task under which failures of renditions are stored.
RENDITIONS = "renditions"
_FILTERS = {
    "avif": "format-avif|avifquality-55|bare",
    "jpg": "format-jpeg|jpegquality-78|bare",
}
# The part of a filter that tells our renditions from those of Wagtail's admin.
_OURS = "|bare"


class TieToFile(FilterOperation):
    """Changes nothing, and gives a rendition a key that changes with the file.

    A rendition of the previous file that is finished after a replacement is not found for the new one.
    """

    vary_fields = ("file_hash",)

    def construct(self) -> None:
        """Take no arguments."""

    def run(self, willow: Any, image: Any, env: Any) -> None:
        """Keep the picture as it is."""


class ImageUnreadable(Exception):
    """The file is missing or cannot be decoded as an image."""


def rendition_subject(image: Image) -> str:
    """Return the subject of an image's failures: its id and version, so that a new file has none."""
    return f"{image.pk}:{image.version}"


def rendition_url(image: Image, spec: Spec | str) -> str:
    """Return the signed URL of a rendition such as `640.avif`; it changes with the file and the focal point."""
    return rendition_urls(image, [spec])[0]


def rendition_urls(image: Image, wanted: Iterable[Spec | str]) -> list[str]:
    """Return the signed URLs of several renditions of an image."""
    start, end = _signed(image)
    return [f"{start}{quote(str(spec))}{end}" for spec in wanted]


def url_template(image: Image) -> str:
    """Return the signed URL of any crop, as a template (RFC 6570) with `crop`, `width` and `format`."""
    start, end = _signed(image)
    return f"{start}{{crop}}/{{width}}.{{format}}{end}"


def is_signed(image_id: int, version: str, spec: str, signature: str) -> bool:
    """Return whether a URL is one of ours. The signature covers the id and the version of an image.

    That of earlier releases covered the spec as well; pages and caches may hold such a URL.
    """
    name = f"{image_id}/{version}"
    return any(constant_time_compare(_signature(text), signature) for text in (name, f"{name}/{spec}"))


def signing_key_id() -> str:
    """Return a name for the key that signs the URLs; it changes with the key and does not reveal it."""
    return _signature("")[:8]


def _signature(name: str) -> str:
    return signing.Signer(salt="cms.rendition").signature(name)[:22]


def _signed(image: Image) -> tuple[str, str]:
    """Return what stands before and after the spec in each URL of an image."""
    name = f"{image.pk}/{image.version}"
    return f"{settings.PUBLIC_URL}/images/{name}/", f"?s={_signature(name)}"


def open_rendition(image: Image, spec: Spec) -> Any:
    """Open the file of a rendition; make it first if it does not exist yet.

    :raises ImageUnreadable: when the image itself cannot be read
    :raises ConnectionError: when the storage does not answer
    """
    name = _filter_spec(spec)
    try:
        rendition: Rendition = image.get_rendition(name)
        try:
            return rendition.file.open("rb")
        except FileNotFoundError:
            # The file was lost, or a replacement of the image has just deleted it.
            _delete(rendition)
            return image.get_rendition(name).file.open("rb")
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        raise _storage_error(error) or ImageUnreadable(str(error)) from error


def make_all(waiting: Image) -> None:
    """Make all renditions of an image, and delete those of earlier files.

    :raises Hopeless: when the file can never be shown
    :raises SourceImageIOError: when the file is missing
    :raises ConnectionError: when the storage does not answer
    """
    # The image may have been replaced or deleted since it was listed.
    image = Image.objects.filter(pk=waiting.pk).first()
    if image is None:
        return
    try:
        made = _make(image)
    except (SourceImageIOError, OSError) as error:
        if isinstance(error.__cause__, UnusablePicture):
            raise Hopeless(str(error)) from error
        raise _storage_error(error) or error from error
    # Also those of earlier files that were finished after the replacement.
    ours = Rendition.objects.filter(image=image, filter_spec__contains=_OURS)
    ours.exclude(pk__in=[rendition.pk for rendition in made]).delete()
    # The version in the condition keeps an image waiting that was replaced meanwhile.
    made_of = Image.objects.filter(pk=image.pk, version=image.version)
    made_of.update(renditions_version=image.version, renditions_crops=_crops())


def without_crops() -> QuerySet[Image]:
    """Return the images whose crops are not those of the setting, the newest first."""
    # Two ranges of an index.
    other = Q(renditions_crops__lt=_crops()) | Q(renditions_crops__gt=_crops())
    return Image.objects.filter(other, renditions_version=F("version")).order_by("-pk")


def make_crops(image: Image) -> None:
    """Make the crops that an image lacks, with one attempt: a request tries again, and tells what is wrong.

    :raises ConnectionError: when the storage does not answer
    """
    try:
        make_all(image)
    except ConnectionError:
        raise
    except Exception:
        logger.exception("the crops of image %s were not made", image.pk)
        Image.objects.filter(pk=image.pk, version=image.version).update(renditions_crops=_crops())


def _crops() -> str:
    return ",".join(settings.IMAGE_CROPS)


def _make(image: Image) -> list[Rendition]:
    with image.get_willow_image() as picture:
        if picture.get_size() != (image.width, image.height):
            # A program wrote the row, or a version of this one that stored the size before turning.
            image.width, image.height = picture.get_size()
            image.save()
        return list(image.get_renditions(*map(_filter_spec, specs(image))).values())


def _delete(rendition: Rendition) -> None:
    # By key: another process may have deleted the row and made a new one, whose file can have the same name.
    Rendition.objects.filter(pk=rendition.pk).delete()
    rendition.purge_from_cache()


def _storage_error(error: Exception) -> ConnectionError | None:
    """Return a `ConnectionError` if the storage did not answer, or None if the image is at fault."""
    return ConnectionError(str(error)) if isinstance(error.__cause__ or error, ConnectionError) else None


def _filter_spec(spec: Spec) -> str:
    size = f"fill-{spec.width}x{crop_height(spec.crop, spec.width)}" if spec.crop else f"width-{spec.width}"
    return f"{size}|{_FILTERS[spec.format]}"
