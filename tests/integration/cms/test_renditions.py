"""Renditions, made by a job so that readers do not wait for them."""

import io
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connections
from django.test import Client
from PIL import Image as Pillow

from cms.jobs import make_renditions
from cms.models import Image, Rendition
from cms.picture_specs import specs
from cms.renditions import _delete, rendition_url
from config.settings import base
from jobs.models import Failure
from jobs.processing import Processed
from jobs.services import retry
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_crops")]
client = Client()


def wide(**fields: Any) -> Image:
    """Return an image that is offered in two widths and two formats."""
    return factories.image(file=factories.image_file(width=400, height=300, **fields))


def replace(image: Image, color: str = "#ff0000") -> None:
    editors = Image.objects.get(pk=image.pk)
    editors.file = factories.image_file(width=400, height=300, color=color, name="neu.jpg")
    editors.save()


def look(image: Image, spec: str) -> tuple[int, ...]:
    """Return the colour of a rendition as a reader gets it."""
    response: Any = client.get(rendition_url(image, spec).removeprefix("http://testserver"))
    assert response.status_code == 200
    pixel: Any = Pillow.open(io.BytesIO(response.getvalue())).convert("RGB").getpixel((5, 5))
    return tuple(pixel)


def is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 200 and pixel[1] < 60


