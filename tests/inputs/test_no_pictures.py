"""Files that cannot be shown: the forms refuse them with a sentence, and a job gives up on those that got past."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image as Pillow

from cms import pictures
from cms.editor.image_form import PictureField
from cms.jobs import make_renditions
from cms.models import Image
from jobs.models import Failure
from tests import factories
from tests.admin import client_of, soup, staff
from tests.inputs.no_pictures import (
    BROKEN,
    HEIC_SAYS,
    LARGE,
    OTHERS,
    RENAMED,
    damaged,
    large_webp,
    refused,
    turned_png,
)
from tests.inputs.pictures import saved

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]
ROOT = Path(__file__).parents[2]
# Decodes the standard input as the form does, and prints the most memory that was in use, in megabytes.
MEASURE = r"""
import io, re, sys
from django.conf import settings
settings.configure(WAGTAILIMAGES_MAX_IMAGE_PIXELS=40_000_000)
from cms import pictures
try:
    print(pictures.decode(io.BytesIO(sys.stdin.buffer.read())).size)
except pictures.TooManyPixels:
    print("refused")
# Not `ru_maxrss`: a child begins with the maximum of its parent.
print(int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.fixture
def editor() -> Client:
    return client_of(staff(is_superuser=True))


def test_what_is_no_picture_is_refused_with_the_reason() -> None:
    wrong = []
    with override("en"):
        field = PictureField()
        for name, content, reason in refused():
            try:
                wrong.append((name, field.clean(SimpleUploadedFile(name, content))))
            except ValidationError as error:
                if reason not in error.messages[0]:
                    wrong.append((name, error.messages[0]))
    assert wrong == []


def truncated_jpegs() -> Iterator[tuple[str, bytes]]:
    for options in ({}, {"progressive": True}):
        content = saved(Pillow.effect_noise((300, 200), 80).convert("RGB"), "JPEG", **options)
        for length in {*range(700, len(content), 2_003), *range(len(content) - 4, len(content) + 1)}:
            yield "bild.jpg", content[:length]


def test_a_damaged_file_that_is_accepted_can_be_decoded() -> None:
    results = set()
    for name, content in (*truncated_jpegs(), *damaged()):
        try:
            file = PictureField().clean(SimpleUploadedFile(name, content))
        except ValidationError:
            results.add("refused")
        else:
            assert pictures.decode(file).size
            results.add("accepted")
    assert results == {"refused", "accepted"}


def test_the_form_for_many_pictures_refuses_it_as_well(editor: Client) -> None:
    for name, content, reason in [*refused()][::7]:
        form = {"files[]": ContentFile(content, name=name), "title": name, "collection": "1"}
        answer = editor.post(reverse("wagtailimages:add_multiple"), form)
        assert reason in answer.json()["error_message"], name
    assert not Image.objects.exists()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_reason_is_given_in_the_language_of_the_editor(language: str) -> None:
    editor = client_of(staff(language=language, is_superuser=True))
    sentences = {
        BROKEN: "lässt sich nicht als Bild lesen",
        RENAMED: "Der Name dieser Datei endet auf",
        LARGE: "Dieses Bild ist zu groß. Möglich sind 40 Millionen Pixel",
        HEIC_SAYS: "ein Foto im Format HEIC",
    }
    inputs: dict[str, tuple[str, bytes]] = {}
    for name, content, reason in refused():
        if reason in sentences:
            inputs.setdefault(reason, (name, content))
    for reason, (name, content) in inputs.items():
        form = {"title": "x", "file": ContentFile(content, name=name), "collection": "1", "tags": ""}
        answer = editor.post(reverse("wagtailimages:add"), form)
        text = soup(answer).get_text()
        assert (sentences[reason] if language == "de" else reason) in text
        assert ("6400 × 6400" in text) == (reason == LARGE)


def test_a_file_that_is_refused_replaces_nothing(editor: Client) -> None:
    image = factories.image()
    form = {"title": image.title, "collection": str(image.collection_id), "tags": ""}
    for label, content in OTHERS.items():
        file = ContentFile(content, name=f"{label}.jpg")
        answer = editor.post(reverse("wagtailimages:edit", args=[image.pk]), {**form, "file": file})
        assert answer.context["form"].errors["file"]
    assert Image.objects.get(pk=image.pk).version == image.version
    assert image.file.storage.exists(image.file.name)


@pytest.mark.parametrize(
    ("content", "result"),
    [
        pytest.param(large_webp(11_000), "refused", id="a picture that is too large"),
        pytest.param(turned_png(6_400, 6_200), "(6200, 6400)", id="the largest one"),
        pytest.param(large_webp(4_000, 4_900), "(4000, 4900)", id="the largest WebP"),
    ],
)
def test_the_memory_holds_what_is_decoded(content: bytes, result: str) -> None:
    command = [sys.executable, "-c", MEASURE]
    done = subprocess.run(command, input=content, capture_output=True, cwd=ROOT, check=True)
    first, megabytes = done.stdout.decode().splitlines()
    assert first == result
    assert int(megabytes) < 500


class TestAPictureThatCanNeverBeShown:
    @pytest.fixture
    def image(self) -> Image:
        image = factories.image(title="Kaputt")
        Path(image.file.path).write_bytes(b"\xff\xd8\xff no picture")
        return image

    def test_is_tried_once(self, image: Image, now: datetime) -> None:
        assert make_renditions(now).failed == 1
        assert make_renditions(now + timedelta(days=400)).failed == 0
        assert Failure.objects.get().attempts == 1

    def test_stands_in_the_report_with_advice_and_a_link(self, image: Image, now: datetime) -> None:
        make_renditions(now)
        person = staff("view_jobstate", "change_image")
        page = soup(client_of(person).get("/admin/reports/background-work/"))
        row = page.select_one("#jobs-failing tbody tr")
        assert "This file can never be shown as a picture. Upload another one" in row.get_text()
        assert "not by itself" in row.get_text()
        assert "Images without all their renditions" not in page.select_one("#jobs-summary").get_text()

    @pytest.mark.parametrize("may_edit", [True, False])
    def test_is_linked_for_those_who_may_change_it(self, image: Image, now: datetime, may_edit: bool) -> None:
        make_renditions(now)
        viewer = client_of(staff("view_jobstate", is_superuser=may_edit))
        links = soup(viewer.get("/admin/reports/background-work/")).select("#jobs-failing a")
        address = reverse("wagtailimages:edit", args=[image.pk])
        assert [link["href"] for link in links if link["href"] == address] == [address] * may_edit

    def test_opens_in_the_admin(self, image: Image, editor: Client) -> None:
        assert editor.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200
        assert editor.get(reverse("wagtailimages:index")).status_code == 200

    def test_is_reported_missing_in_articles(self, image: Image, now: datetime) -> None:
        article = factories.compiled_article(image=image)
        make_renditions(now)
        factories.settle()
        assert Client().get(f"/api/v1/articles/{article.pk}/").json()["image"]["state"] == "MISSING"
