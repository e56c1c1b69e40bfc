"""The forms in which an image is offered: the whole of it and crops of it, in some widths and formats.

A spec names one of them as its URL does: `640.avif`, or `16:9/640.avif` for a crop.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

if TYPE_CHECKING:
    from cms.models import Image

_DEFAULT_WIDTH = 1280
WIDTHS = (320, 640, 960, 1280, 1920)
FORMATS = {"avif": "image/avif", "jpg": "image/jpeg"}
# A rendition with more pixels costs many seconds and hundreds of megabytes.
_MOST_PIXELS = 8_000_000
_RATIO = re.compile(r"([1-9]\d?):([1-9]\d?)")
_SPEC = re.compile(r"(?:([^/]{1,20})/)?([1-9]\d{0,3})\.([a-z]{1,5})", re.ASCII)


class Spec(NamedTuple):
    """The parts of a spec, which may be unknown here. `crop` is empty for the whole image."""

    width: int
    format: str
    crop: str = ""

    def __str__(self) -> str:
        return f"{self.crop}/{self.width}.{self.format}".lstrip("/")


class Fault(NamedTuple):
    """A part of a spec that an image does not have: its name and value, and the values that the image has."""

    part: str
    value: str
    allowed: list[str]


def checked_crops(names: list[str]) -> list[str]:
    """Return the names of the crops of a setting.

    :raises ValueError: if one is no aspect ratio such as `16:9`, or stands there twice
    """
    for name in names:
        if not _RATIO.fullmatch(name) or names.count(name) > 1:
            raise ValueError(f"IMAGE_CROPS must be aspect ratios such as 16:9, each once, not {name!r}")
    return names


def parse(text: str) -> Spec | None:
    """Return the parts of a spec, or None if it has other parts."""
    match = _SPEC.fullmatch(text)
    return Spec(int(match[2]), match[3], match[1] or "") if match else None


def specs(image: "Image") -> list[Spec]:
    """Return all specs of an image, those of crops last."""
    return [
        Spec(width, extension, crop)
        for crop in ("", *settings.IMAGE_CROPS)
        for extension in FORMATS
        for width in widths_of(image, crop)
    ]


def crops_of(image: "Image") -> list[str]:
    """Return the crops that an image is large enough for."""
    return [crop for crop in settings.IMAGE_CROPS if widths_of(image, crop)]


def widths_of(image: "Image", crop: str = "") -> list[int]:
    """Return the widths in which an image is offered; of a crop, those of the whole that need no enlarging."""
    if crop:
        across, down = _ratio(crop)
        return _affordable(
            [width for width in widths_of(image) if width * down <= image.height * across], across, down
        )
    own_width = [image.width] if image.width <= WIDTHS[-1] else []
    widths = [width for width in WIDTHS if width < image.width] + own_width
    return _affordable(widths, image.width, image.height)


def default_width(image: "Image") -> int:
    """Return the width that fits most places."""
    return max(width for width in widths_of(image) if width <= _DEFAULT_WIDTH)


def crop_height(crop: str, width: int) -> int:
    """Return the height of a crop with this width."""
    across, down = _ratio(crop)
    return max(1, round(width * down / across))


def faults(image: "Image", spec: Spec) -> list[Fault]:
    """Return what the image does not have of a spec; the widths of an unknown crop are not known."""
    found = []
    crops = crops_of(image)
    if spec.crop and spec.crop not in crops:
        found.append(Fault("crop", spec.crop, crops))
    elif spec.width not in widths_of(image, spec.crop):
        found.append(Fault("width", str(spec.width), [str(width) for width in widths_of(image, spec.crop)]))
    if spec.format not in FORMATS:
        found.append(Fault("format", spec.format, list(FORMATS)))
    return found


def nearest(image: "Image", spec: Spec) -> Spec:
    """Return the spec of an image that is closest to one of its earlier file, which had another size."""
    crop = spec.crop if spec.crop in crops_of(image) else ""
    width = min(widths_of(image, crop), key=lambda width: abs(width - spec.width))
    return spec._replace(crop=crop, width=width)


def _affordable(widths: list[int], across: int, down: int) -> list[int]:
    return [width for width in widths if width * width * down <= _MOST_PIXELS * across]


def _ratio(crop: str) -> tuple[int, int]:
    across, down = crop.split(":")
    return int(across), int(down)
