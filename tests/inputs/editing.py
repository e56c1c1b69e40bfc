"""What editors delete while articles name it, and what they select in lists."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from cms.models import ArticleAuthor, ArticlePage, ArticleRelation, Author, Download, Image, Topic
from tests import factories


@dataclass
class Named:
    """Everything that an article can name, each in a place of its own."""

    author: Author = field(default_factory=factories.author)
    topic: Topic = field(default_factory=lambda: Topic.objects.create(name="Stadt"))
    pictures: list[Image] = field(default_factory=lambda: [factories.image() for _ in range(3)])
    files: list[Download] = field(default_factory=lambda: [factories.download() for _ in range(4)])
    pages: list[ArticlePage] = field(default_factory=lambda: [factories.article() for _ in range(4)])

    def unprotected(self) -> list[Any]:
        """Return all but the author."""
        return [self.topic, *self.pictures, *self.files, *self.pages]

    def put_into(self, article: ArticlePage) -> None:
        """Name everything in the article, without saving it."""
        lead, picture, boxed = self.pictures
        article.title = f"Nennt alles {article.pk}"
        article.image = lead
        article.article_authors = [ArticleAuthor(author=self.author)]
        article.article_relations = [ArticleRelation(related=self.pages[0])]
        article.tags.add(self.topic)
        flow = [_image(picture), *self._files(), *self._links()]
        box = {"title": "Kasten", "body": [_block("image", _image(boxed)["value"]), *flow[1:]]}
        article.body = json.dumps([*flow, _block("background_box", box)])

    def _files(self) -> list[dict[str, Any]]:
        attached, linked, listed, _boxed = self.files
        return [
            _block("download", attached.pk),
            _block("paragraph", f'<p><a linktype="document" id="{linked.pk}">Datei</a></p>'),
            _block("link_list", {"title": "", "links": [_link(download=listed.pk)]}),
        ]

    def _links(self) -> list[dict[str, Any]]:
        _related, linked, listed, _boxed = self.pages
        return [
            _block("paragraph", f'<p><a linktype="page" id="{linked.pk}">Seite</a></p>'),
            _block("link_list", {"title": "", "links": [_link(page=listed.pk)]}),
        ]


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "type": kind, "value": value}


def _image(image: Image) -> dict[str, Any]:
    return _block("image", {"image": image.pk, "alt_text": "Ein Bild", "decorative": False})


def _link(**target: int) -> dict[str, Any]:
    value = {"text": "Mehr", "page": None, "download": None, "url": "", "email": "", **target}
    return _block("item", value)


def _live(named: Named) -> ArticlePage:
    article = factories.draft_article()
    named.put_into(article)
    article.save_revision().publish()
    return article


def _draft(named: Named) -> ArticlePage:
    article = factories.article(live=False)
    named.put_into(article)
    article.save_revision()
    return article


def _changes(named: Named) -> ArticlePage:
    article = factories.published_article()
    named.put_into(article)
    article.save_revision()
    return article


def _scheduled(named: Named) -> ArticlePage:
    article = factories.published_article()
    named.put_into(article)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    return article


def _first_time(named: Named) -> ArticlePage:
    article = factories.article(live=False)
    named.put_into(article)
    article.go_live_at = timezone.now() + timedelta(hours=1)
    article.save_revision().publish()
    return article


def _old(named: Named) -> ArticlePage:
    article = _draft(named)
    later = ArticlePage.objects.get(pk=article.pk)
    later.save_revision().publish()
    return article


# Where an article names something: the states in which a version of it can be.
STATES: dict[str, Callable[[Named], ArticlePage]] = {
    "a live article": _live,
    "a draft": _draft,
    "changes of a live article": _changes,
    "scheduled changes of a live article": _scheduled,
    "a draft that is scheduled": _first_time,
    "an old version": _old,
}
# The admin has no view for topics.
DELETE_VIEWS: dict[type, str] = {
    Image: "wagtailimages:delete",
    Download: "wagtaildocs:delete",
    ArticlePage: "wagtailadmin_pages:delete",
}
# The database protects an author whom a stored row names.
PROTECTS_AUTHORS = {"a live article", "a draft that is scheduled"}
