"""Files that are sent as pictures: what Pillow can write, what it cannot, and what is no picture."""

import base64
import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image, ImageCms
from PIL.Image import Transpose

from tests.inputs.profiles import cmyk_profile, grey_profile, swapped_profile

Colour = tuple[int, int, int]
RED, GREEN, BLUE, WHITE = (220, 30, 20), (20, 160, 40), (30, 50, 210), (255, 255, 255)
SIZE = (24, 16)
EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
# A red of ten bits and a grey of twelve, which Pillow reads and does not write.
TEN_BITS = (
    "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAA"
    "DnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAACEAAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlw"
    "cnAAAABLaXBjbwAAABRpc3BlAAAAAAAAABgAAAAQAAAAEHBpeGkAAAAAAwoKCgAAAAxhdjFDgSBAAAAAABNjb2xybmNseAABAA0ABoAAAAAXaXBtYQAA"
    "AAAAAAABAAEEAQKDBAAAACltZGF0EgAKCDgQ7+xgIaDSMhMRAAEEEEQAABqJNtsftR5SyuCT"
)


@dataclass(frozen=True)
class Kind:
    """A file, its size as it is seen, and the colours of its left and right half on white paper."""

    name: str
    content: bytes
    left: Colour
    right: Colour
    size: tuple[int, int] = SIZE


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    lossless: dict[str, Any] = {"WEBP": {"lossless": True, "exact": True}, "AVIF": {"quality": 95}}.get(
        kind, {}
    )
    picture.save(buffer, kind, **{**lossless, **options})
    return buffer.getvalue()


