"""Files that are sent as pictures and cannot be shown, each with a part of the sentence that says why."""

import random
import struct
import zlib
from collections.abc import Iterator

from PIL import ExifTags, Image, PngImagePlugin

from tests.inputs.pictures import BLUE, EXTENSIONS, RED, animations, halves, modes, png, saved

BROKEN, HEIC_SAYS, LARGE, RENAMED, WEBP, FORMAT, EMPTY = (
    "cannot be read as a picture",
    "a photo in the format HEIC",
    "too large. It may have 40 million pixels",
    "The name of this file ends in",
    "it is a picture in the format WebP",
    "Not a supported image format",
    "The submitted file is empty",
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
# In the formats that are no longer possible to tell from a picture by their name alone.
OTHERS = {
    "text": b"Guten Tag\n" * 40,
    "page": b"<!doctype html><title>Hallo</title><img src=x onerror=alert(1)>",
    "svg": SVG,
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF",
    "nothing": b"\0" * 500,
    "bmp": saved(halves(RED, BLUE), "BMP"),
    "tiff": saved(halves(RED, BLUE), "TIFF"),
    "ico": saved(Image.new("RGB", (16, 16)), "ICO"),
}


def refused() -> Iterator[tuple[str, bytes, str]]:
    """Return names, contents and reasons."""
    for label, content in OTHERS.items():
        for extension in ("jpg", "png", "gif", "webp", "avif"):
            yield f"{label}.{extension}", content, BROKEN
    for start in (b"heic\0\0\0\0mif1heic", b"mif1\0\0\0\0mif1heic", b"heix\0\0\0\0mif1miaf"):
        yield "photo.jpg", b"\0\0\0\x18ftyp" + start + bytes(200), HEIC_SAYS
    for name in ("bild.heic", "bild.svg", "bild.pdf", "bild.tif", "bild.jpg.html", "bild", "bild.", "jpg"):
        yield name, saved(halves(RED, BLUE), "JPEG"), FORMAT
    yield "leer.jpg", b"", EMPTY
    yield from _truncated()
    yield from _renamed()
    yield from _bombs()


def _truncated() -> Iterator[tuple[str, bytes, str]]:
    noise = Image.effect_noise((200, 150), 80).convert("RGB")
    for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF"):
        content = saved(noise, kind)
        for part in (0.02, 0.3, 0.7):
            yield f"{part}.{EXTENSIONS[kind]}", content[: int(len(content) * part)], BROKEN


def _renamed() -> Iterator[tuple[str, bytes, str]]:
    for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF"):
        for extension in {"jpg", "png", "webp", "avif", "gif"} - {EXTENSIONS[kind]}:
            yield f"{kind}.{extension}", saved(halves(RED, BLUE), kind), WEBP if kind == "WEBP" else RENAMED


def _bombs() -> Iterator[tuple[str, bytes, str]]:
    for size in ((6_400, 6_400), (11_000, 11_000), (1, 16_384), (60_000, 60_000), (2**31 - 1, 2**31 - 1)):
        yield f"{size[0]}.png", png(8, 2, b"\0" * 99, size=size), LARGE
    for side in (4_500, 6_400, 11_000, 16_383):
        yield f"{side}.webp", large_webp(side), LARGE
    for side in (6_400, 30_000, 65_000):
        yield (
            f"{side}.gif",
            _patched(saved(halves(RED, BLUE), "GIF"), 6, struct.pack("<HH", side, side)),
            LARGE,
        )
        yield (
            f"{side}.jpg",
            _patched(_jpeg(), _jpeg().index(b"\xff\xc0") + 5, struct.pack(">HH", side, side)),
            LARGE,
        )
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "A" * 20_000_000, zip=True)
    yield "text.png", saved(halves(RED, BLUE), "PNG", pnginfo=info), BROKEN
    after = b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 60_000_000, 9)
    yield "profile.png", png(8, 2, b"", after, size=(9, 9)), BROKEN


def damaged() -> Iterator[tuple[str, bytes]]:
    """Return pictures and animations that are cut somewhere, or have a few wrong bytes."""
    chance = random.Random(5)
    frames = [Image.effect_noise((40, 30), 50).convert("RGB") for _ in range(3)]
    moving = [
        (f"{kind}.{EXTENSIONS[kind]}", saved(frames[0], kind, save_all=True, append_images=frames[1:]))
        for kind in ("GIF", "PNG", "WEBP", "AVIF")
    ]
    gif = next(kind.content for kind in animations())
    yield from (("moves.gif", gif[:length]) for length in range(1, len(gif)))
    still = [(kind.name, kind.content) for kind in modes()][::4]
    for name, content in (*moving, *still, *((kind.name, kind.content) for kind in animations())):
        for _ in range(6):
            yield name, content[: chance.randrange(1, len(content))]
            wrong = bytearray(content)
            for _ in range(3):
                wrong[chance.randrange(len(content))] = chance.randrange(256)
            yield name, bytes(wrong)


def large_webp(width: int, height: int = 0) -> bytes:
    """Return a WebP of one colour. It takes 40 bytes, whatever its size, and decodes to all its pixels."""
    content = bytearray(saved(Image.new("RGB", (8, 8), RED), "WEBP"))
    place = content.index(b"VP8L") + 9
    bits = int.from_bytes(content[place : place + 4], "little")
    bits = (bits >> 28 << 28) | ((height or width) - 1) << 14 | (width - 1)
    content[place : place + 4] = bits.to_bytes(4, "little")
    return bytes(content)


def turned_png(width: int, height: int) -> bytes:
    """Return a transparent PNG of one colour, turned by its EXIF."""
    packer, row = zlib.compressobj(1), b"\0" * (1 + 4 * width)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    return png(8, 6, b"", (b"eXIf", exif.tobytes()[6:]), (b"IDAT", rows), size=(width, height))


def _jpeg() -> bytes:
    return saved(halves(RED, BLUE), "JPEG")


def _patched(content: bytes, place: int, new: bytes) -> bytes:
    return content[:place] + new + content[place + len(new) :]
