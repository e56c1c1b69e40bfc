"""`GET home/`: the front page as its editors made it."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.blocks.front import default_rows
from cms.models import ArticlePage, HomePage, Topic
from delivery.invalidation import invalidate_editions
from delivery.models import Edition
from tests import factories
from tests.front_pages import arrange, automatic, curated, home, lead, shown

pytestmark = pytest.mark.django_db


def _articles(number: int, **fields: Any) -> list[ArticlePage]:
    """Return compiled articles, the newest first."""
    made = [factories.article(**fields) for _number in range(number)]
    factories.settle()
    return made[::-1]


def _defects() -> list[tuple[str, str, str]]:
    defects = Edition.objects.get(type="home", locale="de").defects
    return [(one["part"], one["state"], one["what"]) for one in defects]


class TestTheAnswer:
    def test_has_the_keys_of_the_contract_in_their_order(self) -> None:
        section = factories.section(title="Stadt", slug="stadt")
        topped, chosen, _newest = _articles(3, parent=section, tags=["Klima"])
        arrange(lead(topped), curated(chosen, title="Gut"), automatic(section=section, title="Neu"))
        page = home()
        assert [*page] == [
            *("id", "type", "locale", "slug", "title", "lead", "path", "url", "sections", "translations"),
            *("seo", "rows"),
        ]
        assert [*page["sections"][0]] == [
            *("id", "type", "locale", "slug", "title", "lead", "url", "articles")
        ]
        assert [[*row] for row in page["rows"]] == [["id", "type", "value"]] * 3
        assert [[*row["value"]] for row in page["rows"]] == [
            ["article"],
            ["title", "articles"],
            ["title", "section", "tag", "articles"],
        ]
        assert page["rows"][2]["value"]["section"] == {
            "slug": "stadt",
            "title": "Stadt",
            "url": "http://testserver/de/stadt/",
        }
        card = Client().get(f"/api/v1/articles/{topped.pk}/?profile=card").json()
        card["comments"]["count"] = None
        assert page["rows"][0]["value"]["article"] == card

    def test_is_the_page_that_resolve_gives(self) -> None:
        arrange(automatic())
        assert Client().get("/api/v1/resolve/?path=/de/").json()["page"] == home()

    def test_takes_one_query_whatever_is_on_the_page(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        _articles(12)
        arrange(automatic(3), automatic(9))
        with django_assert_num_queries(1):
            assert client.get("/api/v1/home/").status_code == 200

    def test_names_the_languages_when_asked_for_another(self, client: Client) -> None:
        answer = client.get("/api/v1/home/?locale=xx")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["allowed"] == ["de", "en"]

    def test_is_404_for_a_language_without_a_home_page(self, client: Client) -> None:
        assert client.get("/api/v1/home/?locale=en").status_code == 404


class TestAnAutomaticRow:
    def test_repeats_nothing_from_other_rows_and_refills(self) -> None:
        first, second, third, fourth, fifth, sixth = _articles(6)
        arrange(automatic(1), lead(first), curated(fourth, second), automatic(2))
        assert shown() == [[third.pk], [first.pk], [fourth.pk, second.pk], [fifth.pk, sixth.pk]]

    def test_has_the_articles_of_a_section_with_what_lies_below(self) -> None:
        section = factories.section(title="Stadt")
        below = factories.section(parent=section)
        _articles(1)
        (deep,), (shallow,) = _articles(1, parent=below), _articles(1, parent=section)
        arrange(automatic(section=section))
        assert shown() == [[shallow.pk, deep.pk]]
        assert home()["rows"][0]["value"]["title"] == "Stadt"

    def test_has_the_articles_of_a_topic_in_its_language(self) -> None:
        (german,), _other = _articles(1, tags=["Klima"]), _articles(1)
        english = factories.english_home()
        _articles(1, parent=english, locale=english.locale, tags=["Klima"])
        arrange(automatic(tag=Topic.objects.get()))
        assert shown() == [[german.pk]]
        value = home()["rows"][0]["value"]
        assert (value["title"], value["tag"]) == ("Klima", {"slug": "klima", "name": "Klima"})

    def test_that_is_empty_is_left_out(self) -> None:
        arrange(automatic(section=factories.section()), automatic())
        assert home()["rows"] == []
        assert _defects() == []

    def test_shows_no_alias(self) -> None:
        (article,) = _articles(1)
        article.create_alias(parent=factories.section(), update_slug="zweit")
        arrange(automatic())
        assert shown() == [[article.pk]]


class TestWhatIsNotThere:
    """It is left out, and reported to the editor."""

    def test_an_article_that_was_unpublished(self) -> None:
        gone, stays = _articles(2)
        arrange(lead(gone), curated(stays))
        gone.unpublish()
        factories.settle()
        assert shown() == [[stays.pk]]
        assert _defects() == [("row_article", "GONE", gone.title)]

    def test_an_article_that_was_deleted(self) -> None:
        gone, stays = _articles(2)
        arrange(curated(gone, stays))
        gone.delete()
        factories.settle()
        assert shown() == [[stays.pk]]
        assert _defects() == [("row_article", "GONE", "")]

    def test_an_article_of_another_language(self) -> None:
        english = factories.english_home()
        (article,) = _articles(1, parent=english, locale=english.locale)
        arrange(curated(article))
        assert home()["rows"] == []
        assert _defects() == [("row_article", "OTHER", article.title)]

    def test_a_section_that_was_unpublished(self) -> None:
        section = factories.section()
        _articles(1, parent=section)
        arrange(automatic(section=section))
        section.unpublish()
        factories.settle()
        assert home()["rows"] == []
        assert _defects() == [("row_section", "GONE", section.title)]

    def test_a_topic_that_was_deleted(self) -> None:
        _articles(1, tags=["Klima"])
        arrange(automatic(tag=Topic.objects.get()))
        Topic.objects.get().delete()
        factories.settle()
        assert home()["rows"] == []
        assert _defects() == [("row_tag", "GONE", "")]


def test_a_page_that_nobody_has_arranged_shows_the_newest_articles() -> None:
    articles = _articles(12)
    page = factories.home()
    # The revisions of an earlier version know no rows.
    revision = page.save_revision()
    del revision.content["rows"]
    revision.save()
    revision.publish()
    factories.settle()
    assert shown() == [[article.pk for article in articles[:10]]]
    assert [row.block_type for row in HomePage().rows] == [row["type"] for row in default_rows()]


@pytest.mark.parametrize("value", ["x", None, {"number": "x"}, {"number": None, "section": "x"}])
def test_a_row_that_a_script_wrote_badly_stops_no_other(value: Any, now: datetime) -> None:
    (article,) = _articles(1)
    rows = [("automatic", value), ("odd", 1), ("lead", {"article": article.pk})]
    HomePage.objects.update(rows=[{"type": kind, "value": part} for kind, part in rows])
    invalidate_editions([factories.home().pk], now=now)
    factories.settle()
    assert shown() == [[article.pk]]
    assert _defects() == [("odd", "UNKNOWN", ""), ("row", "ERROR", "")]
