"""`GET articles/{id}/comments/`, `comments/{id}/replies/` and `comments/counts/`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import PageViewRestriction

from cms.models import ArticlePage, SiteSettings
from comments.models import Comment
from comments.moderation import Status
from comments.selectors.threads import REPLIES_SHOWN
from delivery.models import Edition
from tests import comment_factories, factories
from tests.api.v1.comment_client import comment, get

pytestmark = pytest.mark.django_db

PUBLISHED = Status.PUBLISHED


def thread(article: ArticlePage, query: str = "") -> Any:
    return get(f"articles/{article.pk}/comments/{query}")


def published(**fields: Any) -> Comment:
    return comment(**{"status": PUBLISHED, **fields})


def ids(data: Any) -> list[str]:
    return [item["id"] for item in data["items"]]


def all_pages(path: str) -> list[str]:
    found: list[str] = []
    address: str | None = path
    while address:
        response = get(address.removeprefix("http://testserver"))
        found += ids(response.data)
        address = response.data["links"]["next"]
    return found


class TestAThread:
    def test_says_how_deep_it_is_to_those_who_have_it_too(self, settings: Any) -> None:
        article = factories.compiled_article()
        before = thread(article)
        settings.COMMENT_LEVELS = 2
        after = thread(article)
        assert [one.data["meta"]["max_depth"] for one in (before, after)] == [3, 2]
        assert before["ETag"] != after["ETag"]

    def test_has_the_shape_of_the_contract(self) -> None:
        article = factories.compiled_article()
        comment = published(article=article)
        data = thread(article).data
        assert set(data) == {"items", "meta", "links"}
        assert set(data["meta"]) == {
            "count",
            "limit",
            "open",
            "policy",
            "closes_at",
            "max_depth",
            "form",
        }
        [item] = data["items"]
        assert item.pop("created_at").startswith("2026-03-01T13:")
        assert item == {
            "id": str(comment.pk),
            "article": article.pk,
            "parent": None,
            "depth": 0,
            "state": "PUBLISHED",
            "author": {"name": comment.author_name, "badge": None, "avatar": comment.avatar_seed},
            "html": comment.html,
            "text": comment.text,
            "edited_at": None,
            "featured": False,
            "url": f"{article.full_url}#comment-{comment.pk}",
            "replies": {"count": 0, "items": [], "next": None},
        }

    def test_shows_only_what_is_published(self) -> None:
        article = factories.compiled_article()
        for status in Status:
            if status not in (PUBLISHED, Status.ERASED):
                comment_factories.comment(article=article, status=status)
        data = thread(article).data
        assert (data["items"], data["meta"]["count"]) == ([], 0)

    def test_is_three_deep_and_oldest_first(self) -> None:
        article = factories.compiled_article()
        first, second = published(article=article), published(article=article)
        replies = [published(parent=first) for _ in range(2)]
        deepest = published(parent=replies[0])
        data = thread(article).data
        assert ids(data) == [str(first.pk), str(second.pk)]
        below = data["items"][0]["replies"]
        assert (below["count"], ids(below)) == (2, [str(reply.pk) for reply in replies])
        assert ids(below["items"][0]["replies"]) == [str(deepest.pk)]
        assert below["items"][0]["replies"]["items"][0]["depth"] == 2
        assert data["meta"]["count"] == 5

    def test_can_be_read_newest_first(self) -> None:
        article = factories.compiled_article()
        comments = [published(article=article) for _ in range(3)]
        assert ids(thread(article, "?order=newest").data) == [str(one.pk) for one in reversed(comments)]

    @pytest.mark.parametrize("status", [Status.HIDDEN, Status.PENDING, Status.WITHDRAWN, Status.REJECTED])
    def test_keeps_the_place_of_a_removed_comment_with_replies_and_no_word_of_it(
        self, status: Status
    ) -> None:
        article = factories.compiled_article()
        gone = comment_factories.comment(article=article, status=status, text="Weg damit")
        reply = published(parent=gone)
        data = thread(article).data
        [item] = data["items"]
        assert set(item) == {"id", "article", "parent", "depth", "state", "replies"}
        assert (item["state"], ids(item["replies"])) == ("REMOVED", [str(reply.pk)])
        assert data["meta"]["count"] == 1

    def test_keeps_the_places_above_the_deepest_reply(self) -> None:
        article = factories.compiled_article()
        top = comment_factories.comment(article=article, status=Status.HIDDEN)
        middle = comment_factories.comment(parent=top, status=Status.HIDDEN)
        published(parent=middle)
        [item] = thread(article).data["items"]
        assert item["replies"]["items"][0]["state"] == "REMOVED"

    def test_forgets_a_removed_comment_without_public_replies(self) -> None:
        article = factories.compiled_article()
        gone = comment_factories.comment(article=article, status=Status.HIDDEN)
        comment_factories.comment(parent=gone)
        assert thread(article).data["items"] == []


class TestPages:
    @pytest.mark.parametrize("order", ["oldest", "newest"])
    def test_follow_each_other_without_gap_or_repetition(self, order: str) -> None:
        article = factories.compiled_article()
        # Three comments at the same moment are ordered by id.
        at = comment_factories.NOON
        comments = [published(article=article, created_at=at) for _ in range(3)]
        comments += [published(article=article) for _ in range(4)]
        expected = [str(one.pk) for one in sorted(comments, key=lambda one: (one.created_at, one.pk))]
        found = all_pages(f"articles/{article.pk}/comments/?limit=2&order={order}")
        assert found == (expected if order == "oldest" else expected[::-1])

    def test_stay_as_they_are_when_a_comment_is_added_before(self) -> None:
        article = factories.compiled_article()
        comments = [published(article=article) for _ in range(3)]
        first = thread(article, "?limit=2").data
        published(article=article, created_at=comment_factories.NOON - timedelta(days=1))
        second = get(first["links"]["next"].removeprefix("http://testserver")).data
        assert ids(second) == [str(comments[2].pk)]

    def test_of_replies_go_on_where_the_thread_stops(self) -> None:
        article = factories.compiled_article()
        parent = published(article=article)
        replies = [published(parent=parent) for _ in range(REPLIES_SHOWN + 3)]
        below = thread(article).data["items"][0]["replies"]
        assert (below["count"], len(below["items"])) == (len(replies), REPLIES_SHOWN)
        rest = get(below["next"].removeprefix("http://testserver")).data
        assert ids(rest) == [str(reply.pk) for reply in replies[REPLIES_SHOWN:]]
        assert rest["meta"] == {"count": len(replies), "limit": 20}
        assert rest["links"]["next"] is None

    def test_of_replies_can_be_read_from_the_beginning(self) -> None:
        parent = published()
        replies = [published(parent=parent) for _ in range(5)]
        path = f"comments/{parent.pk}/replies/?limit=2"
        assert all_pages(path) == [str(reply.pk) for reply in replies]

    @pytest.mark.parametrize("cursor", ["x", "WzFd:abc", ""])
    def test_refuse_a_damaged_cursor(self, cursor: str) -> None:
        assert thread(factories.compiled_article(), f"?cursor={cursor}").status_code == 400

    def test_refuse_the_cursor_of_another_list(self) -> None:
        article = factories.compiled_article()
        for _ in range(2):
            published(article=article)
        cursor = thread(article, "?limit=1").data["links"]["next"].split("cursor=")[1]
        assert thread(factories.compiled_article(), f"?cursor={cursor}").status_code == 400
        assert thread(article, f"?order=newest&cursor={cursor}").status_code == 400


class TestTheForm:
    def test_is_described_in_the_language_of_the_article(self) -> None:
        form = thread(factories.compiled_article()).data["meta"]["form"]
        assert [field["name"] for field in form["fields"]] == ["name", "email", "text", "consent"]
        assert [field["label"] for field in form["fields"][:3]] == ["Name", "E-Mail", "Kommentar"]
        assert form["notices"] == {
            "email": "Deine E-Mail-Adresse wird nicht veröffentlicht.",
            "required": "Erforderliche Felder sind mit * markiert.",
        }
        assert form["challenge"] == {
            "href": "http://testserver/api/v1/comments/challenge/",
            "modes": ["CAPTCHA", "POW"],
            "require": "ANY",
        }

    def test_is_described_in_another_language_on_request(self) -> None:
        form = thread(factories.compiled_article(), "?locale=en").data["meta"]["form"]
        assert form["notices"]["email"] == "Your e-mail address will not be published."

    def test_of_an_english_article_is_english(self) -> None:
        article = factories.compiled_article(parent=factories.english_home())
        form = thread(article).data["meta"]["form"]
        assert form["notices"]["required"] == "Required fields are marked with *."


class TestThePolicy:
    def test_says_until_when_comments_are_taken(self) -> None:
        at = timezone.now() + timedelta(days=1)
        meta = thread(factories.compiled_article(comments_close_at=at)).data["meta"]
        assert (meta["open"], meta["policy"]) == (True, "OPEN")
        assert meta["closes_at"] == timezone.localtime(at).isoformat(timespec="seconds")

    def test_closes_at_its_time_and_keeps_showing_comments(self) -> None:
        article = factories.compiled_article(comments_close_at=timezone.now() - timedelta(seconds=1))
        published(article=article)
        data = thread(article).data
        assert (data["meta"]["open"], len(data["items"])) == (False, 1)

    def test_is_not_kept_in_a_cache_beyond_the_closing_time(self) -> None:
        article = factories.compiled_article(comments_close_at=timezone.now() + timedelta(seconds=20))
        seconds = int(thread(article)["Cache-Control"].split("s-maxage=")[1].split(",")[0])
        assert seconds <= 20

    @pytest.mark.parametrize("where", ["article", "site"])
    def test_that_is_off_shows_nothing(self, where: str) -> None:
        article = factories.compiled_article(comment_policy="OFF" if where == "article" else "OPEN")
        if where == "site":
            SiteSettings.objects.update_or_create(
                site=article.get_site(), defaults={"comments_enabled": False}
            )
        comment = published(article=article)
        published(parent=comment)
        data = thread(article).data
        assert (data["items"], data["meta"]["count"], data["meta"]["policy"]) == ([], 0, "OFF")
        assert get(f"comments/{comment.pk}/replies/").status_code == 404
        assert get(f"comments/counts/?article={article.pk}").data["items"][0]["count"] == 0


class TestCaching:
    def test_carries_a_strong_etag_and_answers_304(self) -> None:
        article = factories.compiled_article()
        published(article=article)
        response = thread(article)
        assert response["ETag"].startswith('"')
        assert "public, max-age=0, s-maxage=" in response["Cache-Control"]
        again = get(f"articles/{article.pk}/comments/", **{"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_gives_another_etag_after_a_comment(self) -> None:
        article = factories.compiled_article()
        before = thread(article)["ETag"]
        published(article=article)
        assert thread(article)["ETag"] != before


@pytest.fixture
def embedded_cache(settings: Settings) -> None:
    """Use the cache in the database, as the service does without Redis."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
    call_command("createcachetable", verbosity=0)


