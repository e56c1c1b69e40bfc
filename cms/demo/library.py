"""The demo's pictures and files, put into Wagtail's libraries once and found again by title."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.demo import pictures
from cms.demo.brochure import brochure
from cms.demo.stories.brochure import CHAPTERS, SUBTITLE, TITLE
from cms.models import Download, Image

CREDIT = "Zeichnung: Leserbrief"


class Picture(NamedTuple):
    """What the library must know of a drawing; `focus` is the point that crops keep, in shares of one."""

    title: str
    alt: str
    caption: str
    draw: Callable[[], pictures.Canvas]
    focus: tuple[float, float] | None = None


PICTURES: dict[str, Picture] = {
    "network": Picture(
        "Stadt im Netz",
        "Zeichnung einer Stadt am Tag, über deren Dächern Punkte durch Linien verbunden sind",
        "Viele Häuser, ein Netz: So stellt sich unser Zeichner die Allianz vor.",
        pictures.network,
        (0.45, 0.35),
    ),
    "harbour": Picture(
        "Alter Hafen am Abend",
        "Zeichnung eines Hafens in der Abendsonne mit zwei Kränen und Häuserreihen",
        "Der alte Hafen: Hier wird seit dem Frühjahr gemessen und gezählt.",
        pictures.harbour,
    ),
    "map": Picture(
        "Stadtplan",
        "Zeichnung eines Stadtplans mit Fluss, Grünflächen und vier Markierungen",
        "Vier von vierzig Orten, die der neue Plan beschreibt.",
        pictures.town_map,
    ),
    "night": Picture(
        "Straße bei Nacht",
        "Zeichnung einer nächtlichen Straße, in der nur die Laternen um eine Fußgängerin hell leuchten",
        "Hell, wo jemand geht; gedimmt, wo niemand ist.",
        pictures.night_street,
        (0.5, 0.65),
    ),
    "crossing": Picture(
        "Kreuzung von oben",
        "Zeichnung einer Kreuzung aus der Vogelperspektive mit rotem Radweg und drei Radfahrern",
        "Die Kreuzung am Westtor, aus der Sicht der Kamera, die nur Umrisse speichert.",
        pictures.crossing,
    ),
    "blueprint": Picture(
        "Hafenviertel als Modell",
        "Zeichnung eines Stadtviertels aus hellblauen Würfeln, einige davon orange",
        "Orange sind die Häuser, deren Dächer sich für Solarzellen eignen.",
        pictures.blueprint,
    ),
    "trees": Picture(
        "Park mit Fühlern",
        "Zeichnung eines Parks mit runden Bäumen, neben denen kleine Messfühler stehen",
        "Neben jedem dritten Baum steckt ein Fühler in der Erde.",
        pictures.trees,
    ),
    "shelves": Picture(
        "Regale mit Geräten",
        "Zeichnung von drei Bücherregalen, in denen auch Messgeräte stehen",
        "Zwischen den Büchern: Geräte für Luft, Lärm und Licht.",
        pictures.shelves,
    ),
    "gears": Picture("Zahnräder", "Zeichnung von fünf bunten Zahnrädern", "", pictures.gears),
    "mast": Picture(
        "Wettermast auf dem Schuldach",
        "Zeichnung eines Wettermastes auf einem roten Schuldach vor blauem Himmel",
        "Der Mast auf dem Dach der Turnhalle sendet alle zehn Minuten.",
        pictures.weather_mast,
    ),
    "phone": Picture(
        "Telefon mit großen Tasten",
        "Zeichnung eines Telefons mit sechs großen bunten Tasten",
        "",
        pictures.phone,
    ),
    "budget": Picture(
        "Haushalt als Ring",
        "Zeichnung eines Ringdiagramms mit fünf Farben und fünf Balken",
        "Jede Farbe lässt sich anklicken, bis hinunter zur einzelnen Rechnung.",
        pictures.budget,
    ),
    "cover": Picture("Titelseite der Broschüre", "Titelseite einer Broschüre", "", pictures.cover),
    **{
        slug: Picture(f"Porträt {slug}", f"Gezeichnetes Porträt {name}", "", _portrait)
        for slug, name, _portrait in (
            ("mara-winter", "einer Frau mit rotbraunem Haar", lambda: pictures.portrait("mara-winter")),
            ("jonas-feld", "eines Mannes mit Bart und Brille", lambda: pictures.portrait("jonas-feld")),
            ("aylin-sommer", "einer Frau mit Brille", lambda: pictures.portrait("aylin-sommer")),
        )
    },
}


@dataclass
class Library:
    """The demo's pictures and files by their keys."""

    images: dict[str, Image] = field(default_factory=dict)
    downloads: dict[str, Download] = field(default_factory=dict)


def fill_library() -> Library:
    """This will draw what is missing and return all of it."""
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name="Demo").first() or root.add_child(name="Demo")
    images = {key: _image(key, picture, collection) for key, picture in PICTURES.items()}
    return Library(images, {"brochure": _brochure(images["cover"], collection)})


def _image(key: str, picture: Picture, collection: Collection) -> Image:
    existing: Image | None = Image.objects.filter(title=picture.title, collection=collection).first()
    if existing:
        return existing
    canvas = picture.draw()
    image = Image(
        title=picture.title,
        alt_text=picture.alt,
        caption=picture.caption,
        credit=CREDIT,
        collection=collection,
        file=ContentFile(canvas.jpeg(), name=f"demo-{key}.jpg"),
    )
    if picture.focus:
        x, y = picture.focus
        image.focal_point_x, image.focal_point_y = round(x * canvas.width), round(y * canvas.height)
        image.focal_point_width = image.focal_point_height = canvas.height // 3
    image.save()
    return image


def _brochure(cover: Image, collection: Collection) -> Download:
    existing: Download | None = Download.objects.filter(title=TITLE, collection=collection).first()
    if existing:
        return existing
    file = ContentFile(brochure(TITLE, SUBTITLE, CHAPTERS), name="allianz-smart-city-broschuere.pdf")
    download = Download(title=TITLE, file=file, cover=cover, collection=collection)
    download.save()
    return download
