"""Colour profiles that show whether they are applied."""

import struct

from PIL import ImageCms


def swapped_profile() -> bytes:
    """Return sRGB with red and blue exchanged."""
    content = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return content.replace(b"rXYZ", b"_XYZ").replace(b"bXYZ", b"rXYZ").replace(b"_XYZ", b"bXYZ")


def grey_profile() -> bytes:
    """Return a profile for grey with a gamma of 2.2, which is close to that of sRGB."""
    curve = b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(2.2 * 256), 0)
    return _profile(b"GRAY", b"XYZ ", {b"kTRC": curve})


def cmyk_profile() -> bytes:
    """Return a profile in which magenta and yellow together are green, all inks with black are black."""
    green, black, white = (147, 71, 178), (0, 128, 128), (255, 128, 128)
    corners = [
        black if k else green if (m and y) else white
        for c in (0, 1)
        for m in (0, 1)
        for y in (0, 1)
        for k in (0, 1)
    ]
    head = (
        b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + struct.pack(">9i", *(65536 * (i % 4 == 0) for i in range(9)))
    )
    table = bytes(value for corner in corners for value in corner)
    return _profile(b"CMYK", b"Lab ", {b"A2B0": head + bytes(range(256)) * 4 + table + bytes(range(256)) * 3})


def _profile(space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    entries = {b"wtpt": white, **tags}
    place = 128 + 4 + 12 * len(entries)
    table, body = struct.pack(">I", len(entries)), b""
    for name, data in entries.items():
        table += name + struct.pack(">II", place + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    kind = b"prtr" if space == b"CMYK" else b"mntr"
    head = struct.pack(">I4s4s4s4s4s", place + len(body), b"\0" * 4, b"\x02\x40\0\0", kind, space, connection)
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + table + body
