"""Real answers validated against the OpenAPI document and the typed models."""

from typing import Any

import orjson
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.models import CollectionViewRestriction

from api.http.problem_responses import ErrorOut, ProblemOut
from api.v1.sync import GoneLogOut
from cms.models import ArticlePage, Topic
from delivery.content.articles import ArticleCardOut, ArticleFullOut, ArticleListOut
from delivery.content.changes import ChangeListOut, SnapshotEndOut
from delivery.content.home import HomeOut
from delivery.content.pages import SectionFullOut
from delivery.content.paths import ResolvedPageOut, ResolvedRedirectOut
from delivery.invalidation import invalidate_editions
from delivery.models import DeliveryState
from tests import factories
from tests.contracts import rich_article
from tests.contracts.document import check, check_model, check_value, document
from tests.front_pages import arrange, automatic, curated, lead

pytestmark = pytest.mark.django_db


BASE = "/api/v1"


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(BASE + path, headers=headers)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def rich(module_transaction: None) -> ArticlePage:
    return rich_article.published()


class TestAnArticle:
    def test_with_everything_in_it(self, rich: ArticlePage) -> None:
        article = check(get(f"/articles/{rich.pk}/"), "/articles/{article_id}/")
        check_model(article, ArticleFullOut)
        assert {block["type"] for block in article["body"]} == {*rich_article.BLOCK_VALUES}
        assert article["corrections"]
        assert len(article["translations"]) == len(article["related"]) == 1
        assert article["related"][0]["comments"]["count"] is None

    def test_with_nothing_in_it(self) -> None:
        page = factories.compiled_article(lead="-", body=[])
        article = check(get(f"/articles/{page.pk}/"), "/articles/{article_id}/")
        check_model(article, ArticleFullOut)
        assert article["section"] is article["image"] is None

    def test_whose_pictures_and_files_are_private(self, rich: ArticlePage) -> None:
        assert rich.image
        CollectionViewRestriction.objects.create(collection=rich.image.collection, restriction_type="login")
        factories.settle()
        article = check(get(f"/articles/{rich.pk}/"), "/articles/{article_id}/")
        assert article["image"]["state"] == "PRIVATE"
        check_model(article, ArticleFullOut)

    def test_by_its_slug(self) -> None:
        factories.compiled_article(slug="auszeichnung")
        article = check(get("/articles/by-slug/auszeichnung/?locale=de"), "/articles/by-slug/{slug}/")
        check_model(article, ArticleFullOut)

    def test_in_the_profile_of_lists(self) -> None:
        page = factories.compiled_article()
        card = check(get(f"/articles/{page.pk}/?profile=card"), "/articles/{article_id}/")
        check_model(card, ArticleCardOut)

    def test_that_has_not_changed(self) -> None:
        path = f"/articles/{factories.compiled_article().pk}/"
        answer = get(path, if_none_match=get(path)["ETag"])
        assert answer.status_code == 304
        check(answer, "/articles/{article_id}/")

    def test_with_a_block_that_is_broken(
        self, rich: ArticlePage, monkeypatch: pytest.MonkeyPatch, caplog: Any
    ) -> None:
        def fail(*args: Any) -> None:
            raise ValueError

        monkeypatch.setitem(rich_article.BLOCK_VALUES, "table", fail)
        invalidate_editions([rich.pk], now=timezone.now())
        factories.settle()
        article = check(get(f"/articles/{rich.pk}/"), "/articles/{article_id}/")
        (broken,) = [block for block in article["body"] if block["type"] == "broken"]
        assert broken["value"] == {"was": "table", "state": "ERROR"}
        check_model(article, ArticleFullOut)


class TestAListOfArticles:
    def test_in_both_profiles(self, rich: ArticlePage) -> None:
        for profile, model in (("card", ArticleCardOut), ("full", ArticleFullOut)):
            body = check(get(f"/articles/?profile={profile}"), "/articles/")
            check_model(body, ArticleListOut)
            assert "missing" not in body["meta"]
            assert body["items"]
            for item in body["items"]:
                check_model(item, model)

    def test_that_is_empty(self) -> None:
        assert check(get("/articles/?tag=nichts"), "/articles/")["items"] == []

    def test_that_goes_on_and_is_not_counted(self) -> None:
        for _number in range(2):
            factories.compiled_article()
        body = check(get("/articles/?limit=1&count=none"), "/articles/")
        assert body["meta"]["count"] is None
        assert body["links"]["next"]

    def test_by_ids(self) -> None:
        page = factories.compiled_article()
        body = check(get(f"/articles/?ids={page.pk},999999"), "/articles/")
        assert body["meta"] == {"count": 1, "limit": 2, "unknown": {}, "missing": [999999]}


