"""Pictures that depend on what stands beside their pixels: colours without an ICC profile, turns, frames."""

import struct
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

from tests.inputs.pictures import BLUE, EXTENSIONS, GREEN, RED, SIZE, WHITE, Colour, Kind, halves, png, saved

# Primaries and transfer by ITU-T H.273, and the numbers with which each says RED and BLUE.
_CODES: dict[str, tuple[tuple[int, int], Colour, Colour]] = {
    "srgb": ((1, 13), RED, BLUE),
    "unknown": ((2, 2), RED, BLUE),
    "reserved": ((200, 0), RED, BLUE),
    "video": ((1, 1), RED, BLUE),
    "p3": ((12, 13), (202, 54, 38), (34, 49, 202)),
    "wide": ((9, 14), (180, 70, 38), (61, 55, 200)),
    "linear": ((1, 8), (183, 3, 2), (3, 8, 164)),
    "pq": ((9, 16), (127, 81, 59), (75, 71, 134)),
    "hlg": ((9, 18), (157, 71, 44), (63, 58, 168)),
}
_SRGB = (31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000)
_P3 = (31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000)
_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
)


def described_colours() -> Iterator[Kind]:
    """Return a red and a blue half in other colour spaces than sRGB, in each way to say so without a profile."""
    for name, (codes, left, right) in _CODES.items():
        yield Kind(f"cicp-{name}.png", _png(left, right, (b"cICP", bytes((*codes, 0, 1)))), RED, BLUE)
        avif = saved(halves(left, right), "AVIF")
        place = avif.index(b"colrnclx") + 8
        content = avif[:place] + struct.pack(">HH", *codes) + avif[place + 4 :]
        yield Kind(f"nclx-{name}.avif", content, RED, BLUE)
    flat, bright = ((183, 3, 2), (3, 8, 164)), ((212, 23, 16), (23, 38, 200))
    yield Kind("gamma-1.png", _png(*flat, _gamma(100_000)), RED, BLUE)
    yield Kind("gamma-1.8.png", _png(*bright, _gamma(55_556), _chroma(_SRGB)), RED, BLUE)
    yield Kind("gamma-2.2.png", _png(RED, BLUE, _gamma(45_455), _chroma(_SRGB)), RED, BLUE)
    yield Kind("chroma-p3.png", _png((202, 54, 38), (34, 49, 202), _gamma(45_455), _chroma(_P3)), RED, BLUE)
    yield Kind("srgb-wins.png", _png(RED, BLUE, _gamma(100_000), (b"sRGB", b"\0")), RED, BLUE)
    row = b"\0" + bytes([49] * 12 + [255] * 12)
    yield Kind("grey.png", png(8, 0, row * SIZE[1], _gamma(100_000)), (122, 122, 122), WHITE)
    for number, chunks in enumerate(
        (
            (_gamma(0),),
            (_gamma(1),),
            (_gamma(100_000), _chroma((0,) * 8)),
            (_gamma(50_000), _chroma((1,) * 8)),
        )
    ):
        yield Kind(f"no-colours-{number}.png", _png((255, 0, 0), (0, 0, 0), *chunks), (255, 0, 0), (0, 0, 0))


def turned_elsewhere() -> Iterator[Kind]:
    """Return pictures with an orientation in a place where browsers do not look, so that they are upright."""
    upright = halves(RED, BLUE)
    for kind in ("JPEG", "WEBP", "AVIF"):
        yield Kind(f"xmp.{EXTENSIONS[kind]}", saved(upright, kind, xmp=_XMP, quality=95), RED, BLUE)
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", _XMP.decode())
    yield Kind("xmp.png", saved(upright, "PNG", pnginfo=info), RED, BLUE)
    exif = b"Exif\0\0II*\0" + struct.pack("<IHHHII4x", 8, 1, 0x112, 4, 1, 6)
    yield Kind("long.jpg", saved(upright, "JPEG", exif=exif, quality=95), RED, BLUE)
    short = exif.replace(struct.pack("<HHI", 0x112, 4, 1), struct.pack("<HHI", 0x112, 3, 1))
    info = PngImagePlugin.PngInfo()
    info.add_text("Raw profile type exif", f"\nexif\n{len(short):8}\n{short.hex()}\n")
    yield Kind("text.png", saved(upright, "PNG", pnginfo=info), RED, BLUE)


def first_frames() -> Iterator[Kind]:
    """Return animations of which the first frame is not what decoders return without being asked."""
    two = halves(RED, BLUE), halves(BLUE, GREEN)
    still = Image.new("RGB", SIZE, GREEN)
    content = saved(still, "PNG", save_all=True, append_images=two, default_image=True, duration=100)
    yield Kind("still-and-frames.png", content, RED, BLUE)
    half = saved(Image.new("RGB", (SIZE[0] // 2, SIZE[1]), RED), "WEBP")
    size, frame = [b"".join(struct.pack("<I", side - 1)[:3] for side in one) for one in (SIZE, (12, 16))]
    frames = _riff(b"ANMF", bytes(6) + frame + b"\x64\0\0\0" + half[12:]) * 2
    body = _riff(b"VP8X", b"\2\0\0\0" + size) + _riff(b"ANIM", b"\xff" * 4 + bytes(2)) + frames
    yield Kind("half-a-frame.webp", _riff(b"RIFF", b"WEBP" + body), RED, WHITE)


def _png(left: Colour, right: Colour, *chunks: tuple[bytes, bytes]) -> bytes:
    return png(8, 2, (b"\0" + bytes((*left * 12, *right * 12))) * SIZE[1], *chunks)


def _gamma(value: int) -> tuple[bytes, bytes]:
    return b"gAMA", struct.pack(">I", value)


def _chroma(values: tuple[int, ...]) -> tuple[bytes, bytes]:
    return b"cHRM", struct.pack(">8I", *values)


def _riff(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data
