"""Feeds as the programs that read them see them: through `feedparser`, and JSON Feed through its specification."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import orjson
import pytest
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage, SectionPage
from delivery.models import Edition
from tests import factories
from tests.contracts import rich_article

pytestmark = pytest.mark.django_db
client = Client()
FORMATS = ("rss", "atom", "json")
HOSTILE = "Städte & Straßen <b>fett</b> ]]> 👩‍💻 مدينة\x0b\ufffe Ende"
SHOWN = "Städte & Straßen <b>fett</b> ]]> 👩‍💻 مدينة Ende"


def get(form: str, query: str = "", status: int = 200, **headers: str) -> Any:
    answer = client.get(f"/feeds/articles.{form}{query}", headers=headers)
    assert answer.status_code == status, answer.content
    return answer


def read(form: str, query: str = "") -> Any:
    """Return a feed as `feedparser` reads it, or the document of a JSON Feed with the same names."""
    answer = get(form, query)
    if form == "json":
        document = answer.json()
        assert document["version"] == "https://jsonfeed.org/version/1.1"
        return document
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not feed.bozo, feed.bozo_exception
    return feed


def titles(form: str, query: str = "") -> list[str]:
    feed = read(form, query)
    return [item["title"] for item in (feed["items"] if form == "json" else feed.entries)]


@pytest.fixture(scope="module")
def rich(module_transaction: None) -> ArticlePage:
    page = rich_article.published()
    factories.article(title=HOSTILE, lead=HOSTILE, published_at=datetime(1800, 1, 1, tzinfo=UTC), slug="alt")
    ada, umwelt = factories.author(slug="ada", name="Ada"), factories.section(slug="umwelt")
    factories.article(title="A", tags=["Rad"], authors=[ada], parent=umwelt)
    factories.article(title="B", tags=["Rad", "Bus"])
    factories.settle()
    return page


@pytest.mark.usefixtures("rich")
class TestAFeed:
    @pytest.mark.parametrize("form", FORMATS)
    def test_lists_the_newest_first(self, form: str, rich: ArticlePage) -> None:
        found = titles(form, "?locale=de")
        assert found[-1] in (SHOWN, SHOWN.replace("<b>", "").replace("</b>", ""))
        assert rich.title in found

    @pytest.mark.parametrize("form", ["rss", "atom"])
    def test_has_what_an_entry_needs(self, form: str, rich: ArticlePage) -> None:
        section = SectionPage.objects.get(pk=rich.get_parent().pk)
        feed = read(form, f"?section={section.slug}")
        (entry,) = (entry for entry in feed.entries if entry.link == rich.full_url)
        assert entry.id == guid(rich)
        assert [author.name for author in entry.authors] == [rich.article_authors.get().author.name]
        assert [tag.term for tag in entry.tags] == ["Klima"]
        assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == factories.MORNING
        assert "Viel." in entry.content[0].value
        assert entry.summary == rich.lead
        assert (feed.feed.title, feed.feed.link) == (
            f"Leserbrief: {section.title}",
            section.full_url,
        )
        pictures = entry.media_content if form == "rss" else entry.enclosures
        assert pictures[0].get("url", pictures[0].get("href")).startswith("http://testserver/images/")
        (own,) = (link.href for link in feed.feed.links if link.rel == "self")
        assert own == f"http://testserver/feeds/articles.{form}?section={section.slug}"

    def test_is_a_json_feed(self, rich: ArticlePage) -> None:
        document = read("json", "?tag=klima&locale=de")
        assert document["title"] == "Leserbrief: Klima"
        assert document["home_page_url"] == "http://testserver/de/?tag=klima"
        assert document["feed_url"] == "http://testserver/feeds/articles.json?tag=klima&locale=de"
        assert document["language"] == "de"
        (item,) = document["items"]
        assert (item["id"], item["url"], item["tags"]) == (guid(rich), rich.full_url, ["Klima"])
        assert item["authors"][0].keys() == {"name", "url"}
        assert item["attachments"][0]["mime_type"] == "text/plain"
        assert item["date_published"] == "2026-03-01T09:00:00+01:00"

    def test_keeps_every_sign_of_a_title_but_what_xml_forbids(self) -> None:
        feed = feedparser.parse(get("atom").content)
        assert SHOWN in [entry.title for entry in feed.entries]
        assert feed.entries[-1].published == "1800-01-01T00:00:00+00:00"

    def test_keeps_the_ids_of_entries_when_the_slug_changes(self, rich: ArticlePage) -> None:
        before = {item["id"] for item in read("json")["items"]}
        page = ArticlePage.objects.get(pk=rich.pk)
        page.slug = "anders"
        page.save_revision().publish()
        factories.settle()
        after = read("json")["items"]
        assert {item["id"] for item in after} == before
        assert ArticlePage.objects.get(pk=rich.pk).full_url in [item["url"] for item in after]

    def test_tells_every_correction_with_its_date(self, rich: ArticlePage) -> None:
        corrections = [
            {"at": f"2026-03-0{day}T10:00:00+01:00", "text": f"Fehler {day} & mehr.", "version": day}
            for day in (4, 3, 2)
        ]
        edition = Edition.objects.get(pk=rich.pk)
        body = orjson.loads(bytes(edition.full)) | {"corrections": corrections}
        Edition.objects.filter(pk=rich.pk).update(full=orjson.dumps(body))
        (item,) = read("json", "?tag=klima&locale=de")["items"]
        for day in (2, 3, 4):
            line = f"<strong>Korrektur vom {day}. März 2026:</strong> Fehler {day} &amp; mehr."
            assert line in item["content_html"]
        (entry,) = read("rss", "?tag=klima&locale=de").entries
        assert all(f"Fehler {day} " in entry.content[0].value for day in (2, 3, 4))


def guid(page: ArticlePage) -> str:
    return f"urn:uuid:{Edition.objects.values_list('guid', flat=True).get(pk=page.pk)}"


@pytest.mark.usefixtures("rich")
class TestFilters:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("section=umwelt", {"A"}),
            ("tag=bus,rad", {"A", "B"}),
            ("tag_all=rad,bus", {"B"}),
            ("author=ada&locale=de", {"A"}),
            ("author=ada&locale=en", set()),
            ("tag=gibt-es-nicht", set()),
        ],
    )
    def test_are_those_of_the_list(self, query: str, found: set[str]) -> None:
        assert {form: set(titles(form, f"?{query}")) for form in FORMATS} == dict.fromkeys(FORMATS, found)

    @pytest.mark.parametrize(
        ("query", "parameter"),
        [("colour=red", "colour"), ("locale=fr", "locale"), ("tag=a,a", "tag"), ("section=", "section")],
    )
    def test_refuse_what_they_do_not_know(self, query: str, parameter: str) -> None:
        answer = get("rss", f"?{query}", 400, accept_language="de")
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["title"] == "Ungültiger Parameter"
        assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]

    def test_another_format_is_not_found(self) -> None:
        assert get("xml", status=404).json()["status"] == 404

    def test_only_reading_is_possible(self) -> None:
        answer = client.delete("/feeds/articles.rss")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


class TestConditionalRequests:
    @pytest.mark.parametrize("form", FORMATS)
    def test_are_answered_by_one_query_and_without_a_body(
        self, form: str, rich: ArticlePage, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(2):
            first = get(form)
        with django_assert_num_queries(1):
            again = get(form, status=304, if_none_match=first["ETag"])
        assert not first["ETag"].startswith("W/")
        assert again.content == b""
        for name in ("ETag", "Cache-Tag", "Cache-Control"):
            assert again[name] == first[name]

    def test_tell_the_formats_apart(self, rich: ArticlePage) -> None:
        assert len({get(form)["ETag"] for form in FORMATS}) == 3

    def test_see_a_change_of_an_entry(self, rich: ArticlePage) -> None:
        before = get("rss")["ETag"]
        page = ArticlePage.objects.get(pk=rich.pk)
        page.lead = "Anders."
        page.save_revision().publish()
        factories.settle()
        assert get("rss", if_none_match=before)["ETag"] != before

    def test_of_an_empty_feed_do_not_change_with_the_clock(self) -> None:
        first = get("rss", "?tag=leer")
        assert get("rss", "?tag=leer", 304, if_none_match=first["ETag"]).content == b""

    def test_head_has_no_body(self, rich: ArticlePage) -> None:
        answer = client.head("/feeds/articles.rss")
        assert (answer.status_code, answer.content) == (200, b"")


class TestCaching:
    def test_has_the_tags_of_the_list_and_of_its_articles(self, rich: ArticlePage) -> None:
        answer = get("atom", "?tag=klima&locale=de")
        assert set(answer["Cache-Tag"].split(",")) == {"everything", "list:tag=klima", f"page:{rich.pk}"}
        assert "s-maxage=60" in answer["Cache-Control"]
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"

    def test_ends_with_the_first_article_that_expires(self) -> None:
        factories.compiled_article(expire_at=timezone.now() + timedelta(seconds=30))
        age = int(get("rss")["Cache-Control"].rpartition("s-maxage=")[2])
        assert 0 <= age <= 30

    def test_other_origins_may_read_it(self) -> None:
        answer = get("json", origin="https://front.example")
        assert answer["Access-Control-Allow-Origin"] == "https://front.example"

    def test_neither_cookies_nor_languages_split_it(self) -> None:
        answer = get("rss")
        assert not answer.cookies
        assert answer["Vary"].lower() == "origin"


def test_a_feed_has_the_fifty_newest(django_assert_num_queries: Any) -> None:
    page = factories.compiled_article()
    factories.further_editions(page, 60)
    with django_assert_num_queries(2):
        answer = get("json")
    items: list[Mapping[str, Any]] = answer.json()["items"]
    assert len(items) == 50
    tags = answer["Cache-Tag"].split(",")
    assert {"list:all", f"page:{page.pk + 60}"} <= set(tags)