def halves(left: Any, right: Any, mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    picture = Image.new(mode, size, right)
    picture.paste(left, (0, 0, size[0] // 2, size[1]))
    return picture


def transparent() -> Image.Image:
    return halves((*RED, 255), (*BLUE, 0), "RGBA")


def grey_alpha() -> Image.Image:
    return halves((120, 255), (0, 0), "LA")


def palette(*colours: Colour) -> Image.Image:
    picture = halves(0, 1, "P")
    picture.putpalette([value for colour in colours for value in colour])
    return picture


def png(depth: int, colour_type: int, rows: bytes, *chunks: tuple[bytes, bytes], size: Any = SIZE) -> bytes:
    """Write a PNG by hand, for what Pillow does not write."""
    head = struct.pack(">IIBBBBB", *size, depth, colour_type, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def sixteen_bits(colour_type: int, left: tuple[int, ...], right: tuple[int, ...]) -> bytes:
    half = SIZE[0] // 2
    row = b"\0" + struct.pack(f">{len(left)}H", *left) * half + struct.pack(f">{len(right)}H", *right) * half
    return png(16, colour_type, row * SIZE[1])


def modes() -> Iterator[Kind]:
    """Return every mode in every format that has it."""
    yield from _pngs()
    grey = (120, 120, 120)
    inks = halves((0, 255, 255, 0), (0, 0, 0, 255), "CMYK")
    ink_red, black = (255, 0, 0), (0, 0, 0)
    yield Kind("L.jpg", saved(halves(120, 0, "L"), "JPEG"), grey, black)
    yield Kind("RGB.jpeg", saved(halves(RED, BLUE), "JPEG", quality=95), RED, BLUE)
    for name in ("RGB.jfif", "RGB.JPE"):
        yield Kind(name, saved(halves(RED, BLUE), "JPEG", quality=95), RED, BLUE)
    yield Kind("progressive.jpg", saved(halves(RED, BLUE), "JPEG", quality=95, progressive=True), RED, BLUE)
    yield Kind("CMYK.jpg", saved(inks, "JPEG", quality=95), ink_red, black)
    yield Kind(
        "CMYK-icc.jpg", saved(inks, "JPEG", quality=95, icc_profile=cmyk_profile()), (0, 161, 36), black
    )
    yield Kind("CMYK-broken-icc.jpg", saved(inks, "JPEG", quality=95, icc_profile=b"no"), ink_red, black)
    rgb_profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield Kind("CMYK-rgb-icc.jpg", saved(inks, "JPEG", quality=95, icc_profile=rgb_profile), ink_red, black)
    yield Kind("L-rgb-icc.jpg", saved(halves(120, 0, "L"), "JPEG", icc_profile=rgb_profile), grey, black)
    swapped = {"icc_profile": swapped_profile()}
    pure = halves((255, 0, 0), (0, 0, 255))
    for kind in ("PNG", "JPEG", "WEBP", "AVIF"):
        content = saved(pure, kind, quality=95, **swapped)
        yield Kind(f"icc.{EXTENSIONS[kind]}", content, (0, 0, 255), (255, 0, 0))
    two = halves(RED, BLUE)
    yield Kind("previews.jpg", saved(two, "MPO", save_all=True, append_images=[two], quality=95), RED, BLUE)
    yield Kind("P.gif", saved(palette(RED, BLUE), "GIF"), RED, BLUE)
    yield Kind("P-transparent.gif", saved(palette(RED, BLUE), "GIF", transparency=1), RED, WHITE)
    yield Kind("L.gif", saved(halves(120, 0, "L"), "GIF"), grey, black)
    for kind in ("WEBP", "AVIF"):
        yield Kind(f"RGB.{EXTENSIONS[kind]}", saved(two, kind), RED, BLUE)
        yield Kind(f"RGBA.{EXTENSIONS[kind]}", saved(transparent(), kind), RED, WHITE)
    yield Kind("L.avif", saved(halves(120, 0, "L"), "AVIF"), grey, black)
    yield Kind("LA.avif", saved(grey_alpha(), "AVIF"), grey, WHITE)
    yield Kind("ten-bits.avif", base64.b64decode(TEN_BITS), (200, 40, 20), (200, 40, 20))


def _pngs() -> Iterator[Kind]:
    grey, black = (120, 120, 120), (0, 0, 0)
    yield Kind("1.png", saved(halves(0, 1, "1"), "PNG"), black, WHITE)
    yield Kind("1-transparent.png", saved(halves(0, 1, "1"), "PNG", transparency=0), WHITE, WHITE)
    yield Kind("L.png", saved(halves(120, 0, "L"), "PNG"), grey, black)
    yield Kind("L-transparent.png", saved(halves(120, 0, "L"), "PNG", transparency=0), grey, WHITE)
    yield Kind("LA.png", saved(grey_alpha(), "PNG"), grey, WHITE)
    yield Kind("LA-icc.png", saved(grey_alpha(), "PNG", icc_profile=grey_profile()), grey, WHITE)
    yield Kind("P.png", saved(palette(RED, BLUE), "PNG"), RED, BLUE)
    yield Kind("P-one-bit.png", saved(palette(RED, BLUE), "PNG", bits=1), RED, BLUE)
    yield Kind("P-transparent.png", saved(palette(RED, BLUE), "PNG", transparency=1), RED, WHITE)
    yield Kind("P-bytes.png", saved(palette(RED, BLUE), "PNG", transparency=b"\xff\x00"), RED, WHITE)
    yield Kind("RGB.png", saved(halves(RED, BLUE), "PNG"), RED, BLUE)
    yield Kind("RGB-transparent.png", saved(halves(RED, BLUE), "PNG", transparency=BLUE), RED, WHITE)
    yield Kind("RGBA.png", saved(transparent(), "PNG"), RED, WHITE)
    yield Kind("I-16.png", sixteen_bits(0, (30840,), (65535,)), grey, WHITE)
    yield Kind("LA-16.png", sixteen_bits(4, (30840, 65535), (0, 0)), grey, WHITE)
    yield Kind("RGB-16.png", sixteen_bits(2, (56540, 7710, 5140), (7710, 12850, 53970)), RED, BLUE)
    yield Kind("RGBA-16.png", sixteen_bits(6, (56540, 7710, 5140, 65535), (0, 0, 0, 0)), RED, WHITE)
    marked = saved(halves(30840, 0, "I;16"), "PNG", transparency=0)
    yield Kind("I-16-transparent.png", marked, grey, WHITE)


def animations() -> Iterator[Kind]:
    """Return what moves; its first frame is the picture."""
    frames = [halves(RED, BLUE), halves(GREEN, RED), halves(BLUE, GREEN)]
    for kind in ("GIF", "PNG", "WEBP", "AVIF"):
        content = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        yield Kind(f"moves.{EXTENSIONS[kind]}", content, RED, BLUE)


# How a picture is stored that is seen upright, by its EXIF orientation.
_STORED = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_90,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_270,
}


def orientations(kinds: tuple[str, ...] = ("JPEG", "PNG", "WEBP", "AVIF")) -> Iterator[Kind]:
    """Return a picture that is red on the left, with every orientation, in every format that has one."""
    for kind in kinds:
        for orientation in range(10):
            upright = halves(RED, BLUE)
            turn = _STORED.get(orientation)
            exif = Image.Exif()
            exif[ExifTags.Base.Orientation] = orientation
            stored = upright.transpose(turn) if turn is not None else upright
            content = saved(stored, kind, exif=exif, quality=95)
            yield Kind(f"turned-{orientation}.{EXTENSIONS[kind]}", content, RED, BLUE)


def shapes() -> Iterator[Kind]:
    """Return pictures of one pixel, and long ones."""
    for size in ((1, 1), (1, 10_000), (10_000, 1), (2, 3), (3, 999)):
        yield Kind(f"{size[0]}x{size[1]}.png", saved(Image.new("RGB", size, RED), "PNG"), RED, RED, size)


def corrupt_extras() -> Iterator[Kind]:
    """Return pictures in order with EXIF or a profile that are not."""
    for number, exif in enumerate(
        (b"Exif\0\0", b"Exif\0\0MM\0*", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"no", b"\0" * 99)
    ):
        for kind in ("JPEG", "PNG", "WEBP"):
            content = saved(halves(RED, BLUE), kind, exif=exif, quality=95)
            yield Kind(f"exif-{number}.{EXTENSIONS[kind]}", content, RED, BLUE)
    for number, profile in enumerate((b"no", b"\0" * 200, swapped_profile()[:100], grey_profile())):
        for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
            content = saved(halves(RED, BLUE), kind, icc_profile=profile, quality=95)
            yield Kind(f"icc-{number}.{EXTENSIONS[kind]}", content, RED, BLUE)


NAMES = (
    *("Gro\u0308ße.jpg", "写真.jpg", "می‌خواهم.jpg", "हिन्दी.jpg", "👍.jpg", "שָׁלוֹם.jpg", "Иван Грозный.jpg"),
    *("..jpg", "%2F.jpg", "a" * 200 + ".jpg", "北" * 70 + ".jpg", "a.b.JPG", "e\u0301\u0302.jpg"),
    *("👩\u200d👩\u200d👧.jpg", "👍🏽.JPG", "!.jpg", "\u0301.jpg"),
)
