"""The facts that are computed when images and files are saved."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from pypdf import PdfWriter
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Collection

from cms.models import Download, Image
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_image_has_a_colour_and_a_placeholder() -> None:
    image = factories.image()
    assert image.color == "#2b6a4c" or image.color.startswith("#2")
    assert image.thumbhash


def test_a_rotated_image_gets_its_placeholder_from_the_upright_one() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    Pillow.new("RGB", (80, 40), "#aa3300").save(buffer, "JPEG", exif=exif)
    image = factories.image(file=ContentFile(buffer.getvalue(), name="gedreht.jpg"))
    assert image.thumbhash


def test_the_version_changes_with_the_file_and_the_focal_point() -> None:
    image = factories.image()
    first = image.version
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 10
    image.save()
    second = image.version
    image.file = factories.image_file(color="#ff0000", name="neu.jpg")
    image.save()
    assert len({first, second, image.version}) == 3


def test_the_version_does_not_change_with_the_caption() -> None:
    image = factories.image()
    before = image.version
    image.caption = "Anders"
    image.save()
    assert image.version == before


@pytest.mark.parametrize("damage", ["missing", "broken"])
def test_a_damaged_file_stops_neither_reading_nor_saving(damage: str) -> None:
    image = factories.image()
    path = image.file.path
    if damage == "missing":
        image.file.storage.delete(image.file.name)
    else:
        with open(path, "wb") as file:
            file.write(b"\xff\xd8\xff no picture")
    Image.objects.filter(pk=image.pk).update(file_hash="", placeholder_hash="")
    image = Image.objects.get(pk=image.pk)
    image.title = "Trotzdem"
    image.save()
    assert Image.objects.get(pk=image.pk).title == "Trotzdem"
    assert get_rendition_or_not_found(image, "width-20").file.name == "not-found"


def test_a_decorative_image_has_no_alternative_text() -> None:
    with pytest.raises(ValidationError):
        factories.image(is_decorative=True, alt_text="Doch").full_clean()


def test_a_pdf_is_counted() -> None:
    writer, buffer = PdfWriter(), io.BytesIO()
    for _page in range(3):
        writer.add_blank_page(width=595, height=842)
    writer.write(buffer)
    content = buffer.getvalue()
    download = factories.download(file=ContentFile(content, name="heft.pdf"))
    assert (download.pages, download.media_type) == (3, "application/pdf")
    assert download.file_size == len(content)
    assert len(download.sha256) == 64


def test_a_pdf_that_cannot_be_read_is_kept_without_a_count() -> None:
    download = factories.download(file=ContentFile(b"%PDF-1.4 kaputt", name="kaputt.pdf"))
    assert download.pages is None


@pytest.mark.parametrize(
    ("app", "model", "make"), [("image", Image, factories.image), ("download", Download, factories.download)]
)
def test_moving_many_to_a_collection_saves_each(app: str, model: type, make: object, client: Client) -> None:
    things = [make(), make()]  # type: ignore[operator]
    closed = Collection.get_first_root_node().add_child(name="Geschlossen")
    client.force_login(User.objects.create_superuser("chefin"))
    saved: list[int] = []

    def on_save(instance: Image, **kwargs: object) -> None:
        saved.append(instance.pk)

    post_save.connect(on_save, sender=model)
    try:
        address = reverse("wagtail_bulk_action", args=["cms", app, "add_to_collection"])
        query = "&".join(f"id={thing.pk}" for thing in things)
        answer = client.post(f"{address}?{query}", {"collection": closed.pk})
    finally:
        post_save.disconnect(on_save, sender=model)
    assert answer.status_code == 302
    assert sorted(saved) == sorted(thing.pk for thing in things)
    assert model.objects.filter(collection=closed).count() == 2  # type: ignore[attr-defined]
