"""The search: what is found, in which order, and how it is told. Everything runs on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from delivery.jobs import collect_words
from delivery.models import Edition
from tests import factories
from tests.inputs.searches import ARTICLES, QUERIES, SUGGESTED, refused

pytestmark = pytest.mark.django_db
client = Client()


def search(q: str, status: int = 200, **others: Any) -> Any:
    answer = client.get("/api/v1/search/", {"q": q, **others})
    assert answer.status_code == status, answer.content
    return answer.json()


def slugs(q: str, **others: Any) -> tuple[str, ...]:
    return tuple(hit["slug"] for hit in search(q, **others)["items"])


@pytest.fixture(scope="module")
def newsroom(module_transaction: None) -> None:
    """Publish the articles of the table, each a day older than the one before."""
    section = factories.section(title="Rathaus & Markt", slug="rathaus-markt")
    sections = {"de": section, "en": factories.english_home()}
    author = factories.author(name="Ada Beispiel", slug="ada")
    for number, (slug, (locale, title, lead, text)) in enumerate(ARTICLES.items()):
        factories.article(
            parent=sections[locale],
            locale=sections[locale].locale,
            slug=slug,
            title=title,
            lead=lead or "Ein Satz.",
            body=[("paragraph", f"<p>{text}</p>")],
            published_at=factories.MORNING - timedelta(days=number * 40),
            authors=[author] if locale == "de" else [],
            tags=["Klima"] if "ä" in title else ["Verkehr"],
        )
    factories.settle()
    collect_words(factories.MORNING)


@pytest.mark.usefixtures("newsroom")
class TestTheSearch:
    @pytest.mark.parametrize(("query", "expected"), QUERIES)
    def test_finds(self, query: str, expected: tuple[str, ...]) -> None:
        assert slugs(query) == expected

    @pytest.mark.parametrize(("query", "meant"), SUGGESTED)
    def test_suggests(self, query: str, meant: str | None) -> None:
        answer = search(query)
        assert (answer["meta"]["count"], answer["meta"]["suggestion"]) == (0, meant)
        assert meant is None or slugs(meant)

    def test_suggests_nothing_for_what_is_not_public_any_more(self) -> None:
        assert search("Rathhaus")["meta"]["suggestion"] == "Rathaus"
        Edition.objects.filter(slug="rathaus").update(hidden=True)
        assert search("Rathhaus")["meta"]["suggestion"] is None

    def test_finds_nothing_that_is_hidden_or_has_expired(self) -> None:
        for change in ({"hidden": True}, {"hidden": False, "expires_at": timezone.now() - timedelta(1)}):
            Edition.objects.filter(slug="rathaus").update(**change)
            answer = search("Rathaus")
            assert (answer["items"], answer["meta"]["count"]) == ([], 0)
            assert not any(answer["meta"]["facets"].values())

    @pytest.mark.parametrize("query", refused())
    def test_refuses_what_has_no_words_or_too_many(self, query: str) -> None:
        code, allowed = refused()[query]
        (error,) = search(query, 400)["errors"]
        assert (error["parameter"], error["code"], error["allowed"]) == ("q", code, allowed)

    @pytest.mark.parametrize(
        "query", ["a", "der", "und oder die", "die", "%", "x" * 200, "\ud83d Rathaus"[1:]]
    )
    def test_answers_short_and_common_and_strange_words(self, query: str) -> None:
        assert client.get("/api/v1/search/", {"q": query}).status_code in (200, 400)

    def test_marks_the_words_and_escapes_everything_else(self) -> None:
        (hit,) = search("Code C")["items"]
        title = "Ein Herz ❤️ für 👩‍🚀 &amp; &lt;b&gt;<mark>Code</mark>&lt;/b&gt;"
        assert hit["highlights"] == {
            "title": title,
            "text": ["Nur 50 % glauben „<mark>C</mark>++“ oder <mark>C</mark>#."],
        }

    def test_is_a_card_with_highlights(self) -> None:
        (hit,) = search("Bücherei")["items"]
        (card,) = [
            one for one in client.get("/api/v1/articles/").json()["items"] if one["slug"] == "haushalt"
        ]
        assert {name: value for name, value in hit.items() if name != "highlights"} == card
        assert hit["highlights"]["text"] == [
            "Mehr Geld für Radwege und die <mark>Bücherei</mark>. Der Preis dafür ist hoch."
        ]

    def test_counts_the_hits_by_what_they_are_filed_under(self) -> None:
        meta = search("2019")["meta"]
        assert (meta["count"], meta["count_is"], meta["suggestion"]) == (2, "EXACT", None)
        assert meta["facets"] == {
            "section": [{"slug": "rathaus-markt", "title": "Rathaus & Markt", "count": 1}],
            "tag": [{"slug": "verkehr", "name": "Verkehr", "count": 2}],
            "author": [{"slug": "ada", "name": "Ada Beispiel", "count": 1}],
            "year": [{"year": 2026, "count": 1}, {"year": 2025, "count": 1}],
        }

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"locale": "en"}, ("bridge",)),
            ({"locale": "de"}, ("stadt",)),
            ({"section": "rathaus-markt"}, ("stadt",)),
            ({"section": "rathaus"}, ()),
            ({"author": "ada,nobody"}, ("stadt",)),
            ({"tag": "verkehr", "author": "ada"}, ("stadt",)),
            ({"tag_all": "verkehr,klima"}, ()),
            ({"year": "2025"}, ("bridge",)),
            ({"year": "2024,2026"}, ("stadt",)),
            ({"published_after": "2026-01-01"}, ("stadt",)),
            ({"published_before": "2026-01-01"}, ("bridge",)),
        ],
    )
    def test_has_the_filters_of_lists(self, filters: dict[str, str], expected: tuple[str, ...]) -> None:
        assert slugs("2019", **filters) == expected

    def test_finds_by_topic_author_and_kicker_what_does_not_quote_them(self) -> None:
        hits = search("Beispiel Klima")["items"]
        assert {hit["slug"] for hit in hits} == {"baeume", "rathaus"}
        assert [hit["highlights"]["text"] for hit in hits] == [[], []]

    def test_goes_on_where_the_page_ended(self) -> None:
        everything = slugs("Verkehr")
        found, url = [], "/api/v1/search/?q=Verkehr&limit=5&fields=slug"
        while url:
            page = client.get(url).json()
            found += [hit["slug"] for hit in page["items"]]
            url = page["links"]["next"]
        assert tuple(found) == everything
        assert len(everything) == len(ARTICLES) - 2

    def test_looks_at_the_newest_hits_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("delivery.read.search.MOST", 2)
        answer = search("Grüße")
        assert [hit["slug"] for hit in answer["items"]] == ["arabic", "rathaus"]
        assert (answer["meta"]["count"], answer["meta"]["count_is"]) == (2, "AT_LEAST")

    @pytest.mark.postgresql
    @pytest.mark.parametrize("newest", [3, 13])
    def test_searches_the_newest_articles_first_on_postgresql(
        self, newest: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = slugs("Grüße")
        monkeypatch.setattr("delivery.read.search.MOST", 2)
        monkeypatch.setattr("delivery.read.matching._NEWEST", newest)
        assert slugs("Grüße") == tuple(slug for slug in whole if slug in ("arabic", "rathaus"))

    @pytest.mark.parametrize(("query", "most"), [("Stadt", 3), ("Haushlat", 3), ("Xylophon", 2)])
    def test_takes_few_statements(self, query: str, most: int, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(most):
            search(query)
