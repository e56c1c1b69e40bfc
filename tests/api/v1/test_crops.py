"""Crops of images under `/images/`, by the template that answers have."""

import io
from typing import Any
from urllib.parse import quote

import pytest
from django.core import signing
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Pillow

from cms.jobs import make_renditions
from cms.models import Image
from delivery.content.build import Build
from delivery.content.media import ImageOut, image_out
from tests import factories

client = Client()


def striped() -> ContentFile[bytes]:
    """Return a picture of 800 × 400 pixels: red on the left, green in the middle, blue on the right."""
    picture = Pillow.new("RGB", (800, 400), "#00ff00")
    picture.paste("#ff0000", (0, 0, 250, 400))
    picture.paste("#0000ff", (550, 0, 800, 400))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="streifen.png")


def out(image: Image, now: Any) -> ImageOut:
    return image_out(Image.objects.get(pk=image.pk), Build(now=now))


def expand(template: str | None, crop: str, width: int | str, format: str = "jpg") -> str:
    """Expand a template as RFC 6570 says, and return the path."""
    values = {"{crop}": crop, "{width}": width, "{format}": format}
    for name, value in values.items():
        template = str(template).replace(name, quote(str(value), safe=""))
    return str(template).removeprefix("http://testserver")


def get(path: str, method: str = "get", **headers: str) -> Any:
    response: Any = getattr(client, method)(path, headers=headers)
    response.sent = response.getvalue()
    return response


def pixel(response: Any, place: tuple[int, int]) -> str:
    """Return the strongest of the three colours."""
    colours: Any = Pillow.open(io.BytesIO(response.sent)).convert("RGB").getpixel(place)
    return "rgb"[max(range(3), key=lambda one: colours[one])]


