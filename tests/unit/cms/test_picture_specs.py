"""The specs of images: which crops and widths an image has."""

from typing import Any

import pytest

from cms import picture_specs
from cms.models import Image
from cms.picture_specs import WIDTHS, Spec


@pytest.fixture(autouse=True)
def crops(settings: Any) -> None:
    settings.IMAGE_CROPS = ["16:9", "1:1", "9:16"]


def image(width: int, height: int) -> Image:
    return Image(width=width, height=height, collection_id=1)


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((2400, 1600), {"16:9": list(WIDTHS), "1:1": [320, 640, 960, 1280], "9:16": [320, 640]}),
        ((1000, 1000), {"16:9": [320, 640, 960, 1000], "1:1": [320, 640, 960, 1000], "9:16": [320]}),
        ((400, 300), {"16:9": [320, 400]}),
        ((300, 400), {"16:9": [300], "1:1": [300]}),
        ((1, 1), {"16:9": [1], "1:1": [1]}),
        # The whole is too long to be offered in a width that the crop could have.
        ((1920, 9600), {"16:9": [320, 640, 960], "1:1": [320, 640, 960], "9:16": [320, 640, 960]}),
    ],
)
def test_a_crop_has_the_widths_of_the_whole_that_need_no_enlarging(
    size: tuple[int, int], widths: dict[str, list[int]]
) -> None:
    picture = image(*size)
    assert {
        crop: picture_specs.widths_of(picture, crop) for crop in picture_specs.crops_of(picture)
    } == widths


def test_the_crops_come_last() -> None:
    crops = [spec.crop for spec in picture_specs.specs(image(400, 300))]
    assert crops == [""] * 4 + ["16:9"] * 4


@pytest.mark.parametrize(("width", "height"), [(320, 180), (400, 225), (1, 1)])
def test_a_crop_has_its_aspect_ratio(width: int, height: int) -> None:
    assert picture_specs.crop_height("16:9", width) == height


@pytest.mark.parametrize("text", ["640.avif", "16:9/640.avif"])
def test_a_spec_is_written_as_it_is_read(text: str) -> None:
    assert str(picture_specs.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "640",
        "640.",
        ".jpg",
        "0.jpg",
        "-1.jpg",
        "99999.jpg",
        "٣.jpg",
        "a/b/3.jpg",
        "640.jpg/",
        "640.jpg\n",
    ],
)
def test_other_texts_are_no_specs(text: str) -> None:
    assert picture_specs.parse(text) is None


@pytest.mark.parametrize(
    ("spec", "parts"),
    [
        (Spec(640, "jpg"), {}),
        (Spec(640, "avif", "16:9"), {}),
        (Spec(641, "jpg"), {"width": ["320", "640", "800"]}),
        (Spec(640, "gif"), {"format": ["avif", "jpg"]}),
        (Spec(640, "jpg", "4:3"), {"crop": ["16:9", "1:1", "9:16"]}),
        (Spec(9, "png", "1:1"), {"width": ["320", "640"], "format": ["avif", "jpg"]}),
    ],
)
def test_the_faults_of_a_spec_say_what_is_allowed(spec: Spec, parts: dict[str, list[str]]) -> None:
    assert {fault.part: fault.allowed for fault in picture_specs.faults(image(800, 700), spec)} == parts


@pytest.mark.parametrize(
    ("spec", "nearest"),
    [
        (Spec(1600, "jpg"), Spec(800, "jpg")),
        (Spec(1280, "avif", "1:1"), Spec(640, "avif", "1:1")),
        (Spec(200, "jpg"), Spec(320, "jpg")),
        (Spec(640, "jpg", "4:3"), Spec(640, "jpg")),
    ],
)
def test_the_nearest_spec_is_one_that_the_image_has(spec: Spec, nearest: Spec) -> None:
    assert picture_specs.nearest(image(800, 700), spec) == nearest


@pytest.mark.parametrize(
    "names", [["16/9"], ["16:0"], ["0:1"], ["100:1"], ["1.5:1"], ["16:9", "16:9"], [" 1:1"], ["breit"]]
)
def test_a_setting_with_other_crops_is_refused_by_name(names: list[str]) -> None:
    with pytest.raises(ValueError, match="IMAGE_CROPS"):
        picture_specs.checked_crops(names)
