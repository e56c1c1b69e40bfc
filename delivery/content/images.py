"""A picture as JSON, and the signed addresses under which its sizes are served."""

import logging
from typing import Any

from cms.models import Image
from cms.renditions import FORMATS, rendition_url, spec_of, widths_of
from delivery.content.build import Compilation

logger = logging.getLogger(__name__)

_DEFAULT_WIDTH = 1280

_NOTHING: dict[str, Any] = {
    "id": None,
    "src": None,
    "width": None,
    "height": None,
    "alt": "",
    "alt_status": "MISSING",
    "caption": "",
    "credit": "",
    "focal_point": None,
    "color": None,
    "thumbhash": None,
    "sources": [],
}


def image_out(
    image: Image | None, compilation: Compilation, *, alt: str | None = None, decorative: bool | None = None
) -> dict[str, Any]:
    """This will represent a picture. `alt` and `decorative` of one use win over those of the picture."""
    if image is None:
        compilation.lacks("image", "MISSING")
        return {**_NOTHING, "state": "MISSING"}
    compilation.touch("image", image.pk)
    if compilation.is_private(image.collection_id):
        compilation.lacks("image", "PRIVATE", image.title)
        return {**_NOTHING, "state": "PRIVATE"}
    # Without a placeholder nothing could be read from the file when it was saved.
    if not image.thumbhash or compilation.has_no_renditions(image) or not is_stored(image.file):
        compilation.lacks("image", "MISSING", image.title)
        return {**_NOTHING, "id": image.pk, "state": "MISSING"}
    words, status = _alternative(image, alt, decorative)
    return {
        "id": image.pk,
        "src": rendition_url(image, spec_of(min(_DEFAULT_WIDTH, image.width), "jpg")),
        "width": image.width,
        "height": image.height,
        "alt": words,
        "alt_status": status,
        "caption": image.caption,
        "credit": image.credit,
        "focal_point": _focal_point(image),
        "color": image.color,
        "thumbhash": image.thumbhash,
        "state": "OK",
        "sources": [_source(image, extension) for extension in FORMATS],
    }


def is_stored(file: Any) -> bool:
    """This will tell whether a file is where it should be; if nobody can tell, it is believed to be."""
    try:
        return bool(file.storage.exists(file.name))
    except Exception:
        logger.warning("the storage does not say whether %s is there", file.name, exc_info=True)
        return True


def _source(image: Image, extension: str) -> dict[str, str]:
    sizes = [f"{rendition_url(image, spec_of(width, extension))} {width}w" for width in widths_of(image)]
    return {"type": FORMATS[extension], "srcset": ", ".join(sizes)}


def _alternative(image: Image, alt: str | None, decorative: bool | None) -> tuple[str, str]:
    if image.is_decorative if decorative is None else decorative:
        return "", "DECORATIVE"
    words = alt or image.alt_text
    return words, "EDITOR" if words else "MISSING"


def _focal_point(image: Image) -> dict[str, float] | None:
    if not image.has_focal_point():
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }
