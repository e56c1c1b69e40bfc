"""Sitemaps as crawlers see them: from robots.txt on, through `ultimate-sitemap-parser`."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from defusedxml import ElementTree
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from usp.objects.page import SitemapPage
from usp.tree import sitemap_tree_for_homepage
from usp.web_client.abstract_client import (
    AbstractWebClient,
    AbstractWebClientResponse,
    LocalWebClientSuccessResponse,
    WebClientErrorResponse,
)
from wagtail.models import Page

from cms.models import ArticlePage
from delivery.models import Edition, SitemapEntry
from delivery.read import sitemaps
from tests import factories
from tests.contracts import rich_article

pytestmark = pytest.mark.django_db
client = Client()
TITLE = "Bäume & <Straßen> ]]> 👩‍💻 مدينة\x0b"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALL = ("/sitemap.xml", "/sitemap-1.xml", "/sitemap-news.xml", "/robots.txt")


class Crawler(AbstractWebClient):
    """Asks the service itself, without a network."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def set_max_response_data_length(self, max_response_data_length: int | None) -> None:
        """Take answers of any length."""

    def get(self, url: str) -> AbstractWebClientResponse:
        path = url.removeprefix("http://testserver")
        self.asked.append(path)
        answer: Any = client.get(path)
        if answer.status_code != 200:
            return WebClientErrorResponse(str(answer.status_code), False)
        return LocalWebClientSuccessResponse(url, answer.content.decode())


def crawl() -> tuple[dict[str, SitemapPage], list[str]]:
    """Return the pages that a crawler finds, and what it asks for."""
    crawler = Crawler()
    tree = sitemap_tree_for_homepage("http://testserver/", web_client=crawler, use_known_paths=False)
    return {page.url: page for page in tree.all_pages() if page.news_story is None}, crawler.asked


def news() -> dict[str, SitemapPage]:
    tree = sitemap_tree_for_homepage("http://testserver/", web_client=Crawler(), use_known_paths=False)
    return {page.url: page for page in tree.all_pages() if page.news_story}


def urls(path: str) -> list[str]:
    root = ElementTree.fromstring(client.get(path).content)
    return [element.text or "" for element in root.iter(f"{SITEMAP}loc")]


@pytest.fixture(scope="module")
def rich(module_transaction: None) -> ArticlePage:
    return rich_article.published()


class TestTheSitemap:
    def test_has_every_public_page_and_no_alias(self, rich: ArticlePage) -> None:
        alias = rich.create_alias(parent=factories.home())
        draft = factories.draft_article()
        old = factories.article(published_at=datetime(1800, 1, 1, tzinfo=UTC), slug="größe")
        factories.settle()
        pages, _asked = crawl()
        aliases = Page.objects.exclude(alias_of=None).values("pk")
        public = Edition.objects.filter(type__in=["article", "section", "home"]).exclude(pk__in=aliases)
        assert pages.keys() == set(public.values_list("url", flat=True))
        assert not {alias.full_url, draft.full_url} & pages.keys()
        assert "http://testserver/de/gr%C3%B6%C3%9Fe/" in pages
        assert pages[old.full_url].last_modified == datetime(1800, 1, 1, tzinfo=UTC)

    def test_tells_languages_images_and_the_last_change(self, rich: ArticlePage) -> None:
        page = crawl()[0][rich.full_url]
        assert dict(page.alternates) == seo(rich)["hreflang"]
        assert [image.loc for image in page.images] == [article(rich)["image"]["src"]]
        assert page.last_modified == datetime.fromisoformat(article(rich)["updated_at"])

    def test_leaves_out_a_page_that_is_hidden(self, rich: ArticlePage) -> None:
        Edition.objects.filter(pk=rich.pk).update(hidden=True)
        assert rich.full_url not in urls("/sitemap.xml")

    def test_waits_for_what_must_be_compiled_and_is_not_kept_meanwhile(self, rich: ArticlePage) -> None:
        Edition.objects.filter(pk=rich.pk).update(needs_recompilation=True)
        assert rich.full_url not in urls("/sitemap.xml")
        assert client.get("/sitemap.xml")["Cache-Control"].endswith("s-maxage=0")

    def test_follows_a_page_that_moves_or_goes(self, rich: ArticlePage) -> None:
        page = ArticlePage.objects.get(pk=rich.pk)
        page.slug = "anderswo"
        page.save_revision().publish()
        factories.settle()
        assert any(url.endswith("/anderswo/") for url in urls("/sitemap.xml"))
        page.unpublish()
        factories.settle()
        assert not any(url.endswith("/anderswo/") for url in urls("/sitemap.xml"))
        assert not SitemapEntry.objects.filter(pk=rich.pk).exists()

    def test_of_another_host_is_not_ours(self, rich: ArticlePage, settings: LazySettings) -> None:
        settings.PUBLIC_URL = "https://andere.example"
        page = factories.article()
        factories.settle()
        assert not SitemapEntry.objects.filter(pk=page.pk).exists()