@pytest.fixture
def no_crops(settings: Any) -> None:
    """Keep the renditions few."""
    settings.IMAGE_CROPS = []


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Record each rendition that is made, as the id of the image and the filter."""
    made: list[tuple[int, str]] = []
    original = Image.generate_rendition_file

    def generate(image: Image, filter: Any, **kwargs: Any) -> Any:
        made.append((image.pk, filter.spec))
        return original(image, filter, **kwargs)

    monkeypatch.setattr(Image, "generate_rendition_file", generate)
    return made


@pytest.fixture
def files_are_deleted(settings: Any) -> None:
    """Delete files with their rows, as outside of tests."""
    settings.TASKS = base.TASKS


def test_after_an_upload_every_rendition_is_made_and_readers_make_none(
    now: datetime, makings: list[Any]
) -> None:
    image = wide()
    assert make_renditions(now) == Processed(done=1)
    assert sorted(map(str, specs(image))) == ["320.avif", "320.jpg", "400.avif", "400.jpg"]
    assert len(makings) == 4
    for spec in specs(image):
        look(image, spec)
    assert len(makings) == 4


def test_a_second_run_has_nothing_to_do(now: datetime, makings: list[Any]) -> None:
    wide()
    make_renditions(now)
    assert make_renditions(now) == Processed()
    assert len(makings) == 4


def test_a_replaced_image_gets_new_renditions(now: datetime, makings: list[Any]) -> None:
    image = wide()
    make_renditions(now)
    replace(image)
    assert make_renditions(now) == Processed(done=1)
    image.refresh_from_db()
    assert all(is_red(look(image, spec)) for spec in specs(image))
    assert len(makings) == 8


def test_a_new_focal_point_needs_no_new_files_without_crops(now: datetime, makings: list[Any]) -> None:
    image = wide()
    make_renditions(now)
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 10
    image.save()
    assert make_renditions(now) == Processed(done=1)
    image.refresh_from_db()
    assert image.renditions_version == image.version
    assert len(makings) == 4


def test_the_newest_image_comes_first(now: datetime, makings: list[Any]) -> None:
    older, newer = wide(), wide()
    make_renditions(now)
    assert list(dict.fromkeys(pk for pk, _ in makings)) == [newer.pk, older.pk]


def test_a_new_caption_needs_no_new_renditions(now: datetime) -> None:
    image = wide()
    make_renditions(now)
    image.refresh_from_db()
    image.caption = "Anders"
    image.save()
    assert make_renditions(now) == Processed()


def test_a_lost_image_is_reported_waits_longer_each_time_and_stops_no_other(now: datetime) -> None:
    good, lost = wide(), wide()
    lost.file.storage.delete(lost.file.name)
    assert make_renditions(now) == Processed(done=1, failed=1)
    failure = Failure.objects.get(task="renditions", subject=f"{lost.pk}:{lost.version}")
    assert (failure.attempts, failure.label) == (1, lost.title)
    assert "SourceImageIOError" in failure.error
    assert make_renditions(now) == Processed()
    assert make_renditions(now + timedelta(seconds=2)) == Processed(failed=1)
    first, failure = failure, Failure.objects.get(pk=failure.pk)
    assert failure.attempts == 2
    assert failure.not_before - failure.failed_at > first.not_before - first.failed_at  # type: ignore[operator]
    good.refresh_from_db()
    assert good.renditions_version == good.version


def test_a_broken_image_is_tried_again_only_when_somebody_asks_for_it(now: datetime) -> None:
    image = wide()
    content = Path(image.file.path).read_bytes()
    Path(image.file.path).write_bytes(b"\xff\xd8\xff no picture")
    assert make_renditions(now) == Processed(failed=1)
    assert make_renditions(now + timedelta(days=400)) == Processed()
    Path(image.file.path).write_bytes(content)
    retry(key=Failure.objects.get().key)
    assert make_renditions(now + timedelta(days=400)) == Processed(done=1)
    assert not Failure.objects.exists()


def test_a_broken_image_that_is_replaced_gets_renditions_and_is_no_longer_reported(now: datetime) -> None:
    image = wide()
    Path(image.file.path).write_bytes(b"\xff\xd8\xff no picture")
    make_renditions(now)
    replace(image)
    assert make_renditions(now + timedelta(seconds=2)) == Processed(done=1)
    assert not Failure.objects.exists()


def test_a_size_that_a_program_stored_wrongly_is_corrected(now: datetime) -> None:
    image = wide()
    Image.objects.filter(pk=image.pk).update(width=300, height=400)
    assert make_renditions(now) == Processed(done=1)
    image = Image.objects.get(pk=image.pk)
    assert (image.width, image.height) == (400, 300)
    assert image.renditions_version == image.version
    assert image.renditions.count() == 4


def test_no_image_is_started_after_the_time_limit(now: datetime) -> None:
    for _ in range(3):
        wide()
    # The clock is read once at the start, then before each image.
    ticks = iter([0.0, 0.0, 3.0, 4.0])
    assert make_renditions(now, clock=lambda: next(ticks)) == Processed(done=2)
    assert make_renditions(now) == Processed(done=1)


def test_an_image_that_was_deleted_meanwhile_is_no_failure(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = wide(), wide()
    original = Image.get_renditions

    def get_renditions(image: Image, *filters: Any) -> Any:
        Image.objects.filter(pk=first.pk).delete()
        return original(image, *filters)

    monkeypatch.setattr(Image, "get_renditions", get_renditions)
    assert second.pk > first.pk
    assert make_renditions(now).failed == 0
    assert not Failure.objects.exists()


def test_an_image_that_is_replaced_meanwhile_stays_due_and_the_old_file_is_not_shown(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = wide()
    original = Image.generate_rendition_file
    todo = [image]

    def generate(drawn: Image, filter: Any, **kwargs: Any) -> Any:
        made = original(drawn, filter, **kwargs)
        if todo:
            replace(todo.pop())
        return made

    monkeypatch.setattr(Image, "generate_rendition_file", generate)
    make_renditions(now)
    image.refresh_from_db()
    assert image.renditions_version != image.version
    # The renditions of the old file were finished after the replacement and have rows as well.
    assert all(is_red(look(image, spec)) for spec in specs(image))
    assert make_renditions(now) == Processed(done=1)


def test_a_request_before_the_job_makes_a_rendition_once(now: datetime, makings: list[Any]) -> None:
    image = wide()
    for _ in range(2):
        look(image, "320.jpg")
    assert len(makings) == 1
    make_renditions(now)
    assert sorted(makings) == sorted(set(makings))
    assert len(makings) == 4


@pytest.mark.django_db(transaction=True)
def test_a_lost_file_that_another_process_has_made_again_is_kept(
    files_are_deleted: None,
) -> None:
    # A colour that no other test uses, so that the new file gets the name of the lost one.
    image = wide(color="#123456")
    look(image, "320.jpg")
    lost = image.renditions.get()
    lost.file.storage.delete(lost.file.name)
    look(image, "320.jpg")
    # Another process noticed the loss as well and still has the deleted row.
    _delete(lost)
    made = image.renditions.get()
    assert made.file.name == lost.file.name
    assert made.file.storage.exists(made.file.name)


def test_the_renditions_of_the_old_file_are_deleted(
    now: datetime, files_are_deleted: None, django_capture_on_commit_callbacks: Any
) -> None:
    image = wide()
    make_renditions(now)
    old = [rendition.file for rendition in image.renditions.all()]
    thumbnail = image.get_rendition("max-165x165")
    replace(image)
    with django_capture_on_commit_callbacks(execute=True):
        make_renditions(now)
    assert image.renditions.count() == 5
    assert not [file.name for file in old if file.storage.exists(file.name)]
    assert thumbnail in image.renditions.all()


@pytest.mark.django_db(transaction=True)
def test_two_requests_for_the_same_rendition_at_once_leave_one_row_and_one_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image = wide()
    original = Image.create_renditions
    both = threading.Barrier(2, timeout=20)

    def create(drawn: Image, *filters: Any) -> Any:
        # Both have found no rendition. They draw one after the other.
        both.wait()
        return original(drawn, *filters)

    monkeypatch.setattr(Image, "create_renditions", create)
    before = _files()
    answers: list[tuple[int, ...]] = []

    def ask() -> None:
        try:
            answers.append(look(image, "320.jpg"))
        finally:
            connections.close_all()

    readers = [threading.Thread(target=ask) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(answers) == 2
    assert answers[0] == answers[1]
    rendition = Rendition.objects.get(image=image)
    assert _files() - before == {Path(rendition.file.path).name}
    # The row that the slower process put into the cache leads to a file as well.
    assert look(image, "320.jpg") == answers[0]


def _files() -> set[str]:
    folder = Path(default_storage.path("images"))
    return {file.name for file in folder.iterdir()} if folder.exists() else set()
