"""The sizes of pictures, made in the background, so that readers wait for none."""

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

from cms.models import Image, Rendition
from cms.renditions import _forget, draw_pictures, picture_url, specs
from config.settings import base
from jobs.models import Failure
from jobs.processing import Processed
from tests import factories

pytestmark = pytest.mark.django_db
client = Client()


def wide(**fields: Any) -> Image:
    """This will make a picture that is offered in two widths and two formats."""
    return factories.image(file=factories.picture_file(width=400, height=300, **fields))


def replace(image: Image, color: str = "#ff0000") -> None:
    editors = Image.objects.get(pk=image.pk)
    editors.file = factories.picture_file(width=400, height=300, color=color, name="neu.jpg")
    editors.save()


def look(image: Image, spec: str) -> tuple[int, ...]:
    """This will return the colour that a reader sees."""
    response: Any = client.get(picture_url(image, spec).removeprefix("http://testserver"))
    assert response.status_code == 200
    pixel: Any = Pillow.open(io.BytesIO(response.getvalue())).convert("RGB").getpixel((5, 5))
    return tuple(pixel)


def is_red(pixel: tuple[int, ...]) -> bool:
    return pixel[0] > 200 and pixel[1] < 60


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """This will note each size that is made, as id of the picture and filter."""
    made: list[tuple[int, str]] = []
    original = Image.generate_rendition_file

    def generate(image: Image, filter: Any, **kwargs: Any) -> Any:
        made.append((image.pk, filter.spec))
        return original(image, filter, **kwargs)

    monkeypatch.setattr(Image, "generate_rendition_file", generate)
    return made


@pytest.fixture
def files_are_deleted(settings: Any) -> None:
    """This will delete files when their rows are, as it is done outside of tests."""
    settings.TASKS = base.TASKS


def test_after_an_upload_every_size_is_made_and_readers_make_none(now: datetime, makings: list[Any]) -> None:
    image = wide()
    assert draw_pictures(now) == Processed(done=1)
    assert sorted(specs(image)) == ["320.avif", "320.jpg", "400.avif", "400.jpg"]
    assert len(makings) == 4
    for spec in specs(image):
        look(image, spec)
    assert len(makings) == 4


def test_a_second_run_has_nothing_to_do(now: datetime, makings: list[Any]) -> None:
    wide()
    draw_pictures(now)
    assert draw_pictures(now) == Processed()
    assert len(makings) == 4


def test_a_replaced_picture_is_drawn_again(now: datetime, makings: list[Any]) -> None:
    image = wide()
    draw_pictures(now)
    replace(image)
    assert draw_pictures(now) == Processed(done=1)
    image.refresh_from_db()
    assert all(is_red(look(image, spec)) for spec in specs(image))
    assert len(makings) == 8


def test_a_new_focal_point_is_looked_at_and_costs_nothing_because_no_size_is_cropped(
    now: datetime, makings: list[Any]
) -> None:
    image = wide()
    draw_pictures(now)
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 10
    image.save()
    assert draw_pictures(now) == Processed(done=1)
    image.refresh_from_db()
    assert image.drawn == image.version
    assert len(makings) == 4


def test_the_newest_picture_comes_first(now: datetime, makings: list[Any]) -> None:
    older, newer = wide(), wide()
    draw_pictures(now)
    assert list(dict.fromkeys(pk for pk, _ in makings)) == [newer.pk, older.pk]


def test_a_caption_is_no_reason_to_draw(now: datetime) -> None:
    image = wide()
    draw_pictures(now)
    image.refresh_from_db()
    image.caption = "Anders"
    image.save()
    assert draw_pictures(now) == Processed()


def test_a_broken_picture_is_reported_waits_ever_longer_and_stops_no_other(now: datetime) -> None:
    good, broken = wide(), wide()
    Path(broken.file.path).write_bytes(b"\xff\xd8\xff no picture")
    assert draw_pictures(now) == Processed(done=1, failed=1)
    failure = Failure.objects.get(job="draw", subject=f"{broken.pk}:{broken.version}")
    assert (failure.attempts, failure.label) == (1, broken.title)
    assert "SourceImageIOError" in failure.error
    assert draw_pictures(now) == Processed()
    assert draw_pictures(now + timedelta(seconds=2)) == Processed(failed=1)
    first, failure = failure, Failure.objects.get(pk=failure.pk)
    assert failure.attempts == 2
    assert failure.not_before - failure.failed_at > first.not_before - first.failed_at  # type: ignore[operator]
    good.refresh_from_db()
    assert good.drawn == good.version


