"""`comments/{id}/`, `comments/latest/`, the orders of a thread, what waits for approval again, and the Atom feeds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from cms.models import ArticlePage
from comments import services
from comments.models import Comment
from comments.moderation import Status
from delivery.read import threads
from tests import comment_factories, copies, factories
from tests.api.v1.comment_client import comment, get
from tests.costs.work import work_of

pytestmark = pytest.mark.django_db
client = Client()
PUBLISHED = Status.PUBLISHED
HOSTILE = "<b>Städte</b> & ]]> 👩‍💻 مدينة\x0b Ende"


def published(**fields: Any) -> Comment:
    return comment(**{"status": PUBLISHED, **fields})


def ids(items: Any) -> list[str]:
    return [item["id"] for item in items]


def edit(shown: Comment) -> None:
    """Change the text of a published comment for its author: it waits for approval again."""
    services.edit_comment(comment_id=shown.pk, text="Anders gesagt.", now=shown.created_at)


def feed(path: str) -> Any:
    answer = client.get(f"/feeds/{path}")
    assert answer.status_code == 200, answer.content
    found = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not found.bozo, found.bozo_exception
    return found


class TestAComment:
    def test_comes_with_what_it_answers_and_its_own_replies(self) -> None:
        root = published()
        middle = published(parent=root)
        published(parent=root)
        deepest = published(parent=middle)
        data = get(f"comments/{middle.pk}/").data
        assert set(data) == {"comment", "ancestors"}
        assert (data["comment"]["id"], ids(data["comment"]["replies"]["items"])) == (
            str(middle.pk),
            [str(deepest.pk)],
        )
        [above] = data["ancestors"]
        assert above["id"] == str(root.pk)
        assert above["replies"] == {
            "count": 2,
            "items": [],
            "next": f"http://testserver/api/v1/comments/{root.pk}/replies/",
        }
        assert ids(get(f"comments/{deepest.pk}/").data["ancestors"]) == [str(root.pk), str(middle.pk)]

    def test_that_is_gone_has_its_place_while_there_are_replies(self) -> None:
        gone = comment(status=Status.HIDDEN, text="Weg damit")
        assert get(f"comments/{gone.pk}/").status_code == 404
        published(parent=gone)
        answer = get(f"comments/{gone.pk}/")
        assert answer.data["comment"]["state"] == "REMOVED"
        assert b"Weg damit" not in answer.content

    def test_takes_two_statements_and_one_for_a_client_that_has_it(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        reply = published(parent=published())
        path = f"comments/{reply.pk}/"
        with django_assert_num_queries(2):
            etag = get(path)["ETag"]
        with django_assert_num_queries(1):
            assert get(path, **{"If-None-Match": etag}).status_code == 304

    @pytest.mark.parametrize("hide", ["private", "off", "unknown"])
    def test_is_not_found_where_no_comment_is_shown(self, hide: str) -> None:
        shown = published()
        article = ArticlePage.objects.get(pk=shown.article_id)
        if hide == "private":
            PageViewRestriction.objects.create(page=article, restriction_type="login")
        elif hide == "off":
            article.comment_policy = "OFF"
            article.save()
            factories.settle()
        wanted = "01961234-5678-7abc-8def-0123456789ab" if hide == "unknown" else shown.pk
        answer = get(f"comments/{wanted}/")
        assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
        assert get(f"comments/{wanted}/replies/").status_code == 404
        if hide != "unknown":
            assert get("comments/latest/").data["items"] == []
            assert feed("comments.atom").entries == []
            assert client.get(f"/feeds/articles/{article.pk}/comments.atom").status_code == 404


class TestACommentThatWaitsAgain:
    def test_keeps_its_place_and_shows_neither_text(self) -> None:
        article = factories.compiled_article()
        shown = published(article=article, text="So war es.")
        edit(shown)
        for path in (f"articles/{article.pk}/comments/", f"comments/{shown.pk}/"):
            answer = get(path)
            item = answer.data["comment"] if "comment" in answer.data else answer.data["items"][0]
            assert set(item) == {"id", "article", "parent", "depth", "state", "replies"}
            assert item["state"] == "WAITING"
            assert b"Anders" not in answer.content
            assert b"So war es" not in answer.content
        assert get(f"articles/{article.pk}/comments/").data["meta"]["count"] == 0
        assert get("comments/latest/").data["items"] == []
        assert feed(f"articles/{article.pk}/comments.atom").entries == []

    def test_is_shown_when_it_is_approved(self) -> None:
        shown = published()
        edit(shown)
        services.moderate_comment(
            comment_id=shown.pk,
            to=PUBLISHED,
            expected_version=2,
            moderator=comment_factories.moderator(),
            now=timezone.now(),
        )
        assert get(f"comments/{shown.pk}/").data["comment"]["text"] == "Anders gesagt."


class TestTheOrderByFeatured:
    def test_begins_with_the_featured_ones_on_all_pages(self) -> None:
        article = factories.compiled_article()
        comments = [published(article=article, featured=number in (1, 4, 5)) for number in range(7)]
        expected = [str(comments[number].pk) for number in (1, 4, 5, 0, 2, 3, 6)]
        for limit in (1, 2, 3, 7):
            found: list[str] = []
            address = f"articles/{article.pk}/comments/?order=featured&limit={limit}"
            while address:
                data = get(address.removeprefix("http://testserver")).data
                found += ids(data["items"])
                address = data["links"]["next"]
            assert found == expected

    def test_says_nothing_of_a_hidden_one_whose_replies_are_shown(self) -> None:
        article = factories.compiled_article()
        first = published(article=article)
        hidden = comment(article=article, status=Status.HIDDEN, featured=True)
        published(parent=hidden)
        data = get(f"articles/{article.pk}/comments/?order=featured").data
        assert [(item["id"], item["state"]) for item in data["items"]] == [
            (str(first.pk), "PUBLISHED"),
            (str(hidden.pk), "REMOVED"),
        ]


class TestTheLatestComments:
    def test_are_those_of_all_articles_that_were_published_last_first(self) -> None:
        first, second = published(), published()
        reply = published(parent=first)
        comment(status=Status.PENDING)
        data = get("comments/latest/?limit=2").data
        assert (ids(data["items"]), data["meta"]) == ([str(reply.pk), str(second.pk)], {"limit": 2})
        assert data["items"][0]["replies"] == {"count": 0, "items": [], "next": None}
        rest = get(data["links"]["next"].removeprefix("http://testserver")).data
        assert (ids(rest["items"]), rest["links"]["next"]) == ([str(first.pk)], None)
        assert rest["items"][0]["replies"]["next"].endswith(f"/comments/{first.pk}/replies/")

    def test_can_be_those_in_one_language(self) -> None:
        published()
        english = published(article=factories.compiled_article(parent=factories.english_home()))
        assert ids(get("comments/latest/?locale=en").data["items"]) == [str(english.pk)]

    @pytest.mark.parametrize("query", ["?cursor=x", "?limit=0", "?locale=fr", "?order=oldest"])
    def test_refuse_what_they_do_not_know(self, query: str) -> None:
        assert get(f"comments/latest/{query}").status_code == 400

    @pytest.mark.parametrize("looked_at", [2, 3, 4, 100])
    def test_of_a_language_are_found_however_far_they_lie_apart(
        self, looked_at: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(threads, "LOOKED_AT", looked_at)
        german = factories.compiled_article()
        english = factories.compiled_article(parent=factories.english_home())
        # Three of them at the same moment.
        moments = [timezone.now() - timedelta(minutes=number // 3) for number in range(12)]
        wanted = [
            published(article=english if number in (0, 4, 5, 11) else german, published_at=moment)
            for number, moment in enumerate(moments)
        ]
        expected = {str(wanted[number].pk) for number in (0, 4, 5, 11)}
        found: list[str] = []
        address = "comments/latest/?locale=en&limit=3"
        while address:
            data = get(address.removeprefix("http://testserver")).data
            found += ids(data["items"])
            address = data["links"]["next"]
        assert (len(found), set(found)) == (4, expected)

    @pytest.mark.parametrize(("number", "statements"), [(1, 2), (19, 2), (21, 1)])
    def test_take_one_statement_and_at_their_end_two(
        self, number: int, statements: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = factories.compiled_article()
        for _ in range(number):
            published(article=article)
        with django_assert_num_queries(statements):
            assert len(get("comments/latest/").data["items"]) == min(number, 20)

    def test_are_purged_with_every_page_and_every_comment(self) -> None:
        assert {"pages", "comments"} <= set(get("comments/latest/")["Cache-Tag"].split(","))


class TestAFeed:
    def test_has_what_an_entry_needs(self) -> None:
        article = factories.compiled_article(title=HOSTILE)
        early = datetime(2026, 2, 28, tzinfo=UTC)
        root = published(
            article=article, author_name=HOSTILE, html="<p>Ein <em>Satz</em>.</p>", edited_at=early
        )
        reply = published(parent=root)
        for path in ("comments.atom", "comments.atom?locale=de", f"articles/{article.pk}/comments.atom"):
            found = feed(path)
            assert [entry.id for entry in found.entries] == [f"urn:uuid:{one.pk}" for one in (reply, root)]
            entry = found.entries[1]
            assert entry.link == f"{article.full_url}#comment-{root.pk}"
            assert entry.summary == "<p>Ein <em>Satz</em>.</p>"
            assert entry.author == HOSTILE.replace("\x0b", "")
            assert entry.title_detail.type == "text/plain"
            # It was edited before it was approved.
            assert entry.published_parsed[:3] == entry.updated_parsed[:3] == (2026, 3, 1)
        assert found.feed.title.startswith("Kommentare zu „<b>Städte</b>")
        assert feed("comments.atom").feed.title == "Leserbrief: Kommentare"

    def test_of_an_article_without_comments_is_empty_and_always_the_same(self) -> None:
        path = f"/feeds/articles/{factories.compiled_article().pk}/comments.atom"
        assert feed(path.removeprefix("/feeds/")).entries == []
        assert client.get(path)["ETag"] == client.get(path)["ETag"]

    @pytest.mark.parametrize("number", [1, 20])
    def test_takes_two_statements(
        self, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = factories.compiled_article()
        for _ in range(number):
            published(article=article)
        for path in ("comments.atom", f"articles/{article.pk}/comments.atom"):
            with django_assert_max_num_queries(2):
                client.get(f"/feeds/{path}")


def test_a_comment_with_many_replies_costs_what_one_with_few_does() -> None:
    few, many = factories.compiled_article(), factories.compiled_article()
    copies.write_comments([few.pk], 1, replies_to_each=12)
    copies.write_comments([many.pk], 1, replies_to_each=800)
    with connection.cursor() as cursor:
        # In a transaction there is no VACUUM.
        cursor.execute("ANALYZE")
    for path in ("", "?order=newest", "?order=featured"):
        work = [work_of(lambda page=page: get(f"articles/{page.pk}/comments/{path}")) for page in (few, many)]  # type: ignore[misc]  # noqa: B023
        assert work[1] <= work[0] * 1.25 + 100