class TestAPath:
    def test_of_an_article(self) -> None:
        page = factories.compiled_article()
        body = check(get(f"/resolve/?path={page.url}"), "/resolve/")
        check_model(body, ResolvedPageOut)
        check_model(body["page"], ArticleFullOut)

    def test_of_a_section(self) -> None:
        section = factories.section()
        factories.compiled_article(parent=section)
        body = check(get(f"/resolve/?path={section.url}"), "/resolve/")
        check_model(body["page"], SectionFullOut)

    def test_of_a_home_page(self) -> None:
        factories.english_home()
        section = factories.section()
        articles = [factories.compiled_article(parent=section, tags=["Klima"]) for _number in range(4)]
        tag = Topic.objects.get()
        arrange(lead(articles[0]), curated(articles[1]), automatic(1, section=section), automatic(tag=tag))
        body = check(get("/resolve/?path=/de/"), "/resolve/")
        check_model(body["page"], HomeOut)
        assert section.pk in [listed["id"] for listed in body["page"]["sections"]]
        assert check(get("/home/?locale=de"), "/home/") == body["page"]

    def test_that_leads_elsewhere(self) -> None:
        body = check(get("/resolve/?path=/"), "/resolve/")
        check_model(body, ResolvedRedirectOut)

    def test_that_leads_nowhere_or_nowhere_any_more(self) -> None:
        page = factories.compiled_article()
        path = page.url
        page.delete()
        factories.settle()
        assert check(get(f"/resolve/?path={path}"), "/resolve/")["status"] == 410
        assert check(get("/resolve/?path=/de/nichts/"), "/resolve/")["status"] == 404


class TestFollowing:
    def test_the_changes(self) -> None:
        factories.compiled_article().unpublish()
        factories.settle()
        body = check(get("/changes/"), "/changes/")
        check_model(body, ChangeListOut)
        assert body["items"]

    def test_the_changes_behind_a_cursor_that_is_too_old(self) -> None:
        DeliveryState.objects.create(pruned_to=10**9)
        assert set(check(get("/changes/"), "/changes/")) == {*GoneLogOut.model_fields}

    def test_a_snapshot_line_by_line(self, rich: ArticlePage) -> None:
        described = document()["paths"][f"{BASE}/snapshot/"]["get"]["responses"]["200"]["content"]
        response: Any = get("/snapshot/")
        lines = [orjson.loads(line) for line in response.getvalue().splitlines()]
        for line in lines:
            check_value(line, described["application/x-ndjson"]["schema"])
        check_model({line["type"]: line for line in lines[:-1]}["article"], ArticleFullOut)
        check_model(lines[-1], SnapshotEndOut)


class TestARefusal:
    def test_names_what_is_allowed(self) -> None:
        problem = check(get("/articles/?publishd_after=2026-03-01&limit=0"), "/articles/")
        assert set(problem) == {*ProblemOut.model_fields}
        expected = {*ErrorOut.model_fields} - {"header", "pointer"}
        assert [set(error) for error in problem["errors"]] == [expected] * 2

    @pytest.mark.parametrize(
        ("path", "template"),
        [
            ("/articles/999999/", "/articles/{article_id}/"),
            ("/articles/by-slug/nichts/", "/articles/by-slug/{slug}/"),
            ("/articles/999999/comments/", "/articles/{article_id}/comments/"),
            ("/downloads/999999/file/", "/downloads/{download_id}/file/"),
            ("/comments/0195d6a1-3c00-7a4b-9c1d-2e3f4a5b6c7d/replies/", "/comments/{comment_id}/replies/"),
            ("/comments/mine/", "/comments/mine/"),
        ],
    )
    def test_of_what_is_not_there(self, path: str, template: str) -> None:
        assert set(check(get(path), template)) == {*ProblemOut.model_fields}

    def test_of_another_format(self) -> None:
        assert check(get("/articles/", accept="text/csv"), "/articles/")["status"] == 406


def test_a_file_is_not_json() -> None:
    answer: Any = get(f"/downloads/{factories.public_download().pk}/file/")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.getvalue() == b"Text"