def test_a_broken_picture_that_is_replaced_is_drawn_and_no_longer_reported(now: datetime) -> None:
    image = wide()
    Path(image.file.path).write_bytes(b"\xff\xd8\xff no picture")
    draw_pictures(now)
    replace(image)
    assert draw_pictures(now + timedelta(seconds=2)) == Processed(done=1)
    assert not Failure.objects.exists()


def test_what_was_no_picture_when_it_was_saved_is_left_alone(now: datetime, makings: list[Any]) -> None:
    image = wide()
    Image.objects.filter(pk=image.pk).update(thumbhash="")
    assert draw_pictures(now) == Processed(done=1)
    assert (makings, draw_pictures(now)) == ([], Processed())


def test_no_picture_is_begun_when_the_time_is_over(now: datetime) -> None:
    for _ in range(3):
        wide()
    # Read once for the end, then before each picture.
    ticks = iter([0.0, 0.0, 3.0, 4.0])
    assert draw_pictures(now, clock=lambda: next(ticks)) == Processed(done=2)
    assert draw_pictures(now) == Processed(done=1)


def test_a_picture_that_was_deleted_meanwhile_is_no_failure(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = wide(), wide()
    original = Image.get_renditions

    def get_renditions(image: Image, *filters: Any) -> Any:
        Image.objects.filter(pk=first.pk).delete()
        return original(image, *filters)

    monkeypatch.setattr(Image, "get_renditions", get_renditions)
    assert second.pk > first.pk
    assert draw_pictures(now).failed == 0
    assert not Failure.objects.exists()


def test_a_picture_that_is_replaced_while_it_is_drawn_stays_due_and_nobody_sees_the_old_one(
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
    draw_pictures(now)
    image.refresh_from_db()
    assert image.drawn != image.version
    # The old sizes were finished after the replacement, and have rows like any other.
    assert all(is_red(look(image, spec)) for spec in specs(image))
    assert draw_pictures(now) == Processed(done=1)


def test_a_reader_who_comes_before_the_job_makes_a_size_once(now: datetime, makings: list[Any]) -> None:
    image = wide()
    for _ in range(2):
        look(image, "320.jpg")
    assert len(makings) == 1
    draw_pictures(now)
    assert sorted(makings) == sorted(set(makings))
    assert len(makings) == 4


@pytest.mark.django_db(transaction=True)
def test_a_size_whose_file_was_lost_keeps_the_file_that_another_has_just_made(
    files_are_deleted: None,
) -> None:
    # A colour of its own, so that the file made anew gets the name of the lost one.
    image = wide(color="#123456")
    look(image, "320.jpg")
    lost = image.renditions.get()
    lost.file.storage.delete(lost.file.name)
    look(image, "320.jpg")
    # Another process found the same loss, and has the row that is gone by now.
    _forget(lost)
    made = image.renditions.get()
    assert made.file.name == lost.file.name
    assert made.file.storage.exists(made.file.name)


def test_sizes_of_the_old_file_do_not_stay_behind(
    now: datetime, files_are_deleted: None, django_capture_on_commit_callbacks: Any
) -> None:
    image = wide()
    draw_pictures(now)
    old = [rendition.file for rendition in image.renditions.all()]
    thumbnail = image.get_rendition("max-165x165")
    replace(image)
    with django_capture_on_commit_callbacks(execute=True):
        draw_pictures(now)
    assert image.renditions.count() == 5
    assert not [file.name for file in old if file.storage.exists(file.name)]
    assert thumbnail in image.renditions.all()


@pytest.mark.django_db(transaction=True)
def test_two_readers_who_ask_for_the_same_size_at_once_get_it_and_leave_one_row_and_one_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image = wide()
    original = Image.generate_rendition_file
    both = threading.Barrier(2, timeout=20)

    def generate(drawn: Image, filter: Any, **kwargs: Any) -> Any:
        made = original(drawn, filter, **kwargs)
        both.wait()
        return made

    monkeypatch.setattr(Image, "generate_rendition_file", generate)
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
    # Also the row that the slower one has put into the cache leads to a file.
    assert look(image, "320.jpg") == answers[0]


def _files() -> set[str]:
    folder = Path(default_storage.path("images"))
    return {file.name for file in folder.iterdir()} if folder.exists() else set()
