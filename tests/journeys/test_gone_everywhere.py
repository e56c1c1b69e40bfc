"""Whatever hides an article hides it from every endpoint in the next request; undoing it shows the article again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.jobs import publish_due
from cms.models import ArticlePage, ArticleRelation, Download, SectionPage
from tests import comment_factories, factories
from tests.takedowns import lift, take_down

pytestmark = pytest.mark.usefixtures("committed_site")

EVERYWHERE = {
    "detail",
    "card",
    "by slug",
    "list",
    "list of the section",
    "ids",
    "resolve",
    "reader's site",
    "related",
    "linked",
    "thread",
    "challenge",
    "counts",
    "latest comments",
    "feed of comments",
    "feed of its comments",
    "feed",
    "sitemap",
    "file",
}


@dataclass
class Newsroom:
    """An article with a file, another one that relates and links to it, and a private section."""

    article: ArticlePage
    download: Download
    other: ArticlePage
    section: SectionPage
    private: SectionPage


@pytest.fixture
@transaction.atomic
def newsroom() -> Newsroom:
    """Make it in one transaction, so that each page is compiled once."""
    section = factories.section(slug="projekte")
    private = factories.section(slug="intern")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    download = factories.download()
    article = factories.published_article(
        parent=section, slug="neu", title="Das Neue", body=[("download", download)]
    )
    comment_factories.comment(article=article, status="PUBLISHED")
    link = f'<p><a linktype="page" id="{article.pk}">dort</a></p>'
    other = factories.compiled_article(slug="anderes", body=[("paragraph", link)])
    other.article_relations = [ArticleRelation(related=article)]
    other.save_revision().publish()
    return Newsroom(article, download, other, section, private)


def where_shown(room: Newsroom) -> set[str]:
    """Return the names of the endpoints that show the article."""
    client, key, url = Client(), room.article.pk, "http://testserver/de/projekte/neu/"
    api = "/api/v1"

    def there(path: str) -> bool:
        answer: Any = client.get(path)
        # Read to the end, because the file is closed then.
        answer.getvalue()
        return bool(answer.status_code == 200)

    def listed(query: str) -> bool:
        return key in [item["id"] for item in client.get(f"{api}/articles/{query}").json()["items"]]

    page = client.get(f"{api}/articles/{room.other.pk}/").json()
    challenge = client.post(f"{api}/comments/challenge/", {"article": key}, content_type="application/json")
    counts = client.get(f"{api}/comments/counts/?article={key}").json()["items"]
    latest = f"{api}/comments/latest/"
    found = {
        "detail": there(f"{api}/articles/{key}/"),
        "card": there(f"{api}/articles/{key}/?profile=card"),
        "by slug": there(f"{api}/articles/by-slug/neu/"),
        "list": listed(""),
        "list of the section": listed("?section=projekte"),
        "ids": listed(f"?ids={key}"),
        "resolve": there(f"{api}/resolve/?path=/de/projekte/neu/"),
        "reader's site": there("/de/projekte/neu/"),
        "related": [card["id"] for card in page["related"]] == [key],
        "linked": page["body"][0]["value"]["links"][0]["state"] == "OK",
        "thread": there(f"{api}/articles/{key}/comments/"),
        "latest comments": [one["article"] for one in client.get(latest).json()["items"]] == [key],
        "feed of comments": url in client.get("/feeds/comments.atom").content.decode(),
        "feed of its comments": there(f"/feeds/articles/{key}/comments.atom"),
        "challenge": challenge.status_code == 201,
        "counts": counts == [{"article": key, "count": 1}],
        "feed": url in [item["url"] for item in client.get("/feeds/articles.json").json()["items"]],
        "sitemap": f"<loc>{url}</loc>" in client.get("/sitemap.xml").content.decode(),
        "file": there(f"{api}/downloads/{room.download.pk}/file/"),
    }
    return {name for name, is_shown in found.items() if is_shown}


def unpublish(room: Newsroom) -> Callable[[], object]:
    ArticlePage.objects.get(pk=room.article.pk).unpublish()
    return lambda: room.article.get_latest_revision().publish()


def expire(room: Newsroom) -> Callable[[], object]:
    page = ArticlePage.objects.get(pk=room.article.pk)
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()

    def undo() -> None:
        publish_due(timezone.now())
        fresh = ArticlePage.objects.get(pk=room.article.pk)
        fresh.expire_at = None
        fresh.save_revision().publish()

    return undo


def move_below_a_private_page(room: Newsroom) -> Callable[[], object]:
    Page.objects.get(pk=room.section.pk).move(Page.objects.get(pk=room.private.pk), pos="last-child")
    return lambda: Page.objects.get(pk=room.section.pk).move(factories.home(), pos="last-child")


def restrict_the_section(room: Newsroom) -> Callable[[], object]:
    restriction = PageViewRestriction.objects.create(page=room.section, restriction_type="login")
    return restriction.delete


def restrict_the_article(room: Newsroom) -> Callable[[], object]:
    restriction = PageViewRestriction.objects.create(page=room.article, restriction_type="login")
    return restriction.delete


def take_it_down(room: Newsroom) -> Callable[[], object]:
    takedown = take_down(room.article, media=[room.download])
    return lambda: lift(takedown)


@pytest.mark.parametrize(
    "hide",
    [
        unpublish,
        expire,
        move_below_a_private_page,
        restrict_the_section,
        restrict_the_article,
        take_it_down,
    ],
)
def test_what_is_hidden_is_gone_and_comes_back(
    hide: Callable[[Newsroom], Callable[[], object]], newsroom: Newsroom
) -> None:
    assert where_shown(newsroom) == EVERYWHERE
    undo = hide(newsroom)
    assert where_shown(newsroom) == set()
    undo()
    assert where_shown(newsroom) == EVERYWHERE


def test_what_is_deleted_is_gone(newsroom: Newsroom) -> None:
    ArticlePage.objects.get(pk=newsroom.article.pk).delete()
    assert where_shown(newsroom) <= {"related"}
    assert Client().get(f"/api/v1/articles/{newsroom.other.pk}/").json()["related"] == []


def test_an_alias_is_there_by_its_path_only_and_takes_no_comments(newsroom: Newsroom) -> None:
    target = factories.section(slug="auswahl")
    alias = newsroom.article.create_alias(parent=target)
    found = Client().get("/api/v1/resolve/?path=/de/auswahl/neu/").json()["page"]
    assert (found["id"], found["comments"]["policy"]) == (alias.pk, "CLOSED")
    assert where_shown(newsroom) == EVERYWHERE
    assert Client().get(f"/api/v1/articles/{alias.pk}/").status_code == 404
    newsroom.article.unpublish()
    assert Client().get("/api/v1/resolve/?path=/de/auswahl/neu/").status_code == 404
