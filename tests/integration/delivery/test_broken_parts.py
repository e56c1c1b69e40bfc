"""A part that cannot be shown never stops the rest: the article is served without it, and the defect is recorded."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.jobs import make_renditions
from cms.models import ArticlePage, ArticleRelation, Image
from delivery.content import articles, blocks
from delivery.invalidation import invalidate_editions
from delivery.models import Edition, Invalidation
from jobs.models import Failure
from jobs.processing import Processed
from jobs.services import retry
from tests import factories

pytestmark = pytest.mark.django_db
Defect = tuple[str, str, str]


def served(article: ArticlePage) -> Any:
    factories.settle()
    answer = Client().get(f"/api/v1/articles/{article.pk}/")
    assert answer.status_code == 200
    return answer.json()


def defects(article: ArticlePage) -> list[Defect]:
    found = Edition.objects.get(pk=article.pk).defects
    return [(defect["part"], defect["state"], defect["what"]) for defect in found]


def test_an_article_that_shows_everything_has_no_defect() -> None:
    article = factories.compiled_article(image=factories.image(), body=[("download", factories.download())])
    assert defects(article) == []


def test_an_image_whose_file_breaks_is_missing_as_soon_as_its_renditions_fail(now: datetime) -> None:
    image = factories.image(title="Skyline")
    article = factories.compiled_article(image=image)
    whole = Path(image.file.path).read_bytes()
    Path(image.file.path).write_bytes(whole[:300])
    make_renditions(now)
    assert served(article)["image"]["state"] == "MISSING"
    assert defects(article) == [("image", "MISSING", "Skyline")]
    Path(image.file.path).write_bytes(whole)
    retry(key=Failure.objects.get().key)
    make_renditions(now)
    assert served(article)["image"]["state"] == "OK"
    assert defects(article) == []


def test_an_image_without_renditions_is_in_no_answer_before_it_is_compiled(now: datetime) -> None:
    image = factories.image()
    article = factories.compiled_article(image=image)
    Path(image.file.path).write_bytes(b"no picture")
    make_renditions(now)
    assert Edition.objects.get(pk=article.pk).needs_recompilation


def test_a_media_file_that_was_lost_is_missing() -> None:
    image, download = factories.image(title="Skyline"), factories.download(title="Heft")
    for item in (image, download):
        item.file.storage.delete(item.file.name)
    article = factories.compiled_article(image=image, body=[("download", download)])
    answer = served(article)
    assert (answer["image"]["state"], answer["image"]["sources"]) == ("MISSING", [])
    assert (answer["body"][0]["value"]["state"], answer["body"][0]["value"]["url"]) == ("MISSING", None)
    assert defects(article) == [("image", "MISSING", "Skyline"), ("download", "MISSING", "Heft")]


def test_a_storage_that_does_not_answer_counts_as_having_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    image = factories.image()

    def away(name: str) -> bool:
        raise ConnectionError("no storage")

    monkeypatch.setattr(image.file.storage, "exists", away)
    article = factories.compiled_article(image=image)
    assert served(article)["image"]["state"] == "OK"


def test_a_provider_that_does_not_answer_leaves_its_video_pending() -> None:
    article = factories.compiled_article(body=[("embed", "https://vimeo.com/1084537")])
    assert served(article)["body"][0]["value"]["state"] == "PENDING"
    assert defects(article) == [("embed", "PENDING", "https://vimeo.com/1084537")]


def test_a_link_to_a_page_that_was_deleted_becomes_its_words() -> None:
    target = factories.compiled_article()
    text = f'<p>Mehr <a linktype="page" id="{target.pk}">dort</a></p>'
    article = factories.compiled_article(body=[("paragraph", text)])
    target.delete()
    assert served(article)["body"][0]["value"]["html"] == "<p>Mehr dort</p>"
    assert defects(article) == [("link", "GONE", "dort")]


def test_an_exception_in_a_block_breaks_this_block_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(blocks.BLOCK_VALUES, "heading", lambda value, build: 1 / 0)
    body = [
        ("background_box", {"title": "Kasten", "body": [("heading", {"text": "Kaputt", "level": "2"})]}),
        ("paragraph", "<p>Heil.</p>"),
    ]
    article = factories.compiled_article(body=body)
    answer = served(article)
    assert answer["body"][0]["value"]["body"][0]["type"] == "broken"
    assert answer["body"][1]["value"]["text"] == "Heil."
    assert defects(article) == [("heading", "ERROR", "")]


def test_an_exception_in_the_lead_image_removes_the_image_only(monkeypatch: pytest.MonkeyPatch) -> None:
    real = articles.image_out
    monkeypatch.setattr(
        articles, "image_out", lambda image, build: real(None, build) if image is None else 1 / 0
    )
    article = factories.compiled_article(image=factories.image())
    assert served(article)["image"]["state"] == "MISSING"
    assert [(part, state) for part, state, _ in defects(article)] == [
        ("image", "ERROR"),
        ("image", "MISSING"),
    ]


def test_a_defect_of_a_related_article_is_recorded_with_that_article_only() -> None:
    image = factories.image()
    other = factories.compiled_article(image=image)
    article = factories.compiled_article()
    article.article_relations = [ArticleRelation(related=other)]
    article.save_revision().publish()
    image.delete()
    served(article)
    assert defects(article) == []


def test_a_repaired_file_is_no_longer_a_defect() -> None:
    image = factories.image()
    article = factories.compiled_article(image=image)
    image.file.storage.delete(image.file.name)
    invalidate_editions([article.pk], now=timezone.now())
    assert served(article)["image"]["state"] == "MISSING"
    image.file = factories.image_file(name="heil.jpg")
    image.save()
    assert served(article)["image"]["state"] == "OK"
    assert (defects(article), Invalidation.objects.exists()) == ([], False)


def test_a_good_file_in_the_place_of_a_broken_one_is_tried_without_a_pause(now: datetime) -> None:
    image = factories.image()
    article = factories.compiled_article(image=image)
    Path(image.file.path).write_bytes(b"no picture")
    for minute in range(5):
        make_renditions(now + timedelta(minutes=minute))
    image.file = factories.image_file(name="heil.jpg")
    image.save()
    assert served(article)["image"]["state"] == "OK"
    assert make_renditions(now + timedelta(minutes=5)) == Processed(done=1)


def test_a_storage_that_is_down_makes_no_image_missing(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = factories.compiled_article(image=factories.image())
    with monkeypatch.context() as patch:
        patch.setattr(Image, "_decode", lambda self: raise_(ConnectionError("away")))
        with pytest.raises(ConnectionError):
            make_renditions(now)
    assert served(article)["image"]["state"] == "OK"
    assert make_renditions(now) == Processed(done=1)


def raise_(error: Exception) -> None:
    raise error
