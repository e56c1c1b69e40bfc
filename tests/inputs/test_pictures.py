"""Pictures of every kind, from the forms of the admin to what readers get."""

import io
import pickle
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow

from cms import pictures
from cms.jobs import make_renditions
from cms.models import Image
from cms.picture_specs import widths_of
from delivery.content.build import Build
from delivery.content.media import ImageOut, image_out
from tests import factories
from tests.admin import client_of, staff
from tests.inputs import picture_metadata
from tests.inputs import pictures as inputs
from tests.inputs.pictures import BLUE, RED, Kind

pytestmark = [
    pytest.mark.django_db,
    # Pillow warns of damaged metadata, and uses the picture.
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]
GENERATORS = (
    *(inputs.modes, inputs.animations, inputs.orientations, inputs.shapes, inputs.corrupt_extras),
    *(picture_metadata.described_colours, picture_metadata.turned_elsewhere, picture_metadata.first_frames),
)


@pytest.fixture
def editor() -> Client:
    return client_of(staff(is_superuser=True))


def upload(editor: Client, name: str, content: bytes) -> Image:
    """Upload a picture in the form of the admin."""
    form = {"title": name, "file": ContentFile(content, name=name), "collection": "1", "tags": ""}
    answer = editor.post(reverse("wagtailimages:add"), form)
    assert answer.status_code == 302, (name, answer.context["form"].errors)
    return Image.objects.latest("pk")


def json_of(image: Image, now: datetime) -> ImageOut:
    return image_out(image, Build(now=now))


def fetched(url: str) -> Pillow.Image:
    """Return the picture behind a URL of the API, decoded without any help of ours."""
    answer: Any = Client().get(url.removeprefix("http://testserver"))
    assert answer.status_code == 200, url
    picture = Pillow.open(io.BytesIO(answer.getvalue()))
    picture.load()
    assert not {"exif", "icc_profile", "xmp"} & picture.info.keys()
    return picture


def ladder(out: ImageOut) -> Iterator[tuple[str, int]]:
    """Return every URL of an image with its width."""
    for source in out.sources:
        for entry in source.srcset.split(", "):
            url, width = entry.split(" ")
            yield url, int(width[:-1])


def is_close(picture: Pillow.Image, kind: Kind) -> bool:
    """Return whether the halves of a picture have their colours, on white."""
    ground = Pillow.new("RGBA", picture.size, "white")
    flat = Pillow.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
    found = flat.getpixel((0, flat.height // 2)), flat.getpixel((flat.width - 1, flat.height // 2))
    pairs = zip((*found[0], *found[1]), (*kind.left, *kind.right), strict=True)  # type: ignore[misc]
    return all(abs(one - other) < 20 for one, other in pairs)


@pytest.mark.parametrize("generate", GENERATORS)
def test_a_picture_is_decoded_upright_and_in_its_colours(generate: Callable[[], Iterator[Kind]]) -> None:
    wrong = []
    for kind in generate():
        picture = pictures.decode(io.BytesIO(kind.content))
        size = pictures.size_as_seen(pictures.open_picture(io.BytesIO(kind.content)))
        if not (picture.size == size == kind.size and is_close(picture, kind)):
            wrong.append(kind.name)
    assert wrong == []


def test_the_placeholder_has_the_mean_colour() -> None:
    picture = inputs.halves(RED, BLUE)
    picture.paste((255, 255, 255), (6, 0, 18, 16))
    means = [round((red + blue + 2 * 255) / 4) for red, blue in zip(RED, BLUE, strict=True)]
    colour = bytes.fromhex(pictures.placeholders(picture)[0][1:])
    assert all(abs(found - mean) < 6 for found, mean in zip(colour, means, strict=True))


@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param(lambda: islice(inputs.modes(), 0, None, 2), id="modes"),
        pytest.param(inputs.animations, id="animations"),
        pytest.param(lambda: islice(inputs.orientations(("JPEG",)), 5, 9), id="orientations"),
        pytest.param(inputs.shapes, id="shapes"),
    ],
)
def test_a_picture_that_is_uploaded_reaches_readers_as_it_is_seen(
    kinds: Callable[[], Iterator[Kind]], editor: Client, now: datetime
) -> None:
    uploads = [(kind, upload(editor, kind.name, kind.content)) for kind in kinds()]
    assert make_renditions(now, clock=lambda: 0).failed == 0
    wrong = []
    for kind, image in uploads:
        out = json_of(image, now)
        assert (out.state, out.width, out.height) == ("OK", *kind.size), kind.name
        assert out.thumbhash
        assert out.color
        for url, width in ladder(out):
            picture = fetched(url)
            if picture.width != width or not is_close(picture, kind):
                wrong.append((kind.name, url))
    assert wrong == []


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1, 1), [1]),
        ((320, 9), [320]),
        ((321, 9), [320, 321]),
        ((1_920, 9), [320, 640, 960, 1_280, 1_920]),
        ((1_921, 9), [320, 640, 960, 1_280, 1_920]),
        ((1_900, 16_383), [320, 640, 960]),
        ((320, 16_383), [320]),
    ],
)
def test_a_picture_is_offered_in_widths_that_can_be_made(size: tuple[int, int], widths: list[int]) -> None:
    assert widths_of(Image(width=size[0], height=size[1])) == widths


