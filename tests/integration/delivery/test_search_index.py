"""The index of the search follows the editions, and its words follow the index."""

import random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delivery.indexing import is_damaged, repair, write_entry
from delivery.jobs import collect_words
from delivery.models import SearchEntry, SearchWord
from delivery.search.entries import MAX_WORDS, Texts
from delivery.verify import audit, reason_of_drift, sweep
from tests import factories

pytestmark = pytest.mark.django_db


def search(q: str) -> Any:
    return Client().get("/api/v1/search/", {"q": q}).json()


def slugs(q: str) -> tuple[str, ...]:
    return tuple(hit["slug"] for hit in search(q)["items"])


class TestTheIndex:
    def test_follows_the_article(self) -> None:
        page = factories.published_article(slug="neu", title="Zitronenfalter")
        assert slugs("Zitronenfalter") == ("neu",)
        page.title = "Kohlweißling"
        page.save_revision().publish()
        factories.settle()
        assert (slugs("Zitronenfalter"), slugs("Kohlweissling")) == ((), ("neu",))
        page.unpublish()
        factories.settle()
        assert slugs("Kohlweissling") == ()
        assert SearchEntry.objects.count() == 0

    def test_is_written_only_if_the_texts_change(self) -> None:
        page = factories.published_article()
        with CaptureQueriesContext(connection) as captured:
            page.save_revision().publish()
            factories.settle()
        assert not [one for one in captured if "INSERT INTO" in one["sql"] and "searchentry" in one["sql"]]

    @pytest.mark.parametrize("change", [{"body": "Anderes"}, {"head": "Anderes"}, {"digest": ""}])
    def test_differs_and_is_repaired(self, change: dict[str, str]) -> None:
        page = factories.published_article()
        SearchEntry.objects.filter(pk=page.pk).update(**change)
        assert reason_of_drift(page.pk, now=timezone.now()) == "differs in search"
        assert audit(now=timezone.now()) == 1
        factories.settle()
        assert reason_of_drift(page.pk, now=timezone.now()) == ""

    def test_is_missed_and_made_again(self) -> None:
        page = factories.published_article(title="Zitronenfalter")
        SearchEntry.objects.all().delete()
        assert sweep(now=timezone.now()) == 1
        factories.settle()
        assert slugs("Zitronenfalter") == (page.slug,)

    def test_takes_an_article_of_nothing_but_long_words(self) -> None:
        drawn = random.Random(1)
        body = " ".join("".join(drawn.choices("абвгдежзик", k=14)) for _word in range(MAX_WORDS))
        page = factories.published_article()
        write_entry(page.pk, Texts(page.pk, timezone.now(), "de", "Titel", "Vorspann", body))
        assert slugs(body.split()[1_000]) == (page.slug,)

    @pytest.mark.sqlite
    def test_is_compared_with_its_entries_on_sqlite(self) -> None:
        factories.published_article(title="Zitronenfalter")
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO delivery_searchindex (delivery_searchindex) VALUES ('delete-all')")
        assert is_damaged()
        repair()
        assert not is_damaged()
        assert slugs("Zitronenfalter")

    def test_collects_what_has_changed_since_the_last_time(self) -> None:
        page = factories.published_article(title="Zitronenfalter", lead="Am See.")
        assert collect_words(timezone.now()) == 1
        assert collect_words(timezone.now()) == 0
        assert search("Zitronenfalta")["meta"]["suggestion"] is None
        assert search("Zitronefalter")["meta"]["suggestion"] == "Zitronenfalter"
        page.unpublish()
        factories.settle()
        assert collect_words(timezone.now()) == 1
        assert SearchWord.objects.count() == 0
