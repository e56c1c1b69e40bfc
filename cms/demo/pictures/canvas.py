"""A sheet to draw on: measured in points, twice as fine inside, saved as JPEG."""

import io
from collections.abc import Sequence
from random import Random
from typing import Self

from PIL import Image, ImageDraw, ImageFilter

FINENESS = 2

Point = tuple[float, float]


def dice(seed: int) -> Random:
    """This will make a source of chance that is the same in every run; nothing secret comes from it."""
    return Random(seed)  # noqa: S311


class Canvas:
    """A drawing of `width` × `height` pixels. Edges are smooth because it is drawn larger and reduced."""

    def __init__(self, width: int, height: int, color: str = "#ffffff") -> None:
        self.width, self.height = width, height
        self.picture = Image.new("RGB", (width * FINENESS, height * FINENESS), color)
        self.pen = ImageDraw.Draw(self.picture)

    def fade(self, top: str, bottom: str, *, start: float = 0, end: float | None = None) -> Self:
        """This will fill the band between `start` and `end` with a vertical gradient."""
        first, last = round(start * FINENESS), round((self.height if end is None else end) * FINENESS)
        size = (self.picture.width, max(1, last - first))
        mask = Image.linear_gradient("L").resize(size)
        band = Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)
        self.picture.paste(band, (0, first))
        return self

    def box(
        self, x: float, y: float, width: float, height: float, color: str, *, round_by: float = 0
    ) -> Self:
        corners = [v * FINENESS for v in (x, y, x + width, y + height)]
        if round_by:
            self.pen.rounded_rectangle(corners, round_by * FINENESS, fill=color)
        else:
            self.pen.rectangle(corners, fill=color)
        return self

    def disc(self, x: float, y: float, radius: float, color: str, *, height: float | None = None) -> Self:
        """This will draw a circle around (x, y), or an ellipse when a half `height` is given."""
        tall = radius if height is None else height
        corners = [v * FINENESS for v in (x - radius, y - tall, x + radius, y + tall)]
        self.pen.ellipse(corners, fill=color)
        return self

    def shape(self, points: Sequence[Point], color: str) -> Self:
        self.pen.polygon([(x * FINENESS, y * FINENESS) for x, y in points], fill=color)
        return self

    def line(self, points: Sequence[Point], color: str, width: float) -> Self:
        """This will draw a line with round joints and ends."""
        scaled = [(x * FINENESS, y * FINENESS) for x, y in points]
        self.pen.line(scaled, fill=color, width=round(width * FINENESS), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, color)
        return self

    def glow(self, spots: list[tuple[float, float, float]], color: str, *, strength: float = 0.6) -> Self:
        """This will lay soft light over the drawing around each (x, y, radius)."""
        small = 8
        mask = Image.new("L", (self.width // small, self.height // small))
        pen = ImageDraw.Draw(mask)
        for x, y, radius in spots:
            corners = [v / small for v in (x - radius, y - radius, x + radius, y + radius)]
            pen.ellipse(corners, fill=round(255 * strength))
        reach = max(radius for _, _, radius in spots) / small / 2
        mask = mask.filter(ImageFilter.GaussianBlur(reach)).resize(self.picture.size)
        self.picture.paste(Image.new("RGB", self.picture.size, color), (0, 0), mask)
        self.pen = ImageDraw.Draw(self.picture)
        return self

    def jpeg(self) -> bytes:
        """This will return the drawing as a file."""
        buffer = io.BytesIO()
        self.picture.reduce(FINENESS).save(buffer, "JPEG", quality=84)
        return buffer.getvalue()
