"""The crops of older images, which the background work makes when nothing else is to be made."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cms.jobs import make_renditions
from cms.models import Image, Rendition
from delivery.models import Invalidation
from jobs.models import Failure
from jobs.processing import Processed
from tests import factories

pytestmark = pytest.mark.django_db


def image() -> Image:
    return factories.image(file=factories.image_file(width=320, height=320))


def made() -> list[int]:
    """Return the images of all crops in the order in which they were made."""
    crops = Rendition.objects.filter(filter_spec__startswith="fill-").order_by("pk")
    return list(crops.values_list("image_id", flat=True))


@pytest.fixture
def older(now: datetime, settings: Any) -> list[Image]:
    """Return two images whose renditions were made before there were crops."""
    settings.IMAGE_CROPS = []
    images = [image(), image()]
    make_renditions(now)
    settings.IMAGE_CROPS = ["1:1"]
    Invalidation.objects.all().delete()
    return images


def test_they_are_made_once_the_newest_first_and_nothing_is_compiled(
    older: list[Image], now: datetime
) -> None:
    assert make_renditions(now) == Processed(done=2)
    assert made() == [older[1].pk] * 2 + [older[0].pk] * 2
    assert make_renditions(now) == Processed()
    assert not Invalidation.objects.exists()


def test_they_come_after_new_images(older: list[Image], now: datetime) -> None:
    new = image()
    # The clock is read once at the start, then before each image.
    ticks = iter([0.0, 0.0, 4.0])
    assert make_renditions(now, clock=lambda: next(ticks)) == Processed(done=1)
    assert set(made()) == {new.pk}


def test_they_are_tried_once_where_the_file_is_broken(older: list[Image], now: datetime) -> None:
    Path(older[1].file.path).write_bytes(b"\xff\xd8\xff no picture")
    make_renditions(now)
    assert made() == [older[0].pk] * 2
    assert make_renditions(now) == Processed()
    assert not Failure.objects.exists()
