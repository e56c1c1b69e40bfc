"""The sizes and formats in which images are offered: their signed URLs, and how their files are made.

A job makes them after an upload; a request that comes earlier makes the one that it needs.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import SourceImageIOError

from cms.models import Image, Rendition
from cms.pictures import UnusablePicture
from jobs.processing import Hopeless

# The task under which failures of renditions are stored.
RENDITIONS = "renditions"
_DEFAULT_WIDTH = 1280
WIDTHS = (320, 640, 960, 1280, 1920)
FORMATS = {"avif": "image/avif", "jpg": "image/jpeg"}
_FILTERS = {
    "avif": "format-avif|avifquality-55|bare",
    "jpg": "format-jpeg|jpegquality-78|bare",
}
# The part of a filter that tells our renditions from those of Wagtail's admin.
_OURS = "|bare"
# A rendition with more pixels costs many seconds and hundreds of megabytes.
_MOST_PIXELS = 8_000_000


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


def rendition_url(image: Image, spec: str) -> str:
    """Return the signed URL of a rendition; it changes with the file and the focal point."""
    name = f"{image.pk}/{image.version}/{spec}"
    return f"{settings.PUBLIC_URL}/images/{name}?s={_signature(name)}"


def is_signed(name: str, signature: str) -> bool:
    """Return whether this is the signature of `<id>/<version>/<spec>`."""
    return constant_time_compare(_signature(name), signature)


def signing_key_id() -> str:
    """Return a name for the key that signs the URLs; it changes with the key and does not reveal it."""
    return _signature("")[:8]


def _signature(name: str) -> str:
    return signing.Signer(salt="cms.rendition").signature(name)[:22]


def specs(image: Image) -> list[str]:
    """Return every size and format in which an image is offered, for example `640.avif`."""
    return [spec_of(width, extension) for extension in FORMATS for width in widths_of(image)]


def widths_of(image: Image) -> list[int]:
    """Return the widths in which an image is offered. A small image is never enlarged."""
    own_width = [image.width] if image.width <= WIDTHS[-1] else []
    widths = [width for width in WIDTHS if width < image.width] + own_width
    return [width for width in widths if width * width * image.height <= _MOST_PIXELS * image.width]


def default_width(image: Image) -> int:
    """Return the width that fits most places."""
    return max(width for width in widths_of(image) if width <= _DEFAULT_WIDTH)


def spec_of(width: int, extension: str) -> str:
    return f"{width}.{extension}"


def open_rendition(image: Image, spec: str) -> Any:
    """Open the file of a rendition such as `640.avif`; make it first if it does not exist yet.

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
    Image.objects.filter(pk=image.pk, version=image.version).update(renditions_version=image.version)


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


def _filter_spec(spec: str) -> str:
    width, extension = spec.split(".")
    return f"width-{width}|{_FILTERS[extension]}"
