"""Drawings of things: trees, books, gears, a weather mast, a telephone, a budget, the cover of a brochure."""

import math

from cms.demo.pictures.canvas import Canvas, dice

WIDTH, HEIGHT = 2000, 1250


def trees() -> Canvas:
    """This will draw a park with round trees, each with a small sensor at its foot."""
    chance = dice(3)
    canvas = Canvas(WIDTH, HEIGHT).fade("#bfe0ee", "#f4f7e8", end=820)
    canvas.disc(1600, 260, 110, "#fff6cf")
    for left, top, reach, color in (
        (300, 900, 620, "#a8cf93"),
        (1150, 980, 760, "#8fbf7c"),
        (1850, 900, 520, "#a8cf93"),
    ):
        canvas.disc(left, top, reach, color, height=reach * 0.42)
    canvas.box(0, 930, WIDTH, 330, "#6fa35f")
    for i in range(9):
        x, base = 130 + i * 220 + chance.uniform(-40, 40), 960 + (i % 3) * 90
        size = 120 + (i % 3) * 34 + chance.uniform(-10, 20)
        canvas.disc(x, base + 8, size * 0.9, "#5c8f4f", height=26)
        canvas.box(x - 14, base - size * 1.7, 28, size * 1.7 + 6, "#6b4a32")
        leaf = chance.choice(("#2f7d4f", "#3d8f55", "#4c9a4a", "#c98a2e"))
        canvas.disc(x, base - size * 2.1, size, leaf).disc(
            x - size * 0.3, base - size * 2.3, size * 0.55, _light(leaf)
        )
        canvas.box(x + 30, base - 58, 18, 60, "#26424a", round_by=5).disc(x + 39, base - 66, 13, "#f0c419")
    return canvas


def _light(color: str) -> str:
    parts = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#{:02x}{:02x}{:02x}".format(*(min(255, part + 24) for part in parts))


def shelves() -> Canvas:
    """This will draw shelves of a library, with measuring devices among the books."""
    chance = dice(17)
    colors = ("#b5482f", "#0b6b57", "#33507a", "#e2b13c", "#7a4a6b", "#d9c7a8", "#4d6b3c")
    canvas = Canvas(WIDTH, HEIGHT, "#efe3cf")
    for row in range(3):
        floor, x = 400 + row * 400, 60.0
        while x < WIDTH - 140:
            if chance.random() < 0.07:
                canvas.box(x + 20, floor - 190, 150, 190, "#2b3640", round_by=16)
                canvas.box(x + 44, floor - 166, 102, 70, "#9fd3c7", round_by=6)
                canvas.disc(x + 66, floor - 56, 15, "#f0c419").disc(x + 124, floor - 56, 15, "#c8452d")
                x += 200
                continue
            width, height = chance.randint(34, 74), chance.randint(210, 320)
            color = chance.choice(colors)
            canvas.box(x, floor - height, width, height, color)
            canvas.box(x + 6, floor - height + 34, width - 12, 14, _light(color))
            x += width + chance.choice((2, 2, 4, 40))
        canvas.box(0, floor, WIDTH, 34, "#8a5f3f").box(0, floor + 34, WIDTH, 14, "#6d4a30")
    return canvas


def gears() -> Canvas:
    """This will draw gears that take hold of each other: a workshop for repairs."""
    canvas = Canvas(WIDTH, HEIGHT).fade("#f6e9d2", "#efd9b4")
    for x, y, radius, teeth, color, turn in (
        (620, 640, 330, 18, "#b5482f", 0.0),
        (1170, 470, 210, 12, "#33507a", 0.13),
        (1440, 850, 270, 15, "#0b6b57", 0.05),
        (1720, 420, 150, 9, "#e2b13c", 0.2),
        (210, 1010, 150, 9, "#7a4a6b", 0.1),
    ):
        _gear(canvas, x, y, radius, teeth, color, turn)
    return canvas


def _gear(canvas: Canvas, x: float, y: float, radius: float, teeth: int, color: str, turn: float) -> None:
    outline = []
    for i in range(teeth):
        for part, reach in ((0.0, 1.0), (0.12, 1.16), (0.38, 1.16), (0.5, 1.0)):
            angle = (i + part) / teeth * math.tau + turn
            outline.append((x + math.cos(angle) * radius * reach, y + math.sin(angle) * radius * reach))
    canvas.shape(outline, color).disc(x, y, radius * 0.72, _light(color)).disc(x, y, radius * 0.3, "#f6e9d2")
    for i in range(5):
        angle = i / 5 * math.tau + turn
        canvas.disc(
            x + math.cos(angle) * radius * 0.52, y + math.sin(angle) * radius * 0.52, radius * 0.1, color
        )


