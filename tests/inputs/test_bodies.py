"""Whatever an importer writes into a body, the article is delivered, and only what cannot be read is `broken`."""

import json
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import ArticlePage
from delivery.invalidation import invalidate_pages
from tests import factories
from tests.inputs.bodies import NO_BLOCKS, WHOLE, WHOLE_BODIES, junk, lenient

pytestmark = pytest.mark.django_db
client = Client()


@pytest.fixture(autouse=True)
def _quiet() -> Any:
    """Do not log the exception of each block that cannot be read."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def stored(body: Any) -> ArticlePage:
    article = factories.article()
    ArticlePage.objects.filter(pk=article.pk).update(body=json.dumps(body))
    factories.settle()
    return article


def delivered(body: Any) -> list[Any]:
    response = client.get(f"/api/v1/articles/{stored(body).pk}/")
    assert response.status_code == 200
    return list(response.json()["body"])


class TestABody:
    def test_with_nulls_and_missing_parts_is_whole(self) -> None:
        blocks = list(lenient())
        boxed = [
            block
            for block in blocks
            if block["type"] not in ("background_box", "pull_quote", "embed", "table")
        ]
        *found, box = delivered([*blocks, {"type": "background_box", "value": {"title": "", "body": boxed}}])
        assert [block["type"] for block in found] == [block["type"] for block in blocks]
        assert [block["type"] for block in box["value"]["body"]] == [block["type"] for block in boxed]
        ids = [block["id"] for block in found]
        assert len(set(ids)) == len(ids)

    def test_keeps_every_block_that_can_be_read(self) -> None:
        blocks = [{"type": kind, "value": value} for kind, value in WHOLE.items()]
        bad = list(junk())
        found = delivered([*bad, *blocks])
        assert len(found) == len(bad) + len(blocks)
        assert [block["type"] for block in found[len(bad) :]] == list(WHOLE)
        for sent, block in zip(bad, found, strict=False):
            assert block["type"] in (sent["type"], "broken")
            assert block["type"] != "broken" or block["value"]["was"] == sent["type"]

    def test_shows_nothing_for_what_is_no_block(self) -> None:
        good = {"type": "paragraph", "value": "<p>Heil</p>"}
        [found] = delivered([*NO_BLOCKS, good, *NO_BLOCKS])
        assert found["value"]["text"] == "Heil"

    def test_that_is_no_list_is_empty(self) -> None:
        article = stored([])
        for body in WHOLE_BODIES:
            ArticlePage.objects.filter(pk=article.pk).update(body=json.dumps(body))
            invalidate_pages([article.pk], now=timezone.now())
            factories.settle()
            assert client.get(f"/api/v1/articles/{article.pk}/").json()["body"] == [], body

    def test_keeps_the_ids_that_it_gives(self) -> None:
        article = stored([{"type": kind, "value": value} for kind, value in WHOLE.items()])
        etag = client.get(f"/api/v1/articles/{article.pk}/")["ETag"]
        invalidate_pages([article.pk], now=timezone.now())
        factories.settle()
        assert client.get(f"/api/v1/articles/{article.pk}/")["ETag"] == etag

    def test_can_be_opened_in_the_editor(self, admin_client: Client) -> None:
        article = stored([*NO_BLOCKS, *list(lenient())[::9]])
        assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code == 200
