"""`GET articles/{id}/comments/`, `comments/{id}/replies/` and `comments/counts/`."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from comments.moderation import Status
from comments.selectors.threads import REPLIES_SHOWN
from tests import comment_factories, factories
from tests.api.v1.comment_client import get, published, thread

pytestmark = pytest.mark.django_db

PUBLISHED = Status.PUBLISHED


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
