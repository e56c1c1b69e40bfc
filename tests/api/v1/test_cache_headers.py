"""The headers of cacheable answers: their tags, their lifetime, and what they vary by."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from api.v1.urls import urlpatterns
from cms.models import ArticlePage
from cms.renditions import rendition_url
from comments.models import Comment
from delivery.caching.tags import MAX_BYTES
from tests import comment_factories, factories

pytestmark = pytest.mark.django_db
client = Client()
API = "/api/v1/"


class Room:
    """One object for each URL of the API."""

    def __init__(self) -> None:
        section = factories.section(slug="projekte")
        self.image = factories.image()
        self.section = section
        self.author = factories.author(slug="ada")
        self.download = factories.public_download()
        self.article: ArticlePage = factories.compiled_article(
            parent=section, slug="neu", image=self.image, tags=["Klima"], authors=[self.author]
        )
        self.article.title, self.article.correction_note = "Neuer", "Der Titel war falsch."
        self.article.save_revision().publish()
        factories.settle()
        self.comment: Comment = comment_factories.comment(article=self.article, status="PUBLISHED")
        comment_factories.comment(parent=self.comment, status="PUBLISHED")


@pytest.fixture(scope="module")
def room(module_transaction: None) -> Room:
    return Room()


# By the name of the endpoint: a path, and tags that the answer has at least.
KEPT: dict[str, Callable[[Room], tuple[str, set[str]]]] = {
    "articles": lambda room: (
        "articles/",
        {"list:all", f"page:{room.article.pk}", f"comments:{room.article.pk}"},
    ),
    "article": lambda room: (
        f"articles/{room.article.pk}/",
        {f"page:{room.article.pk}", f"comments:{room.article.pk}", f"image:{room.image.pk}"},
    ),
    "article-by-slug": lambda room: (
        "articles/by-slug/neu/",
        {f"page:{room.article.pk}", f"comments:{room.article.pk}"},
    ),
    "versions": lambda room: (f"articles/{room.article.pk}/versions/", {f"page:{room.article.pk}"}),
    "version": lambda room: (f"articles/{room.article.pk}/versions/1/", {f"page:{room.article.pk}"}),
    "site": lambda room: (
        "site/",
        {f"sites:{factories.home().pk}"},
    ),
    "thread": lambda room: (
        f"articles/{room.article.pk}/comments/",
        {f"page:{room.article.pk}", f"comments:{room.article.pk}"},
    ),
    "comment": lambda room: (
        f"comments/{room.comment.pk}/",
        {f"page:{room.article.pk}", f"comments:{room.article.pk}"},
    ),
    "latest-comments": lambda room: ("comments/latest/", {"pages", "comments"}),
    "replies": lambda room: (
        f"comments/{room.comment.pk}/replies/",
        {f"page:{room.article.pk}", f"comments:{room.article.pk}"},
    ),
    "comment-counts": lambda room: (
        f"comments/counts/?article={room.article.pk},4242",
        {f"page:{room.article.pk}", f"comments:{room.article.pk}", "page:4242", "comments:4242"},
    ),
    "sections": lambda room: ("sections/", {"pages"}),
    "section": lambda room: (
        f"sections/{room.section.pk}/",
        {f"page:{room.section.pk}", "list:section=projekte"},
    ),
    "authors": lambda room: ("authors/", {"pages"}),
    "author": lambda room: ("authors/ada/", {f"authors:{room.author.pk}", "list:author=ada"}),
    "tags": lambda room: ("tags/", {"pages"}),
    "tag": lambda room: ("tags/klima/", {"list:tag=klima", "pages"}),
    "search": lambda room: (
        "search/?q=klima",
        {"pages", f"page:{room.article.pk}", f"comments:{room.article.pk}"},
    ),
    "resolve": lambda room: ("resolve/?path=/de/projekte/", {"list:section=projekte"}),
    "home": lambda room: ("home/", {f"page:{factories.home().pk}"}),
    "changes": lambda room: ("changes/", {"changes"}),
    "image": lambda room: (
        f"images/{room.image.pk}/",
        {f"images:{room.image.pk}", f"image:{room.image.pk}", f"collection:{room.image.collection_id}"},
    ),
    "download": lambda room: (f"downloads/{room.download.pk}/", {f"download:{room.download.pk}"}),
    "download-file": lambda room: (
        f"downloads/{room.download.pk}/file/",
        {f"download:{room.download.pk}", f"collection:{room.download.collection_id}"},
    ),
    "index": lambda room: ("", {"contract"}),
    "openapi": lambda room: ("openapi.json", {"contract"}),
    "docs": lambda room: ("docs/?lang=de", {"contract"}),
    "problems": lambda room: ("problems/?lang=de", {"contract"}),
    "problem": lambda room: ("problems/not-found/?lang=de", {"contract"}),
    "picture": lambda room: (
        rendition_url(room.image, "64.jpg").removeprefix("http://testserver"),
        {f"image:{room.image.pk}", f"collection:{room.image.collection_id}"},
    ),
}
# Answers for one reader, or too large to be cached.
NEVER_KEPT = {
    *("challenge", "challenge-picture", "comment-preview", "reports", "snapshot"),
    *("own-comment", "own-comment-erasure", "own-comment-export"),
}
BY_LANGUAGE = {"docs", "problems", "problem"}


def ask(name: str, room: Room, **headers: str) -> tuple[Any, set[str]]:
    path, names = KEPT[name](room)
    answer: Any = client.get(path if path.startswith("/") else API + path, headers=headers)
    answer.sent = answer.getvalue()
    return answer, names


def tags_of(answer: Any) -> list[str]:
    """Return the tags of an answer, after checking that both headers have them and are not too long."""
    value: str = answer["Surrogate-Key"]
    assert answer["Cache-Tag"] == value.replace(" ", ",")
    assert len(value) <= MAX_BYTES
    assert value.isascii()
    return value.split(" ")


def test_every_endpoint_is_known_here() -> None:
    known = KEPT.keys() | NEVER_KEPT
    assert [url.name for url in urlpatterns if isinstance(url, URLPattern) and url.name not in known] == []


@pytest.mark.parametrize("name", KEPT)
def test_what_may_be_kept_has_names_and_says_for_how_long(name: str, room: Room) -> None:
    answer, names = ask(name, room)
    assert answer.status_code == 200
    assert {"everything", *names} <= set(tags_of(answer))
    assert "s-maxage=" in answer["Cache-Control"]


@pytest.mark.parametrize("name", KEPT)
def test_a_304_has_the_same_tags(name: str, room: Room) -> None:
    first, _names = ask(name, room)
    again, _names = ask(name, room, if_none_match=first["ETag"])
    assert (again.status_code, again.sent) == (304, b"")
    for header in ("Cache-Tag", "Surrogate-Key", "ETag", "Cache-Control"):
        assert again[header] == first[header]


@pytest.mark.parametrize("name", KEPT)
def test_an_answer_varies_by_what_it_depends_on_only(name: str, room: Room) -> None:
    answer, _names = ask(name, room)
    # The CORS headers depend on the origin of the request.
    assert answer["Vary"].lower() == "origin"
    assert not answer.cookies


@pytest.mark.parametrize("name", sorted(BY_LANGUAGE))
def test_a_page_for_people_varies_by_their_language_unless_one_is_chosen(name: str) -> None:
    path = {"docs": "docs/", "problems": "problems/", "problem": "problems/not-found/"}[name]
    varies = {part.strip().lower() for part in client.get(API + path)["Vary"].split(",")}
    assert varies == {"origin", "accept-language"}


@pytest.mark.parametrize(
    "path", ["articles/4242/", "resolve/?path=/de/nichts/", "nichts/", "downloads/4242/file/"]
)
def test_what_is_not_found_has_a_name_too(path: str) -> None:
    answer = client.get(API + path)
    assert answer.status_code == 404
    assert set(tags_of(answer)) == {"everything", "unresolved"}
    assert answer["Cache-Control"] == "public, max-age=10"


@pytest.mark.parametrize("path", ["snapshot/", "comments/mine/", "articles/?colour=red"])
def test_what_must_not_be_kept_has_no_names(path: str) -> None:
    answer = client.get(API + path)
    assert answer["Cache-Control"] == "no-store"
    assert "Cache-Tag" not in answer
    assert "Surrogate-Key" not in answer


def test_a_list_that_names_all_its_filters_may_be_joined_by_each(room: Room) -> None:
    answer = client.get(f"{API}articles/?section=projekte&tag=klima,wald&tag_all=stadt&author=ada&locale=de")
    assert {name for name in tags_of(answer) if name.startswith("list:")} == {
        "list:section=projekte",
        "list:tag=klima",
        "list:tag=wald",
        "list:tag=stadt",
        "list:author=ada",
    }


def test_a_list_of_a_hundred_has_the_coarse_names(room: Room) -> None:
    factories.further_editions(room.article, 99)
    answer = client.get(f"{API}articles/?limit=100")
    assert len(answer.json()["items"]) == 100
    assert tags_of(answer) == ["everything", "pages", "comments"]


def test_a_hundred_articles_by_id_have_the_coarse_names() -> None:
    ids = ",".join(str(number) for number in range(1000, 1100))
    for path in (f"articles/?ids={ids}", f"comments/counts/?article={ids}"):
        assert tags_of(client.get(API + path)) == ["everything", "pages", "comments"]


def test_the_readers_site_names_what_its_status_and_its_head_depend_on(room: Room) -> None:
    there, missing = client.get("/de/projekte/neu/"), client.get("/de/nichts/")
    # The head shows the article, with the number of its comments.
    page, comments = f"page:{room.article.pk}", f"comments:{room.article.pk}"
    assert {"everything", page, comments, f"image:{room.image.pk}"} <= set(tags_of(there))
    # What is not found is called by the name of the paper.
    site = f"sites:{factories.home().pk}"
    assert (missing.status_code, set(tags_of(missing))) == (404, {"everything", site, "unresolved"})


def test_an_article_has_tags_for_everything_that_it_shows(room: Room) -> None:
    page = factories.compiled_article(
        parent=room.article.get_parent().specific,
        authors=[factories.author()],
        tags=["Rad"],
        image=room.image,
    )
    names = client.get(f"/api/v1/articles/{page.pk}/")["Surrogate-Key"].split()
    kinds = {name.partition(":")[0] for name in names}
    assert kinds >= {"page", "comments", "section", "author", "tag", "locale", "image", "collection", "site"}
