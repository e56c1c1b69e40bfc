"""Whatever an importer writes into a body, the article is delivered, and only what cannot be read is `broken`."""

import json
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import ArticlePage
from delivery.invalidation import invalidate_editions
from delivery.models import Edition
from delivery.reports import sentence
from tests import factories
from tests.inputs.bodies import IMPOSSIBLE_IDS, NO_BLOCKS, UNSTORABLE, WHOLE, WHOLE_BODIES, junk, lenient

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
    def test_reports_blocks_that_are_unknown_where_they_stand(self) -> None:
        box = {"title": "", "body": [{"type": "table", "value": {}}, {"type": "raw", "value": 1}]}
        article = stored([{"type": "html", "value": "<b>"}, {"type": "background_box", "value": box}])
        defects = Edition.objects.get(pk=article.pk).defects
        assert [defect["part"] for defect in defects] == ["html", "table", "raw"]
        assert "html" in sentence(defects[0])

    def test_names_nothing_by_an_id_that_no_object_can_have(self, admin_client: Client) -> None:
        link = {"text": "x", "url": "", "email": ""}
        links = [{**link, name: target} for target in IMPOSSIBLE_IDS for name in ("page", "download")]
        article = stored(
            [
                {"type": "link_list", "value": {"title": "", "links": links}},
                *({"type": "download", "value": target} for target in IMPOSSIBLE_IDS),
                *({"type": "image", "value": {"image": target}} for target in IMPOSSIBLE_IDS),
            ]
        )
        body = client.get(f"/api/v1/articles/{article.pk}/").json()["body"]
        assert {found["state"] for found in body[0]["value"]["links"]} == {"GONE"}
        assert len(body) == 1 + 2 * len(IMPOSSIBLE_IDS)
        assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code == 200

    def test_loses_the_characters_that_no_database_stores(self, admin_client: Client) -> None:
        body = [
            {"type": "paragraph", "value": f"<p>{UNSTORABLE}</p>", "id": "a\0"},
            {"type": "table", "value": {"data": [[UNSTORABLE]]}},
            {"type": "heading", "value": {"text": UNSTORABLE, "level": "2"}},
        ]
        home = factories.home()
        for given in (body, json.dumps(body)):
            article = ArticlePage(title=UNSTORABLE, slug="", lead=UNSTORABLE, body=given)
            home.add_child(instance=article)
            article.save_revision().publish()
            factories.settle()
            found = client.get(f"/api/v1/articles/{article.pk}/").json()
            assert (found["title"], found["lead"]) == ("Übermut", "Übermut")
            texts = [block["value"] for block in found["body"]]
            assert (texts[0]["text"], texts[1]["rows"], texts[2]["text"]) == (
                "Übermut",
                [["Übermut"]],
                "Übermut",
            )
            assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code == 200

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
            invalidate_editions([article.pk], now=timezone.now())
            factories.settle()
            assert client.get(f"/api/v1/articles/{article.pk}/").json()["body"] == [], body

    def test_keeps_the_ids_that_it_gives(self) -> None:
        article = stored([{"type": kind, "value": value} for kind, value in WHOLE.items()])
        etag = client.get(f"/api/v1/articles/{article.pk}/")["ETag"]
        invalidate_editions([article.pk], now=timezone.now())
        factories.settle()
        assert client.get(f"/api/v1/articles/{article.pk}/")["ETag"] == etag

    def test_can_be_opened_in_the_editor(self, admin_client: Client) -> None:
        article = stored([*NO_BLOCKS, *list(lenient())[::9]])
        assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code == 200
