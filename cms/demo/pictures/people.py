"""Portraits of people who do not exist, built from circles."""

from dataclasses import dataclass

from cms.demo.pictures.canvas import Canvas

SIZE = 1600


@dataclass(frozen=True)
class Look:
    """The colours of one person, and whether there are `glasses`, a `beard`, `long` hair."""

    ground: str
    skin: str
    hair: str
    dress: str
    glasses: bool = False
    beard: bool = False
    long: bool = False


LOOKS = {
    "mara-winter": Look("#d8e6dd", "#f0c7a4", "#7a3b20", "#0b6b57", long=True),
    "jonas-feld": Look("#e7dfcf", "#e3b08a", "#2b2320", "#33507a", glasses=True, beard=True),
    "aylin-sommer": Look("#f0dccf", "#c98d66", "#1c1413", "#b5482f", glasses=True, long=True),
}


def portrait(slug: str) -> Canvas:
    """This will draw the portrait of one of the demo's authors."""
    look = LOOKS[slug]
    canvas = (
        Canvas(SIZE, SIZE, look.ground).disc(800, 1640, 1180, "#ffffff").disc(800, 1700, 1160, look.ground)
    )
    if look.long:
        canvas.disc(800, 680, 400, look.hair).box(400, 680, 800, 560, look.hair, round_by=160)
    canvas.disc(800, 1700, 620, look.dress, height=560)
    canvas.box(690, 930, 220, 320, look.skin, round_by=100).disc(800, 1210, 160, look.skin, height=110)
    canvas.disc(800, 690, 300, look.skin, height=350)
    canvas.disc(505, 710, 48, look.skin, height=70).disc(1095, 710, 48, look.skin, height=70)
    _hair(canvas, look)
    _face(canvas, look)
    return canvas


def _hair(canvas: Canvas, look: Look) -> None:
    if look.long:
        canvas.shape(
            [(470, 700), (520, 400), (800, 300), (1080, 400), (1130, 700), (960, 470), (700, 520)], look.hair
        )
        return
    canvas.shape(
        [(500, 640), (500, 420), (640, 310), (960, 300), (1100, 430), (1100, 640), (1030, 500), (600, 490)],
        look.hair,
    )


def _face(canvas: Canvas, look: Look) -> None:
    if look.beard:
        canvas.disc(800, 900, 235, look.hair, height=160).disc(800, 830, 215, look.skin, height=120)
    for x in (690, 910):
        canvas.disc(x, 690, 26, "#2a211d", height=32).disc(x + 8, 680, 8, "#ffffff")
        canvas.line([(x - 55, 612), (x + 55, 606)], look.hair, 18)
    canvas.line([(800, 700), (782, 800), (812, 806)], _shade(look.skin), 14)
    canvas.line([(715, 890), (760, 914), (840, 914), (885, 890)], "#9c4a3c", 18)
    if look.glasses:
        for x in (690, 910):
            ring = [(x - 92, 690), (x - 92, 640), (x - 60, 618), (x + 60, 618), (x + 92, 640), (x + 92, 720)]
            canvas.line([*ring, (x + 60, 766), (x - 60, 766), (x - 92, 730), (x - 92, 690)], "#1b2430", 14)
        canvas.line([(782, 680), (818, 680)], "#1b2430", 14)


def _shade(color: str) -> str:
    parts = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#{:02x}{:02x}{:02x}".format(*(round(part * 0.82) for part in parts))
