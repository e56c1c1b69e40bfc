"""The newsroom of the journeys behind Varnish, and the changes that editors make in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page

from cms.models import ArticlePage, Author, Image, SectionPage
from cms.renditions import rendition_url
from comments.models import Comment
from comments.services import moderate_comment
from tests import comment_factories, factories
from tests.journeys.varnish import Answer, Varnish


@dataclass
class Newsroom:
    """Two sections with articles, an English article and a draft. The changes are made in the first section."""

    article: ArticlePage
    draft: ArticlePage
    other: ArticlePage
    projects: SectionPage
    culture: SectionPage
    author: Author
    image: Image
    waiting: Comment
    paths: dict[str, str]
    # What is made of many pages, and therefore purged more often than it changes.
    overviews: dict[str, str]


@transaction.atomic
def build_room(url: str) -> Newsroom:
    """Make the newsroom with this URL, in one transaction so that each page is compiled once."""
    english = factories.english_home()
    projects = factories.section(slug="projekte", title="Projekte")
    culture = factories.section(slug="kultur", title="Kultur")
    collection = Collection.get_first_root_node().add_child(name="Presse")
    image, other_image = factories.image(collection=collection), factories.image()
    author, download = factories.author(slug="ada"), factories.download()
    article = factories.article(
        parent=projects,
        slug="neu",
        title="Neues",
        image=image,
        authors=[author],
        tags=["Klima"],
        body=[("download", download)],
    )
    draft = factories.draft_article(parent=projects, slug="frisch", title="Frisches", tags=["Wald"])
    # Older, and last in every order. The list by title has two pages.
    other = factories.article(
        parent=culture,
        slug="anderes",
        title="Oper",
        image=other_image,
        published_at=factories.MORNING - timedelta(days=9),
    )
    factories.article(parent=culture, title="Zirkus", published_at=factories.MORNING - timedelta(days=8))
    factories.article(parent=english, title="News", slug="news")
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
        "file": f"downloads/{download.pk}/file/",
    }
    paths = {name: f"/api/v1/{path}" for name, path in paths.items()}
    for name, shown in (("image", image), ("other image", other_image)):
        paths[name] = rendition_url(shown, "64.jpg").removeprefix(url)
    overviews = [
        *(
            "home/",
            "home/?locale=en",
            "site/",
            "site/?locale=en",
            "authors/",
            "authors/ada/",
            "tags/",
            "tags/klima/",
        ),
        *("sections/", f"sections/{projects.pk}/", f"images/{image.pk}/", f"downloads/{download.pk}/"),
        *("articles/?tag=klimaa", "articles/by-slug/neu/?locale=en&fallback=de"),
    ]
    return Newsroom(
        *(article, draft, other, projects, culture, author, image, waiting, paths),
        {path: f"/api/v1/{path}" for path in overviews},
    )


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


def replace_the_image(room: Newsroom) -> None:
    image = Image.objects.get(pk=room.image.pk)
    image.file = factories.image_file(color="#ff0000", name="anders.jpg")
    image.save()


def hide_the_image(room: Newsroom) -> None:
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


def warm(varnish: Varnish, paths: Iterable[str]) -> dict[str, Answer]:
    """Fill the cache, and return what it holds: the second request of each path is answered by the cache."""
    for path in paths:
        varnish.ask(path)
    kept = {path: varnish.ask(path) for path in paths}
    assert [path for path, answer in kept.items() if not answer.is_hit] == []
    return kept
