"""Drawings of an invented city."""

import math
from random import Random

from cms.demo.pictures.canvas import Canvas, dice

WIDTH, HEIGHT = 2000, 1250


def _row_of_houses(
    canvas: Canvas,
    chance: Random,
    *,
    ground: float,
    low: int,
    high: int,
    color: str,
    light: str | None = None,
) -> None:
    x = -chance.randint(0, 60)
    while x < canvas.width:
        width, height = chance.randint(70, 170), chance.randint(low, high)
        canvas.box(x, ground - height, width, height + 2, color)
        roof = chance.random()
        if roof < 0.25:
            canvas.shape(
                [
                    (x, ground - height),
                    (x + width / 2, ground - height - width * 0.35),
                    (x + width, ground - height),
                ],
                color,
            )
        elif roof < 0.4:
            canvas.box(x + width * 0.45, ground - height - 60, 8, 62, color)
        if light:
            _windows(canvas, chance, x, ground - height, width, height, light)
        x += width + chance.choice((0, 0, 6, 18))


def _windows(
    canvas: Canvas, chance: Random, x: float, y: float, width: float, height: float, color: str
) -> None:
    for column in range(int(width // 28)):
        for floor in range(int(height // 42)):
            if chance.random() < 0.42:
                canvas.box(x + 10 + column * 28, y + 18 + floor * 42, 12, 18, color)


def harbour() -> Canvas:
    """This will draw the old harbour in the evening."""
    chance, water = dice(11), 830
    canvas = Canvas(WIDTH, HEIGHT).fade("#1f3b5c", "#f2b27a", end=water)
    canvas.glow([(1460, 690, 420)], "#fff0d0", strength=0.7).disc(1460, 690, 105, "#fff3d9")
    _row_of_houses(canvas, chance, ground=water, low=150, high=420, color="#6b6f8a")
    _row_of_houses(canvas, chance, ground=water, low=110, high=330, color="#3d4a68", light="#f7cf8f")
    _row_of_houses(canvas, chance, ground=water, low=60, high=190, color="#1d2a44", light="#ffd98f")
    canvas.fade("#d79a6c", "#16263f", start=water)
    for _ in range(70):
        y = chance.uniform(water + 15, HEIGHT - 20)
        spread = 40 + (y - water) * 0.9
        x = 1460 + chance.uniform(-spread, spread)
        length = chance.uniform(30, 130)
        canvas.line([(x - length, y), (x + length, y)], "#f8d9ae", 5)
    _crane(canvas, 330, water, "#101a2c")
    _crane(canvas, 700, water, "#16223a", size=0.75)
    return canvas


def _crane(canvas: Canvas, x: float, ground: float, color: str, *, size: float = 1) -> None:
    top = ground - 560 * size
    for foot in (-70, 70):
        canvas.line([(x + foot * size, ground), (x, ground - 260 * size)], color, 16 * size)
    canvas.line([(x, ground - 250 * size), (x, top)], color, 20 * size)
    canvas.line([(x - 130 * size, top + 90 * size), (x + 420 * size, top - 60 * size)], color, 16 * size)
    canvas.line([(x, top - 90 * size), (x + 420 * size, top - 60 * size)], color, 5 * size)
    canvas.line([(x, top - 90 * size), (x, top)], color, 12 * size)
    canvas.line([(x + 390 * size, top - 60 * size), (x + 390 * size, top + 230 * size)], color, 4 * size)
    canvas.box(x + 360 * size, top + 225 * size, 60 * size, 44 * size, color)


def network() -> Canvas:
    """This will draw a city by day, with lines from house to house: an alliance."""
    chance, ground = dice(140), 1090
    canvas = Canvas(WIDTH, HEIGHT).fade("#cfe6e4", "#fbf5e6", end=ground)
    canvas.disc(330, 300, 130, "#fffaf0")
    _row_of_houses(canvas, chance, ground=ground, low=200, high=480, color="#b5d1cf")
    _row_of_houses(canvas, chance, ground=ground, low=150, high=400, color="#6fa5a1", light="#d9ecea")
    _row_of_houses(canvas, chance, ground=ground, low=80, high=270, color="#1f6f6b", light="#f6e7b8")
    canvas.box(0, ground, WIDTH, HEIGHT - ground, "#123f42")
    knots = [(170 + i * 152 + chance.uniform(-40, 40), chance.uniform(170, 640)) for i in range(12)]
    for i, one in enumerate(knots):
        for other in knots[i + 1 : i + 4]:
            if math.dist(one, other) < 470:
                canvas.line([one, other], "#c9572c", 4)
    for i, (x, y) in enumerate(knots):
        radius = 34 if i % 4 == 1 else 20
        canvas.disc(x, y, radius + 8, "#fbf5e6").disc(x, y, radius, "#e2703a" if i % 3 else "#1f6f6b")
        canvas.disc(x, y, radius * 0.4, "#fff7e0")
    for x in range(90, WIDTH, 240):
        canvas.box(x, ground + 76, 120, 10, "#f6e7b8")
    return canvas


def town_map() -> Canvas:
    """This will draw a town map with river, parks, streets and pins."""
    chance = dice(5)
    canvas = Canvas(WIDTH, HEIGHT, "#f3efe4")
    for column in range(-1, 13):
        for row in range(-1, 9):
            x, y = column * 175 + row * 24, row * 165 - column * 14
            green = chance.random() < 0.14
            color = "#bcd8a7" if green else chance.choice(("#e4dccb", "#ddd3bf", "#e9e2d4"))
            canvas.box(
                x + 10, y + 10, 145 - chance.choice((0, 30)), 135 - chance.choice((0, 24)), color, round_by=8
            )
    river = [(x, 820 + 170 * math.sin(x / 330) - x * 0.12) for x in range(-50, WIDTH + 60, 25)]
    canvas.line(river, "#8fc3d8", 120).line(river, "#a9d4e4", 84)
    canvas.line([(-20, 300), (700, 420), (1300, 330), (2020, 520)], "#ffffff", 40)
    canvas.line([(520, -20), (610, 560), (900, 1270)], "#ffffff", 40)
    canvas.line([(1450, -20), (1380, 620), (1560, 1270)], "#ffffff", 40)
    canvas.line([(-20, 300), (700, 420), (1300, 330), (2020, 520)], "#f1b24a", 10)
    for x, y, color in (
        (610, 400, "#c8452d"),
        (1290, 335, "#1f6f6b"),
        (1010, 690, "#c8452d"),
        (1600, 860, "#1f6f6b"),
    ):
        canvas.shape([(x - 44, y - 78), (x + 44, y - 78), (x, y)], color).disc(x, y - 96, 50, color)
        canvas.disc(x, y - 96, 20, "#ffffff")
    return canvas


def night_street() -> Canvas:
    """This will draw a street at night whose lamps shine only where somebody walks."""
    chance = dice(8)
    canvas = Canvas(WIDTH, HEIGHT).fade("#0b1026", "#27325c", end=930)
    for _ in range(120):
        canvas.disc(chance.uniform(0, WIDTH), chance.uniform(0, 520), chance.uniform(1, 3), "#cdd6ff")
    _row_of_houses(canvas, chance, ground=930, low=250, high=520, color="#131a38", light="#39406b")
    canvas.fade("#1b2140", "#0d1127", start=930)
    lamps = [(180 + i * 270, 0.35 if i in (0, 1, 5, 6) else 1.0) for i in range(7)]
    bright = [x for x, light in lamps if light == 1.0]
    canvas.glow([(x + 60, 700, 230) for x in bright], "#ffd68a", strength=0.65)
    canvas.glow([(x + 60, 1010, 200) for x in bright], "#e9b765", strength=0.4)
    for x, light in lamps:
        canvas.line([(x, 1010), (x, 520), (x + 60, 470)], "#05070f", 14)
        canvas.disc(x + 68, 478, 26, "#fff1c4" if light == 1.0 else "#5d6285")
    x, y = 985, 1000
    canvas.disc(x, y - 190, 26, "#f0e2c8").box(x - 24, y - 160, 48, 90, "#c8452d", round_by=20)
    canvas.line([(x - 8, y - 80), (x - 26, y)], "#1a1f3a", 16).line(
        [(x + 8, y - 80), (x + 28, y)], "#1a1f3a", 16
    )
    return canvas


def crossing() -> Canvas:
    """This will draw a crossing from above, with a red lane for bicycles."""
    canvas = Canvas(WIDTH, HEIGHT, "#a9c59b")
    for x, y in ((0, 0), (1330, 0), (0, 880), (1330, 880)):
        canvas.box(x, y, 670, 370, "#d7cfbf").box(x + 90, y + 70, 420, 210, "#b98b6d", round_by=14)
        canvas.box(x + 130, y + 105, 340, 140, "#cda384", round_by=8)
    canvas.box(0, 430, WIDTH, 390, "#4a4f57").box(730, 0, 540, HEIGHT, "#4a4f57")
    canvas.box(0, 740, WIDTH, 80, "#b5483a").box(1190, 0, 80, HEIGHT, "#b5483a").box(
        730, 430, 540, 390, "#50555e"
    )
    for i in range(9):
        canvas.box(748 + i * 48, 372, 26, 74, "#eeeae0").box(748 + i * 48, 836, 26, 74, "#eeeae0")
    for x in (*range(40, 640, 130), *range(1330, 1980, 130)):
        canvas.box(x, 580, 70, 10, "#eeeae0")
    for y in (*range(30, 330, 120), *range(950, 1240, 120)):
        canvas.box(955, y, 10, 62, "#eeeae0")
    for x, y, color in ((250, 480, "#2d6a8e"), (1540, 480, "#e2b13c"), (790, 1010, "#6d8c54")):
        wide = (190, 92) if y == 480 else (92, 190)
        canvas.box(x, y, *wide, color, round_by=24).box(
            x + 34, y + 18, wide[0] - 68, wide[1] - 36, "#dfe9ee", round_by=12
        )
    for x in (380, 1480, 1720):
        canvas.line([(x - 34, 780), (x + 34, 780)], "#23262b", 8).disc(x, 780, 20, "#f3d9b8")
        canvas.line([(x + 20, 758), (x + 20, 802)], "#23262b", 7)
    return canvas


def blueprint() -> Canvas:
    """This will draw a quarter as a model of cubes: a digital twin."""
    chance = dice(21)
    canvas = Canvas(WIDTH, HEIGHT).fade("#0c2f45", "#12566b")
    for i in range(-12, 26):
        canvas.line([(i * 120, 0), (i * 120 + 1250 * 1.73, HEIGHT)], "#1a5f76", 2)
        canvas.line([(i * 120, 0), (i * 120 - 1250 * 1.73, HEIGHT)], "#1a5f76", 2)
    for row in range(8):
        for column in range(8):
            x, y = 1000 + (column - row) * 112, 330 + (column + row) * 62
            if chance.random() < 0.16:
                canvas.shape([(x, y - 46), (x + 80, y), (x, y + 46), (x - 80, y)], "#3f9b7a")
                continue
            _cube(canvas, x, y, chance.randint(30, 250), warm=chance.random() < 0.13)
    return canvas


def _cube(canvas: Canvas, x: float, y: float, height: float, *, warm: bool) -> None:
    roof, left, right = ("#ffd08a", "#e39a3f", "#c97b2a") if warm else ("#bfe6ea", "#6fb4c2", "#438da0")
    top = y - height
    canvas.shape([(x - 80, top), (x, top + 46), (x, y + 46), (x - 80, y)], left)
    canvas.shape([(x + 80, top), (x, top + 46), (x, y + 46), (x + 80, y)], right)
    canvas.shape([(x, top - 46), (x + 80, top), (x, top + 46), (x - 80, top)], roof)
    for floor in range(int(height // 40)):
        level = top + 34 + floor * 40
        canvas.line([(x - 66, level + 8), (x - 16, level + 36)], right, 5)
        canvas.line([(x + 66, level + 8), (x + 16, level + 36)], left, 5)