@pytest.mark.django_db
class TestCrop:
    def test_is_named_by_the_image_and_comes_in_its_size(self, now: Any) -> None:
        image = out(factories.image(file=striped()), now)
        assert image.crops == ["16:9", "1:1"]
        response = get(expand(image.template, "16:9", 640))
        assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
        assert "immutable" in response["Cache-Control"]
        assert Pillow.open(io.BytesIO(response.sent)).size == (640, 360)

    def test_comes_without_percent_encoding_as_well(self, now: Any) -> None:
        path = expand(out(factories.image(file=striped()), now).template, "1:1", 320, "avif")
        assert get(path.replace("%3A", ":"))["Content-Type"] == "image/avif"

    def test_is_cut_around_the_focal_point(self, now: Any) -> None:
        image = factories.image(file=striped())
        assert pixel(get(expand(out(image, now).template, "1:1", 320)), (160, 160)) == "g"
        old = expand(out(image, now).template, "1:1", 320)
        image.focal_point_x, image.focal_point_y = 700, 200
        image.focal_point_width = image.focal_point_height = 100
        image.save()
        assert pixel(get(expand(out(image, now).template, "1:1", 320)), (160, 160)) == "b"
        # The URL of the crop before shows the present one for a short time.
        assert pixel(get(old), (160, 160)) == "b"
        assert get(old)["Cache-Control"] == "public, max-age=60"

    def test_is_made_by_the_background_work_after_the_whole_or_by_one_request(self, now: Any) -> None:
        image = factories.image(file=striped())
        template = out(image, now).template
        get(expand(template, "1:1", 320))
        get(expand(template, "1:1", 320))
        assert image.renditions.count() == 1
        make_renditions(now)
        made = image.renditions.order_by("pk").values_list("filter_spec", flat=True)
        assert len(made) == 2 * (3 + 2 + 1)
        assert [name.partition("-")[0] for name in made] == ["fill", *["width"] * 6, *["fill"] * 5]

    def test_of_a_former_focal_point_is_deleted(self, now: Any) -> None:
        image = factories.image(file=factories.image_file(width=320, height=320))
        make_renditions(now)
        before = set(image.renditions.values_list("pk", flat=True))
        image.refresh_from_db()
        image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 9
        image.save()
        make_renditions(now)
        after = set(image.renditions.values_list("pk", flat=True))
        # Two of the whole, and four of two crops.
        assert (len(before), len(after), len(before & after)) == (6, 6, 2)

    def test_of_an_earlier_file_that_was_larger_is_the_nearest_one(self, now: Any) -> None:
        image = factories.image(file=striped())
        template = out(image, now).template
        image.file = factories.image_file(width=400, height=100, color="#ff0000", name="schmal.jpg")
        image.save()
        response = get(expand(template, "1:1", 400))
        assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=60")
        assert Pillow.open(io.BytesIO(response.sent)).size == (400, 100)

    @pytest.mark.parametrize(
        ("parts", "errors"),
        [
            (("4:3", 320, "jpg"), {"crop": ["16:9", "1:1"]}),
            (("..", 320, "jpg"), {"crop": ["16:9", "1:1"]}),
            (("1:1", 400, "jpg"), {"width": ["320"]}),
            (("16:9", 320, "webp"), {"format": ["avif", "jpg"]}),
            (("1:1", 321, "gif"), {"width": ["320"], "format": ["avif", "jpg"]}),
        ],
    )
    def test_that_the_image_does_not_have_is_not_found_with_what_it_has(
        self, now: Any, parts: Any, errors: Any
    ) -> None:
        image = factories.image(file=factories.image_file(width=400, height=320))
        response = get(expand(out(image, now).template, *parts))
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
        assert {error["parameter"]: error["allowed"] for error in response.json()["errors"]} == errors

    @pytest.mark.parametrize("spec", ["1:1/", "1:1/x/320.jpg", "1:1/320", "1:1/9999999.jpg", "320.jpg/1:1"])
    def test_of_a_path_with_other_parts_is_not_found(self, now: Any, spec: str) -> None:
        template = str(out(factories.image(file=striped()), now).template)
        path = template.replace("{crop}/{width}.{format}", spec).removeprefix("http://testserver")
        assert get(path).status_code == 404

    def test_needs_the_signature_of_its_image_and_version_and_is_told_nothing_without(self, now: Any) -> None:
        image, other = (factories.image(file=striped()) for _ in range(2))
        path = expand(out(image, now).template, "4:3", 320)
        others = expand(out(other, now).template, "4:3", 320)
        forged = [
            path.replace("s=", "s=x"),
            path.partition("?")[0] + "?" + others.partition("?")[2],
            path.replace(image.version, "3f2a3f2a3f2a"),
            path.replace(f"/{image.pk}/", f"/{other.pk}/"),
            path.replace(f"/{image.pk}/", f"/{10**30}/"),
        ]
        for url in forged:
            response = get(url)
            assert (response.status_code, response.json()["errors"]) == (404, [])

    def test_answers_head_and_ignores_a_range(self, now: Any) -> None:
        path = expand(out(factories.image(file=striped()), now).template, "1:1", 320)
        whole, head, part = get(path), get(path, "head"), get(path, Range="bytes=0-9")
        assert (head.status_code, head.sent, head["ETag"]) == (200, b"", whole["ETag"])
        assert (part.status_code, part.sent) == (200, whole.sent)

    def test_has_another_etag_than_the_whole(self, now: Any) -> None:
        image = factories.image(file=striped())
        crop, whole = expand(out(image, now).template, "16:9", 320), str(out(image, now).src)
        assert get(crop)["ETag"] != get(whole.removeprefix("http://testserver"))["ETag"]

    def test_that_the_settings_no_longer_have_is_not_found(self, now: Any, settings: Any) -> None:
        path = expand(out(factories.image(file=striped()), now).template, "16:9", 320)
        settings.IMAGE_CROPS = ["1:1"]
        assert get(path).status_code == 404


@pytest.mark.django_db
def test_a_url_whose_signature_covers_the_spec_as_in_earlier_releases_is_answered() -> None:
    image = factories.image()
    name = f"{image.pk}/{image.version}/64.jpg"
    signature = signing.Signer(salt="cms.rendition").signature(name)[:22]
    assert get(f"/images/{name}?s={signature}").status_code == 200
    assert get(f"/images/{name.replace('64.jpg', '64.avif')}?s={signature}").status_code == 404


@pytest.mark.django_db
def test_a_small_image_has_the_crops_that_need_no_enlarging(now: Any) -> None:
    image = out(factories.image(), now)
    assert image.crops == ["16:9"]
    assert Pillow.open(io.BytesIO(get(expand(image.template, "16:9", 64)).sent)).size == (64, 36)