def test_a_turned_picture_is_described_in_an_article_as_it_is_seen(editor: Client, now: datetime) -> None:
    turned = next(kind for kind in inputs.orientations(("JPEG",)) if kind.name == "turned-6.jpg")
    image = upload(editor, turned.name, turned.content)
    page = editor.get(reverse("wagtailimages:edit", args=[image.pk]))
    assert 'data-original-width="24" data-original-height="16"' in page.content.decode()
    # The editor draws a box around the right half of what the form shows.
    point = {"focal_point_x": 18, "focal_point_y": 8, "focal_point_width": 12, "focal_point_height": 16}
    form = {"title": image.title, "collection": "1", "tags": "", **point}
    assert editor.post(reverse("wagtailimages:edit", args=[image.pk]), form).status_code == 302
    article = factories.compiled_article(image=Image.objects.get(pk=image.pk))
    out = Client().get(f"/api/v1/articles/{article.pk}/").json()["image"]
    assert (out["width"], out["height"], out["focal_point"]) == (24, 16, {"x": 0.75, "y": 0.5})
    assert is_close(fetched(out["src"]), turned)


def test_a_transparent_picture_in_a_body_is_shown_in_the_preview(editor: Client, now: datetime) -> None:
    logo = next(kind for kind in inputs.modes() if kind.name == "RGBA.png")
    image = upload(editor, logo.name, logo.content)
    with image.get_rendition("width-1200|format-jpeg").file.open() as file:
        assert is_close(Pillow.open(file), logo)


def test_no_pixels_go_into_the_cache_with_a_rendition(db: None) -> None:
    image = factories.image()
    with image.get_willow_image():
        assert len(pickle.dumps(image)) < 10_000


@pytest.mark.parametrize("kind", [*inputs.animations()], ids=lambda kind: kind.name)
def test_the_editor_of_an_animation_is_told_what_readers_see(editor: Client, kind: Kind) -> None:
    form = {
        "title": kind.name,
        "file": ContentFile(kind.content, name=kind.name),
        "collection": "1",
        "tags": "",
    }
    answers = [editor.post(reverse("wagtailimages:add"), form, follow=True)]
    image = Image.objects.get()
    form["file"] = ContentFile(kind.content, name=kind.name)
    answers.append(editor.post(reverse("wagtailimages:edit", args=[image.pk]), form, follow=True))
    form["files[]"] = ContentFile(kind.content, name=kind.name)
    answers.append(editor.post(reverse("wagtailimages:add_multiple"), form))
    for answer in answers:
        assert "It is an animation: readers see its first frame." in answer.content.decode()


@pytest.mark.parametrize("address", ["add", "add_multiple"])
def test_every_form_says_what_readers_see_of_an_animation(editor: Client, address: str) -> None:
    assert (
        b"Readers see the first frame of an animation."
        in editor.get(reverse(f"wagtailimages:{address}")).content
    )


def test_a_name_in_any_script_keeps_its_letters_in_the_title(editor: Client) -> None:
    content = next(kind for kind in inputs.modes() if kind.name == "L.jpg").content
    for name in inputs.NAMES:
        form = {"files[]": ContentFile(content, name=name), "title": name[:-4], "collection": "1"}
        answer = editor.post(reverse("wagtailimages:add_multiple"), form).json()
        assert answer["success"], name
        image = Image.objects.get(pk=answer["image_id"])
        assert image.title == name[:-4]
        assert image.file.storage.exists(image.file.name)
        assert PurePath(image.file.name).suffix == name[-4:]


def test_the_chooser_takes_the_same_pictures(editor: Client) -> None:
    for kind in (
        kind for kind in inputs.modes() if kind.name in ("LA.png", "I-16.png", "CMYK.jpg", "LA.avif")
    ):
        form = {"title": kind.name, "file": ContentFile(kind.content, name=kind.name), "collection": "1"}
        prefixed = {f"image-chooser-upload-{name}": value for name, value in form.items()}
        answer = editor.post(reverse("wagtailimages_chooser:create"), prefixed)
        assert answer.json()["step"] == "chosen", kind.name


def test_a_placeholder_that_fails_stops_no_upload(editor: Client, now: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr(pictures, "rgba_to_thumb_hash", lambda *args: 1 / 0)
    image = upload(editor, "rot.png", inputs.saved(Pillow.new("RGB", inputs.SIZE, RED), "PNG"))
    out = json_of(image, now)
    assert (out.state, out.thumbhash, out.color) == ("OK", None, None)
    assert fetched(str(out.src)).size == inputs.SIZE
