"""The demo's images and files, put into Wagtail's libraries once and found again by title."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.models import Download, Image

FOLDER = Path(__file__).parent
CREDIT = "Zeichnung: Leserbrief"
BROCHURE = "Allianz Smart City Dortmund"


@dataclass
class Library:
    """The demo's images and files by their keys."""

    images: dict[str, Image] = field(default_factory=dict)
    downloads: dict[str, Download] = field(default_factory=dict)


def fill_library() -> Library:
    """Add what is missing to Wagtail's libraries and return all of it."""
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name="Demo").first() or root.add_child(name="Demo")
    entries = yaml.safe_load((FOLDER / "images.yaml").read_bytes())
    images = {key: _image(key, collection, **entry) for key, entry in entries.items()}
    return Library(images, {"brochure": _brochure(images["cover"], collection)})


def image_file(key: str) -> bytes:
    """Return the content of an image's JPEG file."""
    return (FOLDER / "images" / f"{key}.jpg").read_bytes()


def _image(
    key: str,
    collection: Collection,
    *,
    title: str,
    alt: str,
    caption: str = "",
    focus: tuple[float, float] | None = None,
) -> Image:
    """Return the image with this title. `focus` is the centre of its focal area, in shares of the size."""
    existing: Image | None = Image.objects.filter(title=title, collection=collection).first()
    if existing:
        return existing
    image = Image(
        title=title,
        alt_text=alt,
        caption=caption,
        credit=CREDIT,
        collection=collection,
        file=ContentFile(image_file(key), name=f"demo-{key}.jpg"),
    )
    if focus:
        x, y = focus
        image.focal_point_x, image.focal_point_y = round(x * image.width), round(y * image.height)
        image.focal_point_width = image.focal_point_height = image.height // 3
    image.save()
    return image


def _brochure(cover: Image, collection: Collection) -> Download:
    existing: Download | None = Download.objects.filter(title=BROCHURE, collection=collection).first()
    if existing:
        return existing
    content = (FOLDER / "brochure.pdf").read_bytes()
    file = ContentFile(content, name="allianz-smart-city-broschuere.pdf")
    download = Download(title=BROCHURE, file=file, cover=cover, collection=collection)
    download.save()
    return download
