"""Colours that a file describes by other means than an ICC profile, as a profile for LittleCMS.

PNG has the chunks cICP, gAMA and cHRM, AVIF the box `nclx`. Numbers of primaries and transfers are those of ITU-T H.273.
"""

import struct
from collections.abc import Callable, Sequence
from functools import partial
from math import exp
from typing import Any

from PIL import Image

Vector = Sequence[float]
Curve = Callable[[float], float]

_D65 = (0.3127, 0.3290)
# x and y of white, red, green and blue.
_SRGB = (*_D65, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
_PRIMARIES: dict[int, Vector] = {
    5: (*_D65, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06),
    6: (*_D65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
    7: (*_D65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
    9: (*_D65, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046),
    11: (0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),
    12: (*_D65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),
}
# What precedes these numbers in a file, and how they are written. They stand before the pixels.
_CODES = {"AVIF": (b"colrnclx", ">HH"), "PNG": (b"\0\0\0\4cICP", ">BB")}
_HEAD = 64 * 1024
_STEPS = 4096
# The white of profiles, and the colours in which the eye adapts to another white.
_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))


def described_profile(picture: Image.Image, file: Any) -> bytes | None:
    """Return a profile for the colours of an open picture, or None if they are those of sRGB."""
    codes, gamma = _codes(picture, file), picture.info.get("gamma", 0)
    if codes:
        primaries, curve = _PRIMARIES.get(codes[0], _SRGB), _CURVES.get(codes[1], _srgb)
    elif "srgb" not in picture.info and 0.1 < gamma < 10:
        primaries, curve = picture.info.get("chromaticity", _SRGB), partial(_power, exponent=1 / gamma)
        if "chromaticity" not in picture.info and abs(gamma * 2.2 - 1) < 0.01:
            # Programs mean sRGB: the chunk has no room for more than an exponent.
            return None
    else:
        return None
    try:
        return None if (primaries, curve) == (_SRGB, _srgb) else _profile(primaries, curve)
    except (ArithmeticError, struct.error):
        # There are no such colours.
        return None


def _codes(picture: Image.Image, file: Any) -> tuple[Any, ...]:
    """Return the numbers of the primaries and of the transfer, if the file has them. Pillow does not read them."""
    if picture.format not in _CODES:
        return ()
    mark, layout = _CODES[picture.format]
    file.seek(0)
    rest = file.read(_HEAD).partition(mark)[2]
    return struct.unpack_from(layout, rest) if len(rest) >= struct.calcsize(layout) else ()


def _power(signal: float, *, exponent: float) -> float:
    return float(signal**exponent)


def _srgb(signal: float) -> float:
    return signal / 12.92 if signal <= 0.04045 else _power((signal + 0.055) / 1.055, exponent=2.4)


def _pq(signal: float) -> float:
    """Return light of which 1 is white on paper, 203 of 10,000 cd/m² (ITU-R BT.2100 and BT.2408)."""
    root = _power(signal, exponent=32 / 2523)
    light = max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
    return _power(light, exponent=8192 / 1305) * 10_000 / 203


def _hlg(signal: float) -> float:
    """Return light of which 1 is white on paper, 75 % of the signal (ITU-R BT.2100 and BT.2408)."""
    scene = signal**2 / 3 if signal <= 0.5 else (exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
    return _power(scene / 0.2649563, exponent=1.2)


# All others are for the same screens as sRGB, and browsers take them for it.
_CURVES: dict[int, Curve] = {
    4: partial(_power, exponent=2.2),
    5: partial(_power, exponent=2.8),
    8: partial(_power, exponent=1.0),
    16: _pq,
    18: _hlg,
}


def _profile(primaries: Vector, curve: Curve) -> bytes:
    """Return a display profile (ICC.1:2001-04). What is brighter than white becomes white."""
    steps = [round(min(curve(step / (_STEPS - 1)), 1) * 65_535) for step in range(_STEPS)]
    table = struct.pack(f">4s4xI{_STEPS}H", b"curv", _STEPS, *steps)
    tags = {b"wtpt": _point(_D50), b"rTRC": table, b"gTRC": table, b"bTRC": table}
    tags |= zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(_point, _colorants(primaries)), strict=True)
    start = 132 + 12 * len(tags)
    index, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        index += struct.pack(">4sII", name, start + len(body), len(data))
        body += data
    kind = b"mntrRGB XYZ ".ljust(24, b"\0") + b"acsp".ljust(32, b"\0") + _point(_D50)[8:]
    head = struct.pack(">I4xI", start + len(body), 0x02400000) + kind
    return head.ljust(128, b"\0") + index + body


def _point(xyz: Vector) -> bytes:
    return struct.pack(">4s4x3i", b"XYZ ", *(round(part * 65_536) for part in xyz))


def _colorants(chromaticities: Vector) -> list[Vector]:
    """Return red, green and blue of full strength in XYZ, adapted to the white of profiles."""
    white, red, green, blue = (_xyz(*chromaticities[place : place + 2]) for place in (0, 2, 4, 6))
    strengths = _solved(list(zip(red, green, blue, strict=True)), white)
    gains = [to / of for to, of in zip(_times(_BRADFORD, _D50), _times(_BRADFORD, white), strict=True)]
    return [
        _solved(
            _BRADFORD,
            [part * gain * strength for part, gain in zip(_times(_BRADFORD, colour), gains, strict=True)],
        )
        for colour, strength in zip((red, green, blue), strengths, strict=True)
    ]


def _xyz(x: float, y: float) -> Vector:
    return x / y, 1.0, (1 - x - y) / y


def _times(matrix: Sequence[Vector], vector: Vector) -> list[float]:
    return [sum(map(float.__mul__, row, vector)) for row in matrix]


def _solved(matrix: Sequence[Vector], right: Vector) -> list[float]:
    """Return the vector of which the matrix makes the right side, by Cramer's rule."""
    columns = list(zip(*matrix, strict=True))
    whole = _determinant(columns)
    return [_determinant([*columns[:at], right, *columns[at + 1 :]]) / whole for at in range(3)]


def _determinant(rows: Sequence[Vector]) -> float:
    (a, b, c), (d, e, f), (g, h, i) = rows
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
