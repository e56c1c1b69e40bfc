"""Behind a real Varnish that keeps answers for a day: after every change all of it is new, and the rest is kept."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page

from api.delivery.models import Position
from api.delivery.purging import purge_caches, purge_lag
from api.representation.images import picture_url
from cms.models import ArticlePage, Author, Image, SectionPage
from comments.models import Comment
from comments.services import moderate_comment
from tests import comment_factories, factories
from tests.journeys.conftest import Answer, Varnish

pytestmark = pytest.mark.slow


@dataclass
class Newsroom:
    """Two sections with an article each, an English one, and a draft; what is changed stands in the first section."""

    article: ArticlePage
    draft: ArticlePage
    other: ArticlePage
    projects: SectionPage
    culture: SectionPage
    author: Author
    image: Image
    waiting: Comment
    paths: dict[str, str]


# What shows the article itself, its comments, or their number.
ITSELF = {"article", "card", "fields", "by slug", "resolve", "thread", "counts", "ids"}
LISTS = {"all", "German", "by title", "projects", "author", "klima", "since 2020"}
# These show no article of theirs, but a new one may join them.
MAY_BE_JOINED = {"projects and wald", "projects page", "beyond"}
DRAFT = {"draft ids", "draft counts"}
PICTURE = {"picture"}


@pytest.fixture
def room(varnish: Varnish) -> Newsroom:
    english = factories.english_home()
    projects = factories.section(slug="projekte", title="Projekte")
    culture = factories.section(slug="kultur", title="Kultur")
    collection = Collection.get_first_root_node().add_child(name="Presse")
    image, other_image = factories.image(collection=collection), factories.image()
    author = factories.author(slug="ada")
    article = factories.compiled_article(
        parent=projects, slug="neu", title="Neues", image=image, authors=[author], tags=["Klima"]
    )
    draft = factories.draft_article(parent=projects, slug="frisch", title="Frisches", tags=["Wald"])
    # It is older and stands behind in every order; its list has two pages.
    other = factories.compiled_article(
        parent=culture,
        slug="anderes",
        title="Oper",
        image=other_image,
        published_at=factories.MORNING - timedelta(days=9),
    )
    factories.compiled_article(
        parent=culture, title="Zirkus", published_at=factories.MORNING - timedelta(days=8)
    )
    factories.compiled_article(parent=english, title="News", slug="news")
    waiting = comment_factories.comment(article=article)
    comment_factories.comment(article=other, status="PUBLISHED")
    paths = {
        "article": f"articles/{article.pk}/",
        "card": f"articles/{article.pk}/?profile=card",
        "fields": f"articles/{article.pk}/?fields=title,comments.count,image.state",
        "by slug": "articles/by-slug/neu/",
        "resolve": "resolve/?path=/de/projekte/neu/",
        "thread": f"articles/{article.pk}/comments/",
        "counts": f"comments/counts/?article={article.pk}",
        "ids": f"articles/?ids={article.pk},{other.pk}",
        "all": "articles/",
        "German": "articles/?locale=de",
        "by title": "articles/?locale=de&order=title&limit=2",
        "projects": "articles/?section=projekte&profile=full",
        "author": "articles/?author=ada",
        "klima": "articles/?tag=klima,oper&fields=title",
        "since 2020": "articles/?published_after=2020-01-01",
        "wald": "articles/?tag=wald",
        "klima and wald": "articles/?tag_all=klima,wald",
        "projects and wald": "articles/?section=projekte&tag=wald",
        "beyond": "articles/?section=projekte&published_before=1999-01-01",
        "projects page": "resolve/?path=/de/projekte/",
        "home page": "resolve/?path=/de/",
        "draft": f"articles/{draft.pk}/",
        "draft by slug": "articles/by-slug/frisch/",
        "draft resolve": "resolve/?path=/de/projekte/frisch/",
        "draft thread": f"articles/{draft.pk}/comments/",
        "draft ids": f"articles/?ids={draft.pk}",
        "draft counts": f"comments/counts/?article={draft.pk}",
        "old path": "resolve/?path=/de/frueher/",
        "other": f"articles/{other.pk}/",
        "other thread": f"articles/{other.pk}/comments/",
        "other counts": f"comments/counts/?article={other.pk}",
        "culture": "articles/?section=kultur",
        "culture page": "resolve/?path=/de/kultur/",
        "English": "articles/?locale=en",
        "contract": "openapi.json",
    }
    paths = {name: f"/api/v1/{path}" for name, path in paths.items()}
    for name, shown in (("picture", image), ("other picture", other_image)):
        paths[name] = picture_url(shown, "64.jpg").removeprefix(varnish.url)
    return Newsroom(article, draft, other, projects, culture, author, image, waiting, paths)


def fresh(page: Page) -> Any:
    return page.specific_class.objects.get(pk=page.pk)


def publish(page: Page, **values: Any) -> None:
    page = fresh(page)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def add_a_tag(room: Newsroom) -> None:
    page = fresh(room.article)
    page.tags.add("Wald")
    page.save_revision().publish()


def replace_the_picture(room: Newsroom) -> None:
    image = Image.objects.get(pk=room.image.pk)
    image.file = factories.picture_file(color="#ff0000", name="anders.jpg")
    image.save()


def hide_the_picture(room: Newsroom) -> None:
    private = Collection.get_first_root_node().add_child(name="Intern")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    image = Image.objects.get(pk=room.image.pk)
    image.collection = private
    image.save()


def restrict_the_collection(room: Newsroom) -> None:
    CollectionViewRestriction.objects.create(collection=room.image.collection, restriction_type="login")


def rename_the_author(room: Newsroom) -> None:
    author = Author.objects.get(pk=room.author.pk)
    author.name = "Ada Anders"
    author.save()


def approve(room: Newsroom) -> None:
    moderate_comment(
        comment_id=room.waiting.pk,
        to="PUBLISHED",
        expected_version=room.waiting.version,
        moderator=comment_factories.moderator(),
        now=timezone.now(),
    )


def move(room: Newsroom) -> None:
    fresh(room.article).move(fresh(room.culture), pos="last-child")


CHANGES: dict[str, tuple[Callable[[Newsroom], object], set[str]]] = {
    "a draft is published": (
        lambda room: fresh(room.draft).get_latest_revision().publish(),
        LISTS - {"author", "klima"} | MAY_BE_JOINED | DRAFT | {"wald", "klima and wald"},
    ),
    "the article is unpublished": (
        lambda room: fresh(room.article).unpublish(),
        ITSELF | LISTS | MAY_BE_JOINED | {"klima and wald"},
    ),
    "it is deleted": (
        lambda room: fresh(room.article).delete(),
        ITSELF | LISTS | MAY_BE_JOINED | {"klima and wald"},
    ),
    "another lead": (lambda room: publish(room.article, lead="Ein anderer Satz."), ITSELF | LISTS),
    # Another place in the order: all pages of all its lists.
    "another title": (
        lambda room: publish(room.article, title="Zuletzt"),
        ITSELF | LISTS | MAY_BE_JOINED | {"klima and wald"},
    ),
    "one more tag": (add_a_tag, ITSELF | LISTS | {"wald", "klima and wald", "projects and wald"}),
    "another section": (move, ITSELF | LISTS | MAY_BE_JOINED | {"culture", "culture page"}),
    "the section is renamed": (
        lambda room: publish(room.projects, title="Vorhaben"),
        ITSELF | LISTS | {"projects page", "home page"},
    ),
    "the author is renamed": (rename_the_author, ITSELF | LISTS),
    "the picture is replaced": (replace_the_picture, ITSELF | LISTS | PICTURE),
    "the picture becomes private": (hide_the_picture, ITSELF | LISTS | PICTURE),
    "its collection is restricted": (restrict_the_collection, ITSELF | LISTS | PICTURE),
    "a comment is approved": (approve, ITSELF | LISTS),
    "a path leads elsewhere": (
        lambda room: Redirect.objects.create(old_path="/de/frueher", redirect_page=room.article),
        set(),
    ),
}


def warm(varnish: Varnish, paths: Iterable[str]) -> dict[str, Answer]:
    """This will have everything kept: what is asked for a second time comes from the cache."""
    for path in paths:
        varnish.ask(path)
    kept = {path: varnish.ask(path) for path in paths}
    assert [path for path, answer in kept.items() if not answer.is_hit] == []
    return kept


def is_true(path: str, told: Answer) -> bool:
    """This will compare with what the newsroom itself answers at this moment; a refusal has an id of its own."""
    answer: Any = Client().get(path)
    return told.status == answer.status_code and (told.status >= 400 or told.body == answer.getvalue())


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_old_is_shown_and_nothing_else_is_forgotten(
    change: str, room: Newsroom, varnish: Varnish
) -> None:
    kept = warm(varnish, room.paths.values())
    make, changed = CHANGES[change]
    make(room)
    told = {name: varnish.ask(path) for name, path in room.paths.items()}
    assert [name for name, path in room.paths.items() if not is_true(path, told[name])] == []
    # What was not found is kept for seconds only.
    lasting = {name: path for name, path in room.paths.items() if kept[path].status == 200}
    assert {name for name in lasting if not told[name].is_hit} == changed
    for name in lasting.keys() - changed:
        assert int(told[name].headers["Age"]) >= int(kept[lasting[name]].headers["Age"])


def test_what_was_not_found_is_there_once_it_is_published(room: Newsroom, varnish: Varnish) -> None:
    names = ("draft", "draft by slug", "draft resolve", "draft thread")
    assert {answer.status for answer in warm(varnish, [room.paths[name] for name in names]).values()} == {404}
    fresh(room.draft).get_latest_revision().publish()
    assert {varnish.ask(room.paths[name]).status for name in names} == {200}


def test_a_path_leads_elsewhere_at_once(room: Newsroom, varnish: Varnish) -> None:
    assert warm(varnish, [room.paths["old path"]])[room.paths["old path"]].status == 404
    redirect = Redirect.objects.create(old_path="/de/frueher", redirect_page=room.article)
    assert b"REDIRECT" in varnish.ask(room.paths["old path"]).body
    redirect.delete()
    assert varnish.ask(room.paths["old path"]).status == 404


def test_a_comment_can_be_answered_as_soon_as_it_is_approved(room: Newsroom, varnish: Varnish) -> None:
    path = f"/api/v1/comments/{room.waiting.pk}/replies/"
    assert [varnish.ask(path).status for _ in range(2)] == [404, 404]
    approve(room)
    assert varnish.ask(path).status == 200


def test_an_answer_ends_at_the_moment_at_which_it_must(room: Newsroom, varnish: Varnish) -> None:
    warm(varnish, [room.paths["article"]])
    end = timezone.now() + timedelta(seconds=3)
    publish(room.article, expire_at=end)
    varnish.ask(room.paths["article"])
    time.sleep(max((end - timezone.now()).total_seconds(), 0))
    assert [varnish.ask(room.paths[name]).status for name in ("article", "by slug", "resolve")] == [404] * 3


@pytest.mark.parametrize("hide", [hide_the_picture, restrict_the_collection])
def test_a_picture_that_was_taken_away_is_gone_although_it_is_kept_for_a_year(
    hide: Callable[[Newsroom], None], room: Newsroom, varnish: Varnish
) -> None:
    address = room.paths["picture"]
    assert "max-age=31536000" in warm(varnish, [address])[address].headers["Cache-Control"]
    hide(room)
    assert varnish.ask(address).status == 404
    assert b'"state":"PRIVATE"' in varnish.ask(room.paths["article"]).body
    assert varnish.ask(room.paths["other picture"]).status == 200


def test_more_than_a_request_can_compile_is_taken_away_at_once(
    room: Newsroom, varnish: Varnish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.delivery.jobs.IN_REQUEST", 0)
    warm(varnish, room.paths.values())
    fresh(room.article).unpublish()
    shown = {
        name for name in ("article", "by slug", "resolve") if varnish.ask(room.paths[name]).status == 200
    }
    assert shown == set()
    assert b"Neues" not in varnish.ask(room.paths["all"]).body


def test_a_reader_never_sees_what_the_cache_needs_nor_gets_a_cookie(room: Newsroom, varnish: Varnish) -> None:
    answer = varnish.ask(room.paths["article"], Cookie="sessionid=1; csrftoken=2")
    assert not {"Cache-Tag", "Surrogate-Key", "xkey", "Set-Cookie"} & set(answer.headers)
    again = varnish.ask(room.paths["article"], If_None_Match=answer.headers["ETag"])
    assert (again.status, again.is_hit) == (304, True)


def test_what_is_for_one_person_is_not_kept(room: Newsroom, varnish: Varnish) -> None:
    for path in ("/admin/login/", "/api/v1/changes/", "/health/live"):
        assert [varnish.ask(path).is_hit for _ in range(2)] == [False, False]
    secret = {"Authorization": "Receipt 1"}
    assert [varnish.ask(room.paths["article"], **secret).is_hit for _ in range(2)] == [False, False]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"xkey_purge": "everything", "X_Forwarded_For": "192.0.2.7"}, 405),
        ({}, 400),
        ({"xkey_purge": "everything"}, 200),
    ],
)
def test_only_the_newsroom_has_answers_forgotten(
    headers: dict[str, str], status: int, room: Newsroom, varnish: Varnish
) -> None:
    warm(varnish, [room.paths["article"]])
    assert varnish.ask("/", "PURGE", **headers).status == status
    assert varnish.ask(room.paths["article"]).is_hit is (status != 200)


def test_while_varnish_is_away_everything_is_published_and_it_is_told_later(
    room: Newsroom, varnish: Varnish
) -> None:
    now = timezone.now()
    varnish.stop()
    try:
        fresh(room.draft).get_latest_revision().publish()
        assert Client().get(room.paths["draft"]).status_code == 200
        waiting = Position.objects.get(name="varnish")
        assert (waiting.attempts, purge_lag()) == (1, {"varnish": 1})
        purge_caches(now + timedelta(seconds=30))
        assert Position.objects.get(name="varnish").attempts == 2
    finally:
        varnish.start()
    assert purge_caches(now + timedelta(minutes=5)) > 0
    told = Position.objects.get(name="varnish")
    assert (told.attempts, told.not_before, purge_lag()) == (0, None, {"varnish": 0})
