"""Texts in the files of pictures are suggested to the editor, and never stop an upload."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from cms.embedded_texts import embedded_texts
from cms.models import Image
from cms.picture_specs import specs
from cms.renditions import rendition_url
from tests import admin, factories
from tests.inputs import picture_texts
from tests.inputs.picture_texts import Told

pytestmark = pytest.mark.django_db
AGENCY = next(told for told in picture_texts.told_in_iptc() if told.name == "agency.jpg")
TAKEN = "Taken from the file. Please check it."


def form_of(told: Told, **values: Any) -> Any:
    """Return the form of images as it is after this file was sent."""
    data = {"title": "Bild", "collection": Collection.get_first_root_node().pk, "tags": "", **values}
    files = {"file": SimpleUploadedFile(told.name, told.content)}
    form = get_image_form(Image)(data, files, instance=Image())
    assert form.is_valid(), form.errors
    return form


@pytest.fixture
def editor() -> Client:
    return admin.client_of(admin.staff(is_superuser=True))


def upload(editor: Client, address: str, **values: Any) -> Any:
    """Send the picture of the agency to one of the forms of the admin."""
    prefix = "image-chooser-upload-" if "chooser" in address else ""
    name = "files[]" if "multiple" in address else "file"
    form = {"title": "Bild", "collection": "1", "tags": "", **values}
    form[name] = ContentFile(AGENCY.content, name=AGENCY.name)
    url = reverse(address)
    return editor.post(url, {f"{prefix}{name}": value for name, value in form.items()}, follow=True)


@pytest.mark.parametrize(
    "generate", [picture_texts.told_in_iptc, picture_texts.told_in_xmp, picture_texts.broken]
)
def test_the_texts_of_a_file_fill_the_form(generate: Callable[[], Iterator[Told]]) -> None:
    for told in generate():
        form = form_of(told)
        names = set(form.instance.taken_from_file.split())
        assert {name: form.cleaned_data[name] for name in names} == told.texts, told.name


def test_a_parser_that_fails_suggests_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr("PIL.IptcImagePlugin.getiptcinfo", fail)
    assert embedded_texts(Pillow.open(io.BytesIO(AGENCY.content))) == {}


@pytest.mark.parametrize(
    "address", ["wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"]
)
def test_every_form_takes_the_texts_and_says_so(editor: Client, address: str) -> None:
    upload(editor, address)
    image = Image.objects.get()
    assert (image.creator, image.credit, image.copyright_notice) == ("A. Eins", "A. Eins / dpa", "(c) dpa")
    page = editor.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
    assert page.count(TAKEN) == 3


def test_the_form_for_one_image_leads_to_the_texts(editor: Client) -> None:
    answer = upload(editor, "wagtailimages:add")
    assert answer.request["PATH_INFO"] == reverse("wagtailimages:edit", args=[Image.objects.get().pk])
    assert "Some texts were taken from the file. Please check them." in answer.content.decode()


def test_the_form_for_many_images_opens_with_the_texts(editor: Client) -> None:
    form = upload(editor, "wagtailimages:add_multiple").json()["form"]
    assert 'value="A. Eins / dpa"' in form
    assert form.count(TAKEN) == 3


def test_the_chooser_says_so_over_the_next_page(editor: Client) -> None:
    upload(editor, "wagtailimages_chooser:create", title="<b>Bild")
    page = editor.get("/admin/").content.decode()
    assert "Some texts of the image “&lt;b&gt;Bild” were taken from its file. Please check them." in page
    assert reverse("wagtailimages:edit", args=[Image.objects.get().pk]) in page


def test_texts_of_the_editor_stay(editor: Client) -> None:
    upload(editor, "wagtailimages:add", credit="Foto: Redaktion")
    assert Image.objects.get().credit == "Foto: Redaktion"


def test_a_saved_form_no_longer_says_where_its_texts_come_from(editor: Client) -> None:
    upload(editor, "wagtailimages:add")
    address = reverse("wagtailimages:edit", args=[Image.objects.get().pk])
    editor.post(address, {"title": "Bild", "collection": "1", "tags": "", "creator": ""})
    assert TAKEN not in editor.get(address).content.decode()
    assert Image.objects.get().creator == ""


def test_a_decorative_image_takes_no_alternative_text() -> None:
    told = next(told for told in picture_texts.told_in_xmp() if told.name == "alt.webp")
    assert form_of(told, is_decorative="on").cleaned_data["alt_text"] == ""


@pytest.mark.parametrize("told", [*picture_texts.told_in_xmp()][:4], ids=lambda told: told.name)
def test_no_rendition_has_the_texts(told: Told) -> None:
    image = factories.image(file=ContentFile(told.content, name=told.name))
    for spec in specs(image):
        answer: Any = Client().get(rendition_url(image, spec).removeprefix("http://testserver"))
        assert b"Hafen" not in answer.getvalue()
