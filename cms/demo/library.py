"""The demo's images and its brochure, put into Wagtail's libraries once and found again by title."""

from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms.models import Download, Image

FOLDER = Path(__file__).parent
CREDIT = "Zeichnung: Leserbrief"
BROCHURE = "Allianz Smart City Dortmund"


def fill_library() -> tuple[dict[str, Image], Download]:
    """Add what is missing to Wagtail's libraries and return the images by their keys, and the brochure."""
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name="Demo").first() or root.add_child(name="Demo")
    entries = yaml.safe_load((FOLDER / "images.yaml").read_bytes())
    images = {key: _image(key, collection, **entry) for key, entry in entries.items()}
    return images, _brochure(images["cover"], collection)


def image_file(key: str) -> bytes:
    """Return the content of an image's JPEG file."""
    return (FOLDER / "images" / f"{key}.jpg").read_bytes()


def _image(key: str, collection: Collection, *, title: str, focus: Any = None, **texts: Any) -> Image:
    """Return the image with this title. `focus` is the centre of its focal area, in shares of the size."""
    existing: Image | None = Image.objects.filter(title=title, collection=collection).first()
    if existing:
        return existing
    image = Image(
        title=title,
        credit=CREDIT,
        collection=collection,
        **texts,
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
    brochure: Download = Download.objects.create(
        title=BROCHURE, file=file, cover=cover, collection=collection
    )
    return brochure
