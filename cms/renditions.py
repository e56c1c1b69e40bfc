"""The sizes of pictures: made in the background after an upload, or else by their first request, once."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import F
from django.utils.crypto import constant_time_compare
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from cms.models import Image, Rendition
from jobs.processing import Processed, process_each

# The job that makes the sizes of pictures, as its failures call it.
DRAW = "draw"
WIDTHS = (320, 640, 960, 1280, 1920)
FORMATS = {"avif": "image/avif", "jpg": "image/jpeg"}
_FILTERS = {
    "avif": "bare|format-avif|avifquality-55",
    "jpg": "bare|format-jpeg|jpegquality-78",
}
_OURS = "|bare|"
# Seconds after which no further picture is begun: other jobs wait behind this one.
_BATCH_SECONDS = 4.0


def drawing_of(image: Image) -> str:
    """This will name a picture and its look for that job: the failures of an earlier file are not its own."""
    return f"{image.pk}:{image.version}"


def picture_url(image: Image, spec: str) -> str:
    """This will return the address of one size; it changes with the file and the focal point."""
    name = f"{image.pk}/{image.version}/{spec}"
    return f"{settings.PUBLIC_URL}/images/{name}?s={_signature(name)}"


def is_signed(name: str, signature: str) -> bool:
    """This will check the signature of `<id>/<version>/<spec>`."""
    return constant_time_compare(_signature(name), signature)


def key_mark() -> str:
    """This will name the key that addresses are signed with, without telling it."""
    return _signature("")[:8]


def _signature(name: str) -> str:
    return signing.Signer(salt="api.image").signature(name)[:22]


def specs(image: Image) -> list[str]:
    """This will list every size and format in which a picture is offered."""
    return [spec_of(width, extension) for extension in FORMATS for width in widths_of(image)]


def widths_of(image: Image) -> list[int]:
    # A small picture is offered as it is, never enlarged.
    return [width for width in WIDTHS if width < image.width] + (
        [image.width] if image.width <= WIDTHS[-1] else []
    )


def spec_of(width: int, extension: str) -> str:
    return f"{width}.{extension}"


class PictureUnreadable(Exception):
    """The file is gone or is no picture."""


def open_rendition(image: Image, spec: str) -> Any:
    """This will open the file of a size such as `640.avif`, made first where it does not exist yet.

    :raises PictureUnreadable: when the picture itself cannot be read
    :raises ConnectionError: when the storage is away
    """
    name = _filter_spec(spec)
    try:
        rendition: Rendition = image.get_rendition(name)
        try:
            return rendition.file.open("rb")
        except FileNotFoundError:
            # Its file was lost, or a new picture is just taking its place.
            _forget(rendition)
            return image.get_rendition(name).file.open("rb")
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        raise _away_or(PictureUnreadable(str(error)), error) from error


def draw_pictures(now: datetime, *, clock: Callable[[], float] = time.monotonic) -> Processed:
    """This will make every size of the pictures that are new, replaced or focused anew, the newest first."""
    end = clock() + _BATCH_SECONDS
    # After a move to a new storage all pictures of many years wait: only their names are read here.
    waiting = Image.objects.exclude(drawn=F("version")).only("title", "version").order_by("-pk")
    return process_each(
        DRAW,
        waiting,
        _draw,
        subject=drawing_of,
        now=now,
        may_go_on=lambda: clock() < end,
        # The storage is away: that is no fault of the pictures.
        ends_all=(ConnectionError,),
    )


def _draw(waiting: Image) -> None:
    # As it is now; it may have been replaced or deleted while others were drawn.
    image = Image.objects.filter(pk=waiting.pk).first()
    if image is None:
        return
    # What was no picture when it was saved is not drawn; articles say that it is missing.
    if image.thumbhash:
        made = _made(image)
        # Sizes of an earlier file that were finished after its replacement are nobody's any more.
        ours = Rendition.objects.filter(image=image, filter_spec__contains=_OURS)
        ours.exclude(focal_point_key__in={size.focal_point_key for size in made.values()}).delete()
    # Unless it was replaced meanwhile: then the new one is still to be drawn.
    Image.objects.filter(pk=image.pk, version=image.version).update(drawn=image.version)


def _forget(rendition: Rendition) -> None:
    # Only a row that is still there: deleting it deletes its file, whose name a new row may have by now.
    Rendition.objects.filter(pk=rendition.pk).delete()
    rendition.purge_from_cache()


def _made(image: Image) -> dict[str, Rendition]:
    try:
        made: dict[str, Rendition] = image.get_renditions(*map(_filter_spec, specs(image)))
    except (SourceImageIOError, OSError) as error:
        raise _away_or(error, error) from error
    return made


def _away_or(otherwise: Exception, error: Exception) -> Exception:
    """This will tell a storage that does not answer from a picture that cannot be read."""
    return ConnectionError(str(error)) if isinstance(error.__cause__ or error, ConnectionError) else otherwise


def _filter_spec(spec: str) -> str:
    width, extension = spec.split(".")
    return f"width-{width}|{_FILTERS[extension]}"