@pytest.mark.usefixtures("embedded_cache")
class TestQueries:
    @pytest.mark.parametrize("number", [1, 20, 100])
    def test_are_two_for_any_thread(
        self, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = factories.compiled_article()
        for _ in range(number):
            last = published(parent=published(article=article))
        published(parent=last)
        with django_assert_num_queries(2):
            response = thread(article, "?limit=100")
        assert len(response.data["items"]) == number

    def test_are_one_for_a_client_that_has_the_thread(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        path = f"articles/{published().article_id}/comments/"
        etag = get(path)["ETag"]
        with django_assert_num_queries(1):
            assert get(path, **{"If-None-Match": etag}).status_code == 304

    @pytest.mark.parametrize("number", [1, 20])
    def test_are_one_for_any_counts(
        self, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = factories.compiled_article()
        factories.further_editions(article, number - 1)
        wanted = ",".join(str(article.pk + place) for place in range(number))
        with django_assert_num_queries(1):
            assert len(get(f"comments/counts/?article={wanted}").data["items"]) == number


class TestCounts:
    def test_come_in_the_order_asked_without_what_is_not_public(self) -> None:
        busy, quiet, private = (factories.compiled_article() for _ in range(3))
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        for article in (busy, private):
            published(parent=published(article=article))
        data = get(f"comments/counts/?article={quiet.pk},{private.pk},{busy.pk},9999999").data
        assert data == {
            "items": [{"article": quiet.pk, "count": 0}, {"article": busy.pk, "count": 2}],
        }

    @pytest.mark.parametrize("query", ["", "?article=", "?article=x", "?article=1,1", "?artikel=1"])
    def test_refuse_what_they_do_not_understand(self, query: str) -> None:
        assert get(f"comments/counts/{query}").status_code == 400


HIDE: dict[str, Callable[[Any], Any]] = {
    "draft": lambda page: page.unpublish(),
    "private": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "private above": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
    "expired": lambda page: Edition.objects.filter(pk=page.pk).update(expires_at=timezone.now()),
}


class TestAnArticleThatIsNotPublic:
    @pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
    def test_shows_no_comments(self, hide: Callable[[Any], Any]) -> None:
        article = factories.compiled_article(parent=factories.section())
        comment = published(article=article)
        published(parent=comment)
        hide(article)
        assert thread(article).status_code == 404
        assert get(f"comments/{comment.pk}/replies/").status_code == 404

    def test_is_no_different_from_one_that_never_was(self) -> None:
        assert get("articles/9999999/comments/").status_code == 404
        assert get(f"comments/{uuid4()}/replies/").status_code == 404
        assert get(f"articles/{10**30}/comments/").status_code == 404


class TestSwitchingCommentsOff:
    def test_hides_them_with_the_next_answer_although_nothing_is_compiled_yet(self) -> None:
        article = factories.compiled_article()
        comment = published(article=article)
        published(parent=comment)

        article.comment_policy = "OFF"
        article.save()

        data = thread(article).data
        assert (data["items"], data["meta"]["policy"], data["meta"]["count"]) == ([], "OFF", 0)
        assert get(f"comments/{comment.pk}/replies/").status_code == 404

    def test_hides_them_also_while_the_article_cannot_be_compiled(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        article = factories.compiled_article()
        published(article=article)
        monkeypatch.setattr("delivery.publish.compile_edition", lambda *of, **more: 1 / 0)

        article.comment_policy = "OFF"
        article.save()

        assert thread(article).status_code == 404


class TestMistakes:
    def test_get_the_nearest_parameter(self) -> None:
        response = thread(factories.compiled_article(), "?ordr=newest")
        assert response.status_code == 400
        assert response.data["errors"][0]["did_you_mean"] == "order"

    @pytest.mark.parametrize("query", ["?limit=0", "?limit=101", "?order=best", "?locale=fr"])
    def test_are_never_clamped(self, query: str) -> None:
        assert thread(factories.compiled_article(), query).status_code == 400

    def test_in_the_method_are_answered_with_the_allowed_ones(self) -> None:
        response = Client().put(f"/api/v1/articles/{factories.compiled_article().pk}/comments/", b"{}")
        assert response.status_code == 405
        assert {"GET", "POST"} <= set(response["Allow"].split(", "))
