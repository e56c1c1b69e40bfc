"""A newsroom that grows, with articles and comments, and the requests that are measured in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import orjson
from captcha.models import CaptchaStore
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms.models import ArticlePage, Author, Download, Topic
from comments import services
from comments.models import Comment
from comments.moderation import Status
from delivery.counts import recount_lists
from delivery.invalidation import invalidate_editions
from delivery.models import Edition, EditionTag, GonePath, SitemapEntry
from delivery.publish import publish_invalidated
from delivery.read.editions import editions_after
from delivery.subjects import BEFORE_FOLLOWED
from tests import copies, factories
from tests.costs.own_comments import mail_calls, own_comment_calls
from tests.costs.queries import ADMIN, COMMON, FEEDS, NOT_FOUND, QUERIES, SEARCHED
from tests.costs.reports import report_some, reporting
from tests.front_pages import arrange, automatic
from tests.takedowns import note_takedowns

_COMMENTS = 10
# A part of the sitemap has so many pages here. `sitemap.xml` itself grows with the pages, up to 5,000.
_PART = 20
# One of so many articles is taken down.
_EACH_DOWN = 50
Call = Callable[[], object]


@dataclass
class Newsroom:
    """The articles, each with ten comments, and the clients that request them."""

    page: ArticlePage
    author: Author
    download: Download
    ids: list[int]
    down: list[int] = field(default_factory=list)
    reader: Client = field(default_factory=Client)
    staff: Client = field(default_factory=Client)
    numbers: Any = field(default_factory=count)

    def grow(self, articles: int) -> None:
        """Add copies of the first article, published and compiled or taken down, until there are so many."""
        made = copies.copy_article(self.page, articles - len(self.ids))
        number = articles // _EACH_DOWN - len(self.down)
        made, down = made[number:], made[:number]
        note_takedowns(down)
        copies.copy_edition(self.page, made)
        _give_topics(made)
        copies.write_comments(made, _COMMENTS)
        Redirect.objects.bulk_create(
            Redirect(old_path=f"/umgezogen?id={page_id}", redirect_page=self.page) for page_id in made
        )
        GonePath.objects.bulk_create(
            GonePath(path=f"/de/weg/{page_id}/", page_id=page_id, url_path="", since=timezone.now())
            for page_id in [*made, *down]
        )
        self.down += down
        self.ids += made
        SitemapEntry.objects.update(part=F("edition_id") / _PART)
        copies.analyze()

    def calls(self) -> dict[str, Call]:
        """Return what is measured, by name: reads, the desk and the reports in the admin, publishing and submitting.

        `snapshot/` is measured by the batch, because the whole grows with what it sends. Wagtail's lists of pages
        count all pages.
        """
        return {
            **{path: self._getting(f"/api/v1/{path}", self.reader) for path in self._paths()},
            **{path: self._getting(f"/{path}", self.reader) for path in FEEDS},
            "a part of the sitemap": self._getting(f"/sitemap-{self.ids[0] // _PART + 1}.xml", self.reader),
            **self._common_words(),
            "another page of the list": self._getting(self._second_page(), self.reader),
            "the last page of the list": self._getting(self._last_page(), self.reader),
            "a batch of the snapshot": lambda: editions_after(BEFORE_FOLLOWED, limit=20, now=timezone.now()),
            "a batch further on": lambda: editions_after(self.ids[20], limit=20, now=timezone.now()),
            "an image": self._getting(self._image(), self.reader),
            **{f"admin/{path}": self._getting(f"/admin/{path}", self.staff) for path in ADMIN},
            **own_comment_calls(self.page),
            **mail_calls(self.page),
            "a file that no page links to": self._getting(self._unused_file(), self.reader, 404),
            **{f"{path}, not found": self._getting(path, self.reader, status) for path, status in NOT_FOUND},
            **{path: self._getting(f"/api/v1/{path}", self.reader, 410) for path in self._taken_down()},
            "an article that does not exist": self._getting("/api/v1/articles/999999/", self.reader, 404),
            "POST comments/challenge/": self._challenge,
            "the image of a challenge": self._challenge_image(),
            "POST comments": self._submit,
            "POST comments/reports/": reporting(self.page),
            "publishing": self._publish,
            "hiding and showing": self._hide,
            "compiling a batch": self._compile,
        }

    def _paths(self) -> list[str]:
        first, other = self.ids[:2]
        thread = f"articles/{first}/comments/"
        root = Comment.objects.filter(article_id=first, depth=0).earliest("created_at")
        slug = self.page.slug
        return [
            *(f"articles/{query}" for query in QUERIES),
            *(f"search/?q={query}" for query in SEARCHED),
            f"articles/?ids={other},{first}",
            f"articles/{first}/",
            f"articles/by-slug/{slug}/",
            f"resolve/?path=/de/stadt/{slug}/",
            f"resolve/?path=/de/stadt/{slug}/%3Futm_source=x",
            "resolve/?path=/de/stadt/",
            "resolve/?path=/de/stadt/%3Futm_source=x",
            "resolve/?path=/de/",
            "home/",
            "resolve/?path=/umgezogen/",
            f"resolve/?path=/umgezogen/%3Futm_source=x%26id={other}",
            f"articles/{other}/versions/",
            f"articles/{other}/versions/1/",
            thread,
            f"{thread}?order=newest&limit=5",
            f"{thread}?order=featured&limit=5",
            f"comments/{root.pk}/",
            f"comments/{root.pk}/replies/",
            *(f"comments/latest/{query}" for query in ("", "?locale=de", "?locale=en")),
            f"comments/counts/?article={','.join(map(str, self.ids[:50]))}",
            f"articles/by-slug/{slug}/?locale=en&fallback=de",
            "site/",
            "site/?locale=en&fallback=de",
            "changes/",
            f"images/{self.page.image_id}/",
            f"downloads/{self.download.pk}/?locale=en",
            *(f"{name}/{query}" for name in ("sections", "authors", "tags") for query in ("", "?locale=de")),
            f"sections/{self.page.get_parent().pk}/",
            f"authors/{self.author.slug}/",
            "tags/klima/",
            f"downloads/{self.download.pk}/file/",
        ]

    def _taken_down(self) -> list[str]:
        article = ArticlePage.objects.get(pk=self.down[0])
        return [
            f"articles/{article.pk}/",
            f"articles/by-slug/{article.slug}/",
            f"resolve/?path=/de/weg/{article.pk}/",
        ]

    def _common_words(self) -> dict[str, Call]:
        """Return searches of which every article is a hit, with fewer hits looked at than there are articles.

        PostgreSQL reads the articles of a month at least, which all copies are of; `make bench` prints what that costs.
        """
        calls = {
            f"search/?q={query}": self._getting(f"/api/v1/search/?q={query}", self.reader) for query in COMMON
        }
        return calls if connection.vendor == "sqlite" else {}

    def _getting(self, url: str, client: Client, status: int = 200, **sent: Any) -> Call:
        def get() -> None:
            response = client.get(url, **sent)
            assert response.status_code == status, url
            response.close()

        return get

    def _second_page(self) -> str:
        return str(self.reader.get("/api/v1/articles/?tag=klima").json()["links"]["next"])

    def _last_page(self) -> str:
        # Copies are newer than their source: when the newsroom has grown, this page comes after nearly all of them.
        url = "/api/v1/articles/?limit=10&count=none"
        while following := self.reader.get(url).json()["links"]["next"]:
            last, url = url, following
        return last

    def _image(self) -> str:
        return str(self.reader.get(f"/api/v1/articles/{self.ids[0]}/").json()["image"]["src"])

    def _unused_file(self) -> str:
        return f"/api/v1/downloads/{factories.download().pk}/file/"

    def _challenge(self) -> None:
        body = orjson.dumps({"article": self.ids[0]})
        sent = {"content_type": "application/json", "REMOTE_ADDR": f"10.2.{next(self.numbers)}.1"}
        assert self.reader.post("/api/v1/comments/challenge/", body, **sent).status_code == 201

    def _challenge_image(self) -> Call:
        issued = services.issue_challenge(article_id=self.ids[0], now=timezone.now())
        return self._getting(f"/api/v1/comments/challenge/{issued.id}/picture/", self.reader)

    def _submit(self) -> None:
        number = next(self.numbers)
        challenge = services.issue_challenge(article_id=self.ids[0], now=timezone.now())
        body = {
            "name": "Ida Beispiel",
            "email": "ida@example.org",
            "text": f"Das sehe ich anders, aus dem {number}. Grund.",
            "consent": True,
            "challenge": {
                "id": challenge.id,
                "answer": CaptchaStore.objects.get(hashkey=challenge.id).response,
            },
        }
        sent = {"content_type": "application/json", "REMOTE_ADDR": f"10.1.{number}.1"}
        path = f"/api/v1/articles/{self.ids[0]}/comments/"
        assert self.reader.post(path, orjson.dumps(body), **sent).status_code == 202

    def _publish(self) -> None:
        page = ArticlePage.objects.get(pk=self.ids[0])
        page.lead = f"Fassung {next(self.numbers)}."
        page.save_revision().publish()

    def _compile(self) -> None:
        ids, now = self.ids[:10], timezone.now()
        invalidate_editions(ids, now=now)
        publish_invalidated(ids, now=now)

    def _hide(self) -> None:
        page = ArticlePage.objects.get(pk=self.ids[0])
        page.unpublish()
        page.save_revision().publish()


def build() -> Newsroom:
    """Make the first article, with an image, a file, authors, topics and a long thread, and three of a rare topic."""
    section = factories.section(title="Stadt", slug="stadt")
    download, author = factories.download(), factories.author()
    rare = [
        factories.article(parent=section, title="Ausnahme", tags=["Selten", "Klima"]) for _number in range(3)
    ]
    page = factories.article(
        parent=section,
        title="Vorlage",
        slug="vorlage",
        tags=["Klima", "Verkehr"],
        image=factories.image(),
        authors=[author, factories.author()],
        body=[("paragraph", "<p>Ein Absatz.</p>"), ("download", download)],
    )
    # Publishing compiles it again.
    arrange(automatic(section=section), automatic(tag=Topic.objects.get(slug="klima")), automatic())
    Redirect.objects.create(old_path="/umgezogen", redirect_page=page)
    GonePath.objects.create(path="/de/weg/", page_id=0, url_path="", since=timezone.now())
    factories.settle()
    # Not the article that is published again and again.
    rare[0].kicker, rare[0].correction_note = "Berichtigt", "Die Dachzeile war falsch."
    rare[0].save_revision().publish()
    factories.settle()
    _write_a_long_thread(page.pk)
    # More than a page of the queue, so that submitting comments does not lengthen the page that is measured.
    copies.write_comments([rare[0].pk], 60)
    Comment.objects.filter(article_id=rare[0].pk).update(status=Status.PENDING)
    report_some()
    copies.number_changes(100)
    newsroom = Newsroom(page, author, download, [page.pk, *(one.pk for one in rare)])
    newsroom.staff.force_login(User.objects.create_superuser("costs"))
    return newsroom


def _give_topics(article_ids: list[int]) -> None:
    """Give each of the articles a topic that no other one has."""
    Topic.objects.bulk_create(
        Topic(name=f"Nur {page_id}", slug=f"nur-{page_id}", key=f"nur {page_id}") for page_id in article_ids
    )
    editions = Edition.objects.filter(pk__in=article_ids)
    EditionTag.objects.bulk_create(
        EditionTag(edition_id=page_id, tag=f"tag=nur-{page_id}", published_at=published_at)
        for page_id, published_at in editions.values_list("pk", "published_at")
    )
    recount_lists()


def _write_a_long_thread(article_id: int) -> None:
    copies.write_comments([article_id], 40, replies_to_each=15)
    roots = Comment.objects.filter(article_id=article_id, depth=0).order_by("created_at")
    # Hidden comments with replies still have a place in the thread.
    Comment.objects.filter(pk__in=list(roots.values_list("pk", flat=True)[3:10])).update(status=Status.HIDDEN)