class TestAnIndex:
    @pytest.fixture(autouse=True)
    def _small_parts(self, rich: ArticlePage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(SitemapEntry, "PART_SIZE", 3)
        for entry in SitemapEntry.objects.all():
            SitemapEntry.objects.filter(pk=entry.pk).update(part=entry.pk // 3)

    def test_leads_to_every_page(self, rich: ArticlePage) -> None:
        pages, asked = crawl()
        assert pages.keys() == set(SitemapEntry.objects.values_list("edition__url", flat=True))
        parts = {pk // 3 + 1 for pk in SitemapEntry.objects.values_list("pk", flat=True)}
        assert {path for path in asked if "sitemap-" in path} == {
            "/sitemap-news.xml",
            *(f"/sitemap-{number}.xml" for number in parts),
        }

    def test_leaves_out_a_part_without_a_public_page(self, rich: ArticlePage) -> None:
        path = f"/sitemap-{rich.pk // 3 + 1}.xml"
        beside = Edition.objects.filter(pk__gte=rich.pk // 3 * 3, pk__lt=rich.pk // 3 * 3 + 3)
        beside.update(hidden=True)
        assert f"http://testserver{path}" not in urls("/sitemap.xml")
        assert client.get(path).status_code == 404

    def test_has_the_time_of_the_last_change_of_each_part(self, rich: ArticlePage) -> None:
        root = ElementTree.fromstring(client.get("/sitemap.xml").content)
        changes = [datetime.fromisoformat(one.text or "") for one in root.iter(f"{SITEMAP}lastmod")]
        assert max(changes) <= timezone.now()
        assert len(changes) == len(urls("/sitemap.xml"))

    def test_takes_two_queries(self, rich: ArticlePage, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(2):
            client.get("/sitemap.xml")
        with django_assert_num_queries(1):
            client.get(f"/sitemap-{rich.pk // 3 + 1}.xml")


class TestTheNews:
    @pytest.fixture(autouse=True)
    def _articles(self, rich: ArticlePage) -> None:
        now = timezone.now()
        for hours, title in ((1, TITLE), (47, "Gestern"), (49, "Vorgestern")):
            factories.article(title=title, published_at=now - timedelta(hours=hours))
        factories.settle()

    def test_are_the_articles_of_two_days(self, rich: ArticlePage) -> None:
        stories = {story.title: story for page in news().values() if (story := page.news_story)}
        assert stories.keys() == {TITLE.replace("\x0b", ""), "Gestern"}
        story = stories["Gestern"]
        assert (story.publication_name, story.publication_language) == ("Leserbrief", "de")

    def test_are_kept_until_the_oldest_leaves(self, settings: LazySettings) -> None:
        settings.SHARED_CACHE_SECONDS = 86400
        seconds = int(client.get("/sitemap-news.xml")["Cache-Control"].rpartition("s-maxage=")[2])
        assert 3500 <= seconds <= 3600

    def test_are_a_thousand_at_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemaps, "_MAX_NEWS", 1)
        assert len(urls("/sitemap-news.xml")) == 1

    def test_take_two_queries(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(2):
            client.get("/sitemap-news.xml")


@pytest.mark.usefixtures("rich")
class TestAnAnswer:
    @pytest.mark.parametrize("path", ALL)
    def test_is_304_for_a_crawler_that_has_it(self, path: str) -> None:
        first = client.get(path)
        assert first.status_code == 200
        assert not first["ETag"].startswith("W/")
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Tag"] == first["Cache-Tag"]

    @pytest.mark.parametrize("path", ALL)
    def test_has_no_cookie_and_one_form_for_all(self, path: str) -> None:
        answer = client.get(path, headers={"accept": "text/html", "accept-language": "fr"})
        assert (answer.status_code, "Vary" in answer, len(answer.cookies)) == (200, False, 0)

    @pytest.mark.parametrize("path", ALL)
    @pytest.mark.parametrize("query", ["x", "page=2&page=3"])
    def test_is_the_same_whatever_stands_in_the_query(self, path: str, query: str) -> None:
        assert client.get(f"{path}?{query}").content == client.get(path).content

    @pytest.mark.parametrize("path", ALL)
    def test_takes_no_other_method(self, path: str) -> None:
        assert client.delete(path)["Allow"] == "GET, HEAD"
        assert client.head(path).content == b""

    @pytest.mark.parametrize("number", ["0", "01", "99", "9" * 18, "9" * 30, "x", "-1"])
    def test_is_404_where_no_part_is(self, number: str) -> None:
        assert client.get(f"/sitemap-{number}.xml").status_code == 404

    def test_changes_with_any_page(self) -> None:
        assert client.get("/sitemap.xml")["Cache-Tag"] == "everything,pages"


def article(page: ArticlePage) -> Any:
    return client.get(f"/api/v1/articles/{page.pk}/").json()


def seo(page: ArticlePage) -> Any:
    return article(page)["seo"]