def weather_mast() -> Canvas:
    """This will draw a weather station on the roof of a school."""
    canvas = Canvas(WIDTH, HEIGHT).fade("#8fc1e3", "#eaf4f8")
    for x, y, size in ((340, 300, 1.1), (1510, 240, 1.4), (980, 430, 0.7)):
        for dx, dy, radius in ((-120, 20, 80), (0, -20, 120), (120, 25, 85), (40, 40, 90)):
            canvas.disc(x + dx * size, y + dy * size, radius * size, "#ffffff")
    canvas.box(0, 980, WIDTH, 280, "#c96f4a").box(0, 950, WIDTH, 44, "#a8573a")
    for i in range(9):
        canvas.box(80 + i * 220, 1060, 130, 150, "#f7e6b5", round_by=8)
    canvas.line([(1000, 960), (1000, 330)], "#3a4750", 26)
    canvas.line([(820, 470), (1180, 470)], "#3a4750", 16)
    for x in (820, 1180):
        canvas.line([(x, 470), (x, 430)], "#3a4750", 12).disc(x, 410, 36, "#c8452d", height=24)
    for i in range(3):
        angle = i / 3 * math.tau + 0.4
        end = (1000 + math.cos(angle) * 130, 330 + math.sin(angle) * 50)
        canvas.line([(1000, 330), end], "#3a4750", 10).disc(*end, 34, "#26424a")
    canvas.box(930, 640, 140, 190, "#f8fafb", round_by=12)
    for i in range(5):
        canvas.box(944, 664 + i * 32, 112, 12, "#b9c6cc")
    return canvas


def phone() -> Canvas:
    """This will draw two hands' worth of telephone, with large letters for beginners."""
    canvas = Canvas(WIDTH, HEIGHT).fade("#f3d9c7", "#f8efe6").disc(1000, 700, 640, "#ffffff")
    canvas.box(700, 130, 600, 1010, "#1c2321", round_by=90).box(740, 220, 520, 800, "#eaf4f0", round_by=24)
    colors = ("#0b6b57", "#b5482f", "#33507a", "#e2b13c", "#7a4a6b", "#4d6b3c")
    for i, color in enumerate(colors):
        x, y = 785 + (i % 2) * 235, 270 + (i // 2) * 240
        canvas.box(x, y, 195, 195, color, round_by=44).disc(x + 97, y + 80, 38, "#ffffff")
        canvas.box(x + 47, y + 136, 100, 18, "#ffffff", round_by=9)
    canvas.disc(1000, 1080, 34, "#3a4750")
    return canvas


def budget() -> Canvas:
    """This will draw a budget as rings and bars."""
    canvas = Canvas(WIDTH, HEIGHT, "#eef1f6")
    shares = ((0.31, "#33507a"), (0.22, "#0b6b57"), (0.18, "#e2b13c"), (0.16, "#b5482f"), (0.13, "#7a4a6b"))
    start = -math.pi / 2
    for share, color in shares:
        steps = [start + share * math.tau * i / 60 for i in range(61)]
        arc = [(620 + math.cos(a) * 430, 625 + math.sin(a) * 430) for a in steps]
        canvas.shape([(620, 625), *arc], color)
        start += share * math.tau
    canvas.disc(620, 625, 210, "#eef1f6")
    for i, (share, color) in enumerate(shares):
        canvas.box(1180, 250 + i * 160, 680, 84, "#dde3ec", round_by=42)
        canvas.box(1180, 250 + i * 160, 680 * share * 2.6, 84, color, round_by=42)
    return canvas


def cover() -> Canvas:
    """This will draw the cover of the brochure, in the format of a sheet of paper."""
    canvas = Canvas(1600, 2263).fade("#0f5a57", "#0b3b45")
    chance = dice(9)
    knots = [(chance.uniform(150, 1450), chance.uniform(950, 2050)) for _ in range(26)]
    for i, one in enumerate(knots):
        for other in knots[i + 1 :]:
            if math.dist(one, other) < 380:
                canvas.line([one, other], "#2f8580", 5)
    for i, (x, y) in enumerate(knots):
        canvas.disc(x, y, 18 + (i % 4) * 11, ("#e2703a", "#f6e7b8", "#8fd0c4", "#f0c419")[i % 4])
    canvas.box(150, 190, 1010, 96, "#ffffff", round_by=8).box(150, 330, 780, 96, "#ffffff", round_by=8)
    canvas.box(150, 490, 560, 34, "#f6e7b8", round_by=8).box(150, 550, 430, 34, "#f6e7b8", round_by=8)
    return canvas
