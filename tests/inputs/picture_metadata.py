"""Pictures that depend on what stands beside their pixels: turns, frames."""

import struct
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

from tests.inputs.pictures import BLUE, EXTENSIONS, GREEN, RED, SIZE, WHITE, Kind, halves, saved

_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
)


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


def _riff(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data
