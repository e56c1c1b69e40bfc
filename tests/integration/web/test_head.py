"""The head of the reference site, as a search engine or messenger that runs no scripts reads it."""

import json
from collections import defaultdict
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.models import ArticlePage, SectionPage
from tests import factories
from tests.contracts import rich_article
from web.head import head_of

pytestmark = pytest.mark.django_db
EVIL = "</script><script>alert('1')</script> & <!-- \u2028 \"x\""


class Head(HTMLParser):
    """Reads a head as a browser would."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title = self.canonical = self.robots = self.description = ""
        self.languages: dict[str, str] = {}
        self.properties: dict[str, list[str]] = defaultdict(list)
        self.scripts: list[str] = []
        self.feeds: list[tuple[str, str]] = []
        self._within: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        match tag, found:
            case "title", _:
                self._within = "title"
            case "script", {"type": "application/ld+json"}:
                self._within = "json"
            case "link", {"rel": "canonical"}:
                self.canonical = found["href"]
            case "link", {"rel": "alternate", "hreflang": language}:
                self.languages[language] = found["href"]
            case "link", {"rel": "alternate", "type": "application/rss+xml" | "application/atom+xml"}:
                self.feeds.append((found["title"], found["href"]))
            case "meta", {"property": name}:
                self.properties[name].append(found["content"])
            case "meta", {"name": "description"}:
                self.description = found["content"]
            case "meta", {"name": "robots"}:
                self.robots = found["content"]

    def handle_data(self, data: str) -> None:
        if self._within == "title":
            self.title += data
        if self._within == "json":
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._within = None


def visit(path: str) -> HttpResponse:
    return Client().get(path)  # type: ignore[return-value]


def head_at(path: str) -> Head:
    return Head(visit(path).content.decode())


def seo_at(path: str) -> Any:
    return Client().get("/api/v1/resolve/", {"path": path}).json()["page"]["seo"]


@pytest.fixture(scope="module")
def rich(module_transaction: None) -> ArticlePage:
    factories.home().save()
    return rich_article.published()


class TestTheHead:
    @pytest.mark.parametrize("kind", ["article", "section", "home"])
    def test_says_what_the_api_says(self, rich: ArticlePage, kind: str) -> None:
        pages = {"article": rich, "section": rich.get_parent().specific, "home": factories.home()}
        path = pages[kind].url
        head, seo = head_at(path), seo_at(path)
        assert head.title == seo["title"]
        assert head.description == seo["description"]
        assert head.canonical == seo["canonical"]
        assert head.languages == seo["hreflang"]
        assert [json.loads(script) for script in head.scripts] == [seo["json_ld"]]
        assert head.robots == ""

    def test_has_one_element_for_each_value_of_open_graph(self, rich: ArticlePage) -> None:
        found = head_at(rich.url).properties
        assert found["og:type"] == ["article"]
        assert found["og:locale:alternate"] == ["en_US"]
        assert found["article:tag"] == ["Klima"]
        assert all(
            found[name] for name in ("og:title", "og:url", "og:image", "og:image:width", "og:image:alt")
        )

    def test_takes_no_further_query(self, rich: ArticlePage, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            visit(rich.url)

    def test_is_that_of_no_page_on_a_list_of_a_topic_or_author(self, rich: ArticlePage) -> None:
        head = head_at("/de/?tag=klima")
        assert (head.canonical, head.scripts, head.robots) == ("", [], "")

    def test_asks_not_to_be_indexed_where_no_page_is(self) -> None:
        article = factories.compiled_article()
        path = article.url
        article.delete()
        factories.settle()
        for missing, status in ((path, 410), ("/de/nichts/", 404)):
            answer = visit(missing)
            assert (answer.status_code, Head(answer.content.decode()).robots) == (status, "noindex")

    def test_is_purged_with_the_page_its_comments_and_its_image(self, rich: ArticlePage) -> None:
        tags = visit(rich.url)["Cache-Tag"].split(",")
        assert {f"page:{rich.pk}", f"comments:{rich.pk}", f"image:{rich.image_id}"} <= set(tags)


def test_a_text_in_the_head_ends_no_element() -> None:
    page = factories.compiled_article(title=EVIL, lead=EVIL, tags=["<b>"])
    answer = visit(page.url).content.decode()
    head = Head(answer)
    assert head.title == f"{EVIL} – Leserbrief"
    assert head.description == " ".join(EVIL.split())
    assert "alert(" not in "".join(part for part in answer.split("<script")[2:] if "ld+json" not in part)
    (script,) = head.scripts
    assert json.loads(script)["@graph"][0]["headline"] == EVIL


def test_json_ld_is_printed_without_what_html_reads() -> None:
    page = {
        "seo": {
            "title": "",
            "description": "",
            "canonical": "",
            "hreflang": {},
            "open_graph": {},
            "json_ld": EVIL,
        }
    }
    printed = head_of(page).json_ld
    assert not set("<>&\u2028") & set(printed)
    assert json.loads(printed) == EVIL


class TestTheFeedsOfAPage:
    LANGUAGE = ("Leserbrief", "/feeds/articles.rss?locale=de")
    COMMENTS = ("Leserbrief: Kommentare", "/feeds/comments.atom?locale=de")

    def test_are_those_of_its_section_and_of_its_language(self, rich: ArticlePage) -> None:
        section = rich.get_parent()
        own = (f"Leserbrief: {section.title}", f"/feeds/articles.rss?section={section.slug}&locale=de")
        of_article = (f"Kommentare zu „{rich.title}“", f"/feeds/articles/{rich.pk}/comments.atom")
        assert head_at(rich.url).feeds == [own, self.LANGUAGE, of_article]
        assert head_at(SectionPage.objects.get(pk=section.pk).url).feeds == [
            own,
            self.LANGUAGE,
            self.COMMENTS,
        ]
        assert head_at("/de/").feeds == [self.LANGUAGE, self.COMMENTS]

    @pytest.mark.parametrize("name", ["tag", "author"])
    def test_are_those_of_a_list(self, rich: ArticlePage, name: str) -> None:
        own = ("Leserbrief: größe", f"/feeds/articles.rss?{name}=gr%C3%B6%C3%9Fe&locale=de")
        assert head_at(f"/de/?{name}=größe").feeds == [own, self.LANGUAGE, self.COMMENTS]

    def test_is_that_of_the_language_where_no_page_is(self) -> None:
        assert head_at("/en/nothing/").feeds == [
            ("Leserbrief", "/feeds/articles.rss?locale=en"),
            ("Leserbrief: Comments", "/feeds/comments.atom?locale=en"),
        ]

    def test_can_be_read(self, rich: ArticlePage) -> None:
        assert [visit(url).status_code for _title, url in head_at(rich.url).feeds] == [200, 200, 200]


def test_what_an_article_said_before_is_not_for_search_engines() -> None:
    article = factories.compiled_article()
    head = Head(Client().get(f"{article.url}?version=1").content.decode())
    assert (head.canonical, head.scripts, head.robots) == ("", [], "noindex")


def test_what_a_search_has_found_is_not_for_search_engines() -> None:
    head = Head(Client().get("/de/?q=Stadt").content.decode())
    assert (head.canonical, head.scripts, head.robots) == ("", [], "noindex")
