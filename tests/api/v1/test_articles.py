"""`articles/`, `articles/{id}/`, `articles/by-slug/{slug}/`."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import comment_factories, factories

pytestmark = pytest.mark.django_db
client = Client()
URL = "/api/v1/articles/"


def read(url: str, status: int = 200, **headers: str) -> Any:
    response = client.get(url, headers=headers)
    assert response.status_code == status, response.content
    return response.json()


def titles(url: str) -> list[str]:
    return [item["title"] for item in read(url)["items"]]


def errors(url: str) -> dict[str, str]:
    return {error["parameter"]: error["code"] for error in read(url, 400)["errors"]}


def three() -> list[Any]:
    day = factories.MORNING
    made = [
        factories.article(title=title, published_at=day + timedelta(days=number))
        for number, title in enumerate(["Ärger", "Zoo", "Apfel"])
    ]
    factories.settle()
    return made


class TestList:
    def test_is_newest_first(self) -> None:
        three()
        assert titles(URL) == ["Apfel", "Zoo", "Ärger"]

    @pytest.mark.parametrize(
        ("order", "expected"),
        [
            ("published_at", ["Ärger", "Zoo", "Apfel"]),
            ("-published_at", ["Apfel", "Zoo", "Ärger"]),
            ("title", ["Apfel", "Ärger", "Zoo"]),
            ("-title", ["Zoo", "Ärger", "Apfel"]),
        ],
    )
    def test_has_the_order_that_was_asked_for(self, order: str, expected: list[str]) -> None:
        three()
        assert titles(f"{URL}?order={order}") == expected

    @pytest.mark.parametrize("order", ["published_at", "-published_at", "title", "-title"])
    def test_is_read_to_the_end_by_its_cursors(self, order: str) -> None:
        three()
        url, seen = f"{URL}?order={order}&limit=1", []
        while url:
            page = read(url)
            seen += [item["title"] for item in page["items"]]
            assert page["meta"] == {"count": 3, "limit": 1, "unknown": {}}
            url = page["links"]["next"]
        assert seen == titles(f"{URL}?order={order}")

    def test_is_read_to_the_end_when_all_have_the_same_date(self) -> None:
        for _ in range(5):
            factories.compiled_article()
        url, seen = f"{URL}?limit=2", []
        while url:
            page = read(url)
            seen += [item["id"] for item in page["items"]]
            url = page["links"]["next"]
        assert len(seen) == len(set(seen)) == 5

    def test_stays_in_place_when_an_article_is_added_while_paging(self) -> None:
        three()
        first = read(f"{URL}?limit=1")
        factories.compiled_article(title="Neu", published_at=factories.MORNING + timedelta(days=9))
        second = read(first["links"]["next"])
        assert [item["title"] for item in second["items"]] == ["Zoo"]

    def test_filters_by_section_author_and_tag(self) -> None:
        section = factories.section(slug="projekte")
        nested = factories.section(slug="verkehr", parent=section)
        author = factories.author(slug="m-beispiel")
        factories.compiled_article(title="A", parent=section, authors=[author], tags=["Klima", "Verkehr"])
        factories.compiled_article(title="B", parent=nested, tags=["Klima"])
        factories.compiled_article(title="C", tags=["Verkehr"])
        assert set(titles(f"{URL}?section=projekte")) == {"A", "B"}
        assert titles(f"{URL}?author=m-beispiel") == ["A"]
        assert set(titles(f"{URL}?tag=klima,verkehr")) == {"A", "B", "C"}
        assert titles(f"{URL}?tag_all=klima,verkehr") == ["A"]
        assert titles(f"{URL}?tag=gibt-es-nicht") == []

    def test_by_a_hundred_topics_at_once(self) -> None:
        topics = [f"thema-{number}" for number in range(100)]
        factories.compiled_article(title="A", tags=topics)
        factories.compiled_article(title="B", tags=topics[:-1])
        for some, found in ((topics, ["A"]), (topics[:-1], ["A", "B"])):
            assert titles(f"{URL}?order=title&tag_all={','.join(some)}") == found

    def test_filters_by_date_with_midnight_in_the_newsroom(self) -> None:
        three()
        assert titles(f"{URL}?published_after=2026-03-02") == ["Apfel", "Zoo"]
        assert titles(f"{URL}?published_before=2026-03-02") == ["Ärger"]
        assert titles(f"{URL}?published_after=2026-03-02T09:00:00%2B01:00") == ["Apfel", "Zoo"]

    def test_gives_ids_in_their_order_and_names_the_missing(self) -> None:
        first, second, _third = three()
        answer = read(f"{URL}?ids={second.pk},999999,{first.pk}")
        assert [item["id"] for item in answer["items"]] == [second.pk, first.pk]
        assert answer["meta"]["missing"] == [999999]

    def test_counts_only_when_asked(self) -> None:
        three()
        assert read(f"{URL}?count=none")["meta"]["count"] is None

    @pytest.mark.parametrize(
        ("query", "error"),
        [
            ("publishd_after=2026-03-01", {"publishd_after": "unknown"}),
            ("order=titel", {"order": "unknown"}),
            ("limit=101", {"limit": "invalid"}),
            ("limit=0", {"limit": "invalid"}),
            ("limit=1&limit=2", {"limit": "repeated"}),
            ("cursor=x", {"cursor": "invalid"}),
            ("locale=fr", {"locale": "unknown"}),
            ("fields=titel", {"fields": "unknown"}),
            ("fields=body", {"fields": "unknown"}),
            ("ids=1,zwei", {"ids": "invalid"}),
            ("ids=1&order=title", {"order": "conflict"}),
            (f"ids={10**30}", {"ids": "invalid"}),
            (f"ids={','.join(map(str, range(1, 1001)))}", {"ids": "too_large"}),
            ("published_after=gestern", {"published_after": "invalid"}),
            ("published_after=2026-02-30", {"published_after": "invalid"}),
            ("tag=a%20b", {"tag": "invalid"}),
            ("limit=x&order=y", {"limit": "invalid", "order": "unknown"}),
        ],
    )
    def test_refuses_what_it_does_not_understand(self, query: str, error: dict[str, str]) -> None:
        assert errors(f"{URL}?{query}") == error

    def test_says_what_was_probably_meant(self) -> None:
        error = read(f"{URL}?publishd_after=2026-03-01", 400)["errors"][0]
        assert error["did_you_mean"] == "published_after"
        assert "published_before" in error["allowed"]

    def test_refuses_a_cursor_of_another_list(self) -> None:
        three()
        cursor = read(f"{URL}?limit=1")["links"]["next"].split("cursor=")[1]
        assert errors(f"{URL}?limit=1&order=title&cursor={cursor}") == {"cursor": "invalid"}

    def test_sends_only_the_fields_that_were_asked_for(self) -> None:
        factories.compiled_article(title="A", image=factories.image())
        (item,) = read(f"{URL}?fields=title,image.alt,comments.count")["items"]
        assert item == {"title": "A", "image": {"alt": "Ein grünes Rechteck"}, "comments": {"count": 0}}

    @pytest.mark.parametrize("number", [1, 20, 100])
    def test_takes_the_same_queries_for_any_number(self, number: int, django_assert_num_queries: Any) -> None:
        factories.further_editions(factories.compiled_article(), number - 1)
        with django_assert_num_queries(1):
            assert len(read(f"{URL}?profile=full&limit=100")["items"]) == number


class TestDetail:
    def test_is_the_whole_article(self) -> None:
        article = factories.compiled_article(title="Auszeichnung", tags=["Smart City"])
        body = read(f"{URL}{article.pk}/")
        assert body["title"] == "Auszeichnung"
        assert body["url"] == f"http://testserver/de/{article.slug}/"
        assert body["published_at"] == "2026-03-01T09:00:00+01:00"
        assert body["body"][0]["value"]["html"] == "<p>Ein Absatz.</p>"

    def test_takes_one_query_with_its_comment_count(self, django_assert_num_queries: Any) -> None:
        article = factories.compiled_article()
        with django_assert_num_queries(1):
            assert read(f"{URL}{article.pk}/")["comments"]["count"] == 0

    def test_is_a_card_when_asked(self) -> None:
        article = factories.compiled_article()
        assert "body" not in read(f"{URL}{article.pk}/?profile=card")

    def test_answers_304_to_a_client_that_has_it(self, django_assert_num_queries: Any) -> None:
        article = factories.compiled_article()
        etag = client.get(f"{URL}{article.pk}/")["ETag"]
        with django_assert_num_queries(1):
            response = client.get(f"{URL}{article.pk}/", headers={"If-None-Match": etag})
        assert response.status_code == 304
        assert response.content == b""
        assert response["ETag"] == etag

    def test_has_another_etag_when_the_number_of_comments_differs(self) -> None:
        article = factories.compiled_article()
        before = client.get(f"{URL}{article.pk}/")
        comment_factories.comment(article=article, status="PUBLISHED")
        after = client.get(f"{URL}{article.pk}/")
        assert before["ETag"] != after["ETag"]
        assert after.json()["comments"]["count"] == 1

    def test_is_not_kept_beyond_its_expiry(self) -> None:
        article = factories.compiled_article(expire_at=timezone.now() + timedelta(seconds=20))
        response = client.get(f"{URL}{article.pk}/")
        assert response.status_code == 200
        control = response["Cache-Control"]
        assert "stale" not in control
        assert int(control.split("s-maxage=")[1]) <= 20

    @pytest.mark.parametrize("path", ["999999/", "by-slug/gibt-es-nicht/", f"{10**18}/"])
    def test_that_does_not_exist_is_a_404_problem(self, path: str) -> None:
        body = read(f"{URL}{path}", 404)
        assert body["type"] == "http://testserver/api/v1/problems/not-found/"

    def test_that_is_hidden_answers_like_one_that_never_was(self) -> None:
        draft = factories.compiled_article(live=False)
        hidden, unknown = read(f"{URL}{draft.pk}/", 404), read(f"{URL}999999/", 404)
        assert {**hidden, "instance": "", "request_id": ""} == {**unknown, "instance": "", "request_id": ""}


class TestBySlug:
    def test_finds_the_article_of_the_language(self) -> None:
        factories.compiled_article(slug="gleich", title="Deutsch")
        factories.compiled_article(
            slug="gleich", title="English", parent=factories.english_home(), locale=None
        )
        assert read(f"{URL}by-slug/gleich/")["title"] == "Deutsch"
        assert read(f"{URL}by-slug/gleich/?locale=en")["title"] == "English"

    def test_falls_back_to_another_language_where_it_is_asked_to(
        self, django_assert_num_queries: Any
    ) -> None:
        article = factories.compiled_article(slug="nur-deutsch")
        read(f"{URL}by-slug/nur-deutsch/?locale=en", 404)
        with django_assert_num_queries(1):
            found = client.get(f"{URL}by-slug/nur-deutsch/?locale=en&fallback=de")
        assert (found.json()["id"], found["Content-Language"]) == (article.pk, "de")
        assert "unresolved" in found["Cache-Tag"].split(",")

    def test_does_not_fall_back_where_the_language_has_it(self) -> None:
        english = factories.english_home()
        factories.compiled_article(slug="gleich")
        article = factories.compiled_article(slug="gleich", parent=english, locale=None)
        found = client.get(f"{URL}by-slug/gleich/?locale=en&fallback=de")
        assert found.json()["id"] == article.pk
        assert "unresolved" not in found["Cache-Tag"].split(",")
        read(f"{URL}by-slug/gleich/?fallback=fr", 400)


def test_no_answer_sets_a_cookie_or_varies_by_it() -> None:
    factories.compiled_article()
    response = client.get(URL)
    assert not response.cookies
    assert response.headers.get("Vary", "") in ("", "origin", "Origin")
