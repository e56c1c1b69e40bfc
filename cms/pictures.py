"""Pictures as everything here works with them: upright, eight bits a channel, in sRGB, without metadata.

This module alone opens files of pictures. It looks at the header first: a small file can promise more pixels than
the memory holds.
"""

import base64
import threading
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any, TypeVar

from django.conf import settings
from PIL import ExifTags, Image, PngImagePlugin, TiffTags
from PIL.Image import Transpose
from PIL.ImageFile import ImageFile
from PIL.TiffImagePlugin import ImageFileDirectory_v2
from thumbhash import rgba_to_thumb_hash
from willow.plugins.pillow import PillowImage

from cms.srgb import in_srgb

_FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
# What a file of each format may be called. `MPO` is a JPEG with previews in it.
EXTENSIONS = {
    "AVIF": ("avif",),
    "GIF": ("gif",),
    "JPEG": ("jpg", "jpeg", "jfif", "jpe"),
    "MPO": ("jpg", "jpeg", "jfif", "jpe"),
    "PNG": ("png",),
    "WEBP": ("webp",),
}
# In pixels, as many as a WebP can have.
LONGEST_SIDE = 16_383
# Their decoders take up to 16 bytes for each pixel, twice as many as the others.
_COSTLY = ("AVIF", "WEBP")
# Held while a picture is in memory: several large ones at once do not fit.
DECODING = threading.RLock()
# The side of the picture from which the placeholders are computed.
PREVIEW = 64
# The brands of HEIF that hold pictures of phones.
_HEIC = (b"heic", b"heix", b"hevc", b"hevx")
# What makes a picture upright, by its EXIF orientation. Any other value means that it is upright.
_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)
# Pillow takes a PNG for broken if a text in it is longer than this. Programs keep the history of a picture there.
PngImagePlugin.MAX_TEXT_CHUNK = 16 * 1024 * 1024
Result = TypeVar("Result")


class UnusablePicture(ValueError):
    """The file can never be shown, however often it is tried."""


class NotAPicture(UnusablePicture):
    """The file is damaged, or not of one of the formats."""


class TooManyPixels(UnusablePicture):
    """The picture has more than `most_pixels`, or is longer than `LONGEST_SIDE`. Its text is the size, if known."""


class Picture(PillowImage):
    """A decoded picture for Wagtail's filters."""

    @property
    def format_name(self) -> str:
        """Return the format for a filter that names none."""
        return "png" if self.image.mode == "RGBA" else "jpeg"

    def auto_orient(self) -> "Picture":
        return self

    def crop(self, rect: Any) -> "Picture":
        # Wagtail crops always; a copy of the whole is only a waste of memory.
        return self if tuple(rect) == (0, 0, *self.image.size) else Picture(super().crop(rect).image)

    def resize(self, size: tuple[int, int]) -> "Picture":
        return self if size == self.image.size else Picture(super().resize(size).image)

    def save_as_jpeg(self, file: Any, **options: Any) -> Any:
        return PillowImage(on_white(self.image)).save_as_jpeg(file, **options)


def most_pixels(format_name: str | None) -> int:
    """Return how many pixels a picture of this format may have, so that decoding it takes at most 350 MB."""
    most: int = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    return most // 2 if format_name in _COSTLY else most


def open_picture(file: Any) -> ImageFile:
    """Open a file without decoding its pixels.

    :raises UnusablePicture: if it is no picture or too large
    """
    picture = _or_unusable(lambda: Image.open(file, formats=_FORMATS))
    width, height = picture.size
    if width * height > most_pixels(picture.format) or max(width, height) > LONGEST_SIDE:
        raise TooManyPixels(f"{width} × {height}")
    return picture


def size_as_seen(picture: Image.Image) -> tuple[int, int]:
    """Return width and height of an open picture after it is turned upright."""
    width, height = picture.size
    return (height, width) if _orientation(picture) in _SIDEWAYS else (width, height)


def decode(file: Any, *, as_preview: bool = False) -> Image.Image:
    """Return the picture in a file, or the first one of an animation, in mode RGB or RGBA.

    `as_preview` decodes a JPEG at a fraction of its size, which takes a fraction of the memory; damage is found as well.

    :raises UnusablePicture: if it is no picture, too large or damaged
    """
    picture: Image.Image = open_picture(file)
    if as_preview:
        picture.draft(picture.mode, (PREVIEW, PREVIEW))
    orientation = _orientation(picture)
    _or_unusable(partial(_load, picture))
    # Under the same name, because three copies of a large picture do not fit into the memory.
    picture = _or_unusable(partial(in_srgb, picture, file))
    picture.info = {}
    return picture.transpose(_TURNS[orientation]) if orientation in _TURNS else picture


def is_animated(picture: Image.Image) -> bool:
    """Return whether an open picture moves; the previews in a JPEG do not count."""
    if picture.format == "MPO":
        return False
    try:
        return bool(getattr(picture, "is_animated", False))
    except Exception:
        # The second frame is there, and damaged.
        return True


def is_heic(file: Any) -> bool:
    """Return whether a file is a photo as phones take it, which few browsers show."""
    file.seek(0)
    head = file.read(32)
    return head[4:8] == b"ftyp" and any(brand in head for brand in _HEIC)


def on_white(picture: Image.Image) -> Image.Image:
    """Return a decoded picture without transparency, as it looks on white paper."""
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture)
    return white


def preview(file: Any) -> Image.Image:
    """Return the picture in a file on white, with `PREVIEW` pixels on its longer side.

    :raises UnusablePicture: if it is no picture, too large or damaged
    """
    with DECODING:
        picture = decode(file, as_preview=True)
        scale = PREVIEW / max(picture.size)
        return on_white(picture.resize([max(1, round(side * scale)) for side in picture.size]))


def placeholders(small: Image.Image) -> tuple[str, str]:
    """Return the mean colour of a preview, such as `#2b6a4c`, and its thumbhash in base64.

    The preview is on white, where readers see it; the library fails for pictures with transparency anyway.
    """
    colour = f"#{small.resize((1, 1), Image.Resampling.BOX).tobytes().hex()}"
    thumbhash = bytes(rgba_to_thumb_hash(*small.size, list(small.convert("RGBA").tobytes())))
    return colour, base64.b64encode(thumbhash).decode()


def _or_unusable(read: Callable[[], Result]) -> Result:
    # The plugins raise almost anything for a damaged file.
    try:
        return read()
    except (ConnectionError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except Exception as error:
        raise NotAPicture(f"{type(error).__name__}: {error}") from error


def _load(picture: Any) -> None:
    """Decode the picture, or the first one of an animation."""
    if picture.format == "WEBP" and is_animated(picture):
        # The first frame may cover a part only, and Pillow takes the rest for black if no frame is transparent.
        picture._mode = picture.rawmode = "RGBA"
    if getattr(picture, "default_image", False):
        # The first picture in such a PNG is for programs that show no animations.
        picture.seek(1)
    picture.load()


def _orientation(picture: Image.Image) -> int:
    """Return the orientation where browsers look for it: in EXIF, as a SHORT. Pillow also looks in XMP and texts."""
    exif = BytesIO(picture.info.get("exif", b"").removeprefix(b"Exif\0\0"))
    try:
        tags = ImageFileDirectory_v2(exif.read(8))
        exif.seek(tags.next)
        tags.load(exif)
        is_short = tags.tagtype[ExifTags.Base.Orientation] == TiffTags.SHORT
        return int(tags[ExifTags.Base.Orientation]) if is_short else 1
    except Exception:
        # There is none, or it cannot be parsed.
        return 1
