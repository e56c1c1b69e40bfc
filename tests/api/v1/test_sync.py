"""Following everything that is published: `changes/` and `snapshot/`."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from api.v1 import sync
from delivery import log
from delivery import publish as publisher
from delivery.models import Change, DeliveryState, Edition
from tests import factories

pytestmark = pytest.mark.django_db


def changes(query: str = "", **headers: str) -> Any:
    return Client().get(f"/api/v1/changes/{query}", headers=headers)


def entries(query: str = "") -> list[tuple[str, str, int]]:
    items = changes(query).json()["items"]
    return [(item["change"], item["type"], item["id"]) for item in items]


def snapshot() -> list[dict[str, Any]]:
    response = cast(Any, Client().get("/api/v1/snapshot/"))
    assert response["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in response.getvalue().splitlines()]


class TestChanges:
    def test_tell_what_was_published_changed_and_taken_away(self) -> None:
        start = changes().json()["meta"]["next_cursor"]
        article = factories.compiled_article()
        article.title = "Neu"
        article.save_revision().publish()
        factories.settle()
        article.unpublish()
        factories.settle()
        assert entries(f"?after={start}") == [
            ("PUBLISHED", "article", article.pk),
            ("UPDATED", "article", article.pk),
            ("REMOVED", "article", article.pk),
        ]

    def test_name_path_and_etag_of_what_is_there_now(self) -> None:
        article = factories.compiled_article(slug="neu")
        item = changes().json()["items"][-1]
        assert (item["path"], item["locale"]) == ("/de/neu/", "de")
        etag = Client().get(f"/api/v1/articles/{article.pk}/")["ETag"]
        assert etag.startswith(item["etag"][:-1])

    def test_name_the_tags_of_the_answers_that_show_it(self) -> None:
        article = factories.compiled_article(tags=["Klima"])
        shown = Client().get("/api/v1/articles/?tag=klima")["Surrogate-Key"].split()
        tags = changes().json()["items"][-1]["tags"]
        assert {f"page:{article.pk}", "list:tag=klima", "list:de"} <= set(tags)
        assert {"list:tag=klima", f"page:{article.pk}"} <= set(shown)

    def test_of_what_was_taken_away_have_no_etag(self) -> None:
        article = factories.compiled_article()
        article.unpublish()
        factories.settle()
        assert changes().json()["items"][-1]["etag"] is None

    def test_are_read_page_by_page_without_a_gap(self) -> None:
        expected = [factories.compiled_article().pk for _ in range(3)]
        found: list[int] = []
        cursor, has_more = changes("?limit=1").json()["meta"]["next_cursor"], True
        start = changes("?limit=1").json()["items"]
        found += [item["id"] for item in start]
        while has_more:
            page = changes(f"?limit=1&after={cursor}").json()
            found += [item["id"] for item in page["items"]]
            cursor, has_more = page["meta"]["next_cursor"], page["meta"]["has_more"]
        assert found[-3:] == expected

    def test_at_the_end_give_a_cursor_that_goes_on(self) -> None:
        factories.compiled_article()
        end = changes("?limit=100").json()["meta"]["next_cursor"]
        assert entries(f"?after={end}") == []
        article = factories.compiled_article()
        assert entries(f"?after={end}") == [("PUBLISHED", "article", article.pk)]

    def test_are_the_same_for_one_line_and_a_hundred(self, django_assert_max_num_queries: Any) -> None:
        for number in range(3):
            _append(number)
        with django_assert_max_num_queries(2):
            changes("?limit=1")
        for number in range(100):
            _append(number)
        with django_assert_max_num_queries(2):
            assert len(changes("?limit=100").json()["items"]) == 100

    def test_take_two_queries_also_when_nothing_has_happened(self, django_assert_num_queries: Any) -> None:
        factories.compiled_article()
        end = changes("?limit=100").json()["meta"]["next_cursor"]
        with django_assert_num_queries(2):
            assert entries(f"?after={end}") == []

    def test_answer_304_to_a_client_that_has_them(self) -> None:
        factories.compiled_article()
        etag = changes()["ETag"]
        assert changes("", **{"If-None-Match": etag}).status_code == 304

    def test_are_not_cached_without_revalidation(self) -> None:
        assert changes()["Cache-Control"] == "public, max-age=0, s-maxage=0"

    def test_say_nothing_of_an_article_whose_bytes_are_the_same(self) -> None:
        article = factories.compiled_article()
        end = changes("?limit=100").json()["meta"]["next_cursor"]
        publisher.recompile([article.pk], now=timezone.now())
        assert entries(f"?after={end}") == []

    def test_tell_again_of_an_article_that_could_not_be_seen_for_a_while(self) -> None:
        article = factories.compiled_article()
        restriction = PageViewRestriction.objects.create(page=article.page_ptr, restriction_type="login")
        # A snapshot that is taken while the page is hidden does not have it.
        cursor = snapshot()[-1]["cursor"]
        restriction.delete()
        factories.settle()
        assert entries(f"?after={cursor}") == [("PUBLISHED", "article", article.pk)]

    def test_tell_again_of_an_article_that_failed_to_compile_before_it_was_read(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        article = factories.compiled_article()
        Edition.objects.filter(pk=article.pk).update(valid_until=now)
        with monkeypatch.context() as patch:
            patch.setattr(publisher, "compile_edition", lambda *of, **more: 1 / 0)
            lines = snapshot()
        assert article.pk not in [line.get("id") for line in lines]
        publisher.publish_invalidated([article.pk], now=now)
        assert entries(f"?after={lines[-1]['cursor']}") == [("PUBLISHED", "article", article.pk)]


class TestACursor:
    @pytest.mark.parametrize("cursor", ["x", "17", "17:forged", ""])
    def test_that_is_damaged_is_refused_with_how_to_start_again(self, cursor: str) -> None:
        response = changes(f"?after={cursor}")
        problem = response.json()
        assert (response.status_code, problem["errors"][0]["parameter"]) == (400, "after")
        assert "snapshot/" in problem["errors"][0]["detail"]

    def test_of_another_list_is_refused(self) -> None:
        foreign = signing.Signer(salt="api.cursor").sign("1")
        assert changes(f"?after={foreign}").status_code == 400

    def test_that_is_older_than_the_log_is_gone_and_leads_to_the_snapshot(self, now: datetime) -> None:
        factories.compiled_article()
        old = changes("?limit=1").json()["meta"]["next_cursor"]
        factories.compiled_article()
        Change.objects.update(at=now - log.KEPT_FOR - timedelta(days=1))
        assert log.prune(now) > 0
        response = changes(f"?after={old}", **{"Accept-Language": "en"})
        problem = response.json()
        assert (response.status_code, problem["type"].rsplit("/", 2)[1]) == (410, "gone")
        assert problem["snapshot"] == "http://testserver/api/v1/snapshot/"
        assert response["Link"] == '<http://testserver/api/v1/snapshot/>; rel="start"'
        assert response["Cache-Control"] == "no-store"
        assert changes().status_code == 410

    def test_from_a_snapshot_after_the_log_was_cleared_goes_on(self, now: datetime) -> None:
        factories.compiled_article()
        Change.objects.update(at=now - log.KEPT_FOR - timedelta(days=1))
        log.prune(now)
        cursor = snapshot()[-1]["cursor"]
        article = factories.compiled_article()
        assert entries(f"?after={cursor}") == [("PUBLISHED", "article", article.pk)]

    def test_from_a_later_life_of_the_database_is_gone(self) -> None:
        factories.compiled_article()
        ahead = signing.Signer(salt="api.log").sign(str(log.head() + 1))
        assert changes(f"?after={ahead}").status_code == 410

    @pytest.mark.parametrize("query", ["?limit=0", "?limit=101", "?before=x", "?after=a&after=b"])
    def test_comes_with_nothing_that_is_not_understood(self, query: str) -> None:
        assert changes(query).status_code == 400


class TestTheLog:
    def test_keeps_what_is_young_enough(self, now: datetime) -> None:
        _append(1)
        assert log.prune(now) == 0

    def test_keeps_so_many_lines(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        Change.objects.all().delete()
        for number in range(5):
            _append(number)
        monkeypatch.setattr(log, "KEPT_LINES", 3)
        assert log.prune(now) == 2
        assert Change.objects.count() == 3
        assert DeliveryState.objects.get().pruned_to == Change.objects.order_by("pk")[0].pk - 1


class TestASnapshot:
    def test_holds_every_page_in_full_and_the_cursor_last(self) -> None:
        section = factories.section()
        factories.settle()
        article = factories.compiled_article(parent=section)
        *lines, end = snapshot()
        pages = {line["id"]: line for line in lines}
        assert pages[article.pk] == Client().get(f"/api/v1/articles/{article.pk}/").json()
        assert pages[section.pk]["type"] == "section"
        assert end == {"cursor": changes("?limit=100").json()["meta"]["next_cursor"]}

    def test_holds_nothing_that_is_hidden_or_has_expired(self) -> None:
        hidden = factories.compiled_article()
        hidden.unpublish()
        expired = factories.compiled_article(expire_at=timezone.now() + timedelta(hours=1))
        Edition.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        assert {hidden.pk, expired.pk}.isdisjoint(line.get("id") for line in snapshot())

    def test_has_a_cursor_from_before_its_first_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        late: list[int] = []
        real = sync.editions_after

        def meanwhile(*args: Any, **kwargs: Any) -> Any:
            if not late:
                late.append(factories.compiled_article().pk)
            return real(*args, **kwargs)

        monkeypatch.setattr(sync, "editions_after", meanwhile)
        cursor = snapshot()[-1]["cursor"]
        assert ("PUBLISHED", "article", late[0]) in entries(f"?after={cursor}&limit=100")

    def test_is_read_in_batches_and_never_whole(
        self, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
    ) -> None:
        expected = {factories.compiled_article().pk for _ in range(5)}
        monkeypatch.setattr(sync, "_BATCH", 2)
        response = cast(Any, Client().get("/api/v1/snapshot/"))
        parts = iter(cast(Iterable[bytes], response.streaming_content))
        with django_assert_num_queries(2):
            first = next(parts)
        assert first.count(b"\n") == 2
        ids = [json.loads(line).get("id") for part in [first, *parts] for line in part.splitlines()]
        assert expected <= set(ids)
        assert ids[:-1] == sorted(ids[:-1])

    def test_takes_no_parameters(self) -> None:
        assert Client().get("/api/v1/snapshot/?limit=1").status_code == 400

    def test_is_kept_nowhere(self) -> None:
        assert Client().head("/api/v1/snapshot/")["Cache-Control"] == "no-store"


def _append(number: int) -> None:
    Change.objects.create(
        change="PUBLISHED",
        type="article",
        object_id=number + 1,
        locale="de",
        path=f"/de/{number}/",
        etag="e",
        at=timezone.now(),
    )
