"""Real answers about comments validated against the OpenAPI document and the keys of the contract."""

from typing import Any

import orjson
import pytest
from django.http import HttpResponse
from django.test import Client

from comments.moderation import Status
from tests import comment_factories, factories
from tests.api.v1 import comment_client
from tests.api.v1.comment_client import VALID_COMMENT, solved
from tests.contracts import keys
from tests.contracts.document import check

pytestmark = pytest.mark.django_db


BASE = "/api/v1"


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(BASE + path, headers=headers)  # type: ignore[return-value]


def post(path: str, body: Any, **headers: str) -> HttpResponse:
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    return Client().post(BASE + path, raw, content_type="application/json", headers=headers)  # type: ignore[return-value]


class TestAThread:
    def test_with_replies_and_a_removed_comment(self) -> None:
        article = factories.compiled_article()
        first = comment_factories.comment(article=article, status=Status.PUBLISHED)
        hidden = comment_factories.comment(article=article, status=Status.HIDDEN)
        for parent in (first, hidden):
            comment_factories.comment(parent=parent, status=Status.PUBLISHED)
        body = check(get(f"/articles/{article.pk}/comments/"), "/articles/{article_id}/comments/")
        assert set(body) == keys.LIST
        assert set(body["meta"]) == keys.THREAD_META
        published, removed = body["items"]
        assert set(published) == keys.COMMENT
        assert set(published["author"]) == keys.COMMENT_AUTHOR
        assert set(published["replies"]) == keys.REPLIES
        assert set(published["replies"]["items"][0]) == keys.COMMENT
        assert set(removed) == keys.REMOVED_COMMENT

    def test_with_the_form(self) -> None:
        body = check(
            get(f"/articles/{factories.compiled_article().pk}/comments/"), "/articles/{article_id}/comments/"
        )
        form = body["meta"]["form"]
        assert set(form) == keys.FORM
        assert {field["name"]: set(field) for field in form["fields"]} == keys.FORM_FIELDS
        assert set(form["notices"]) == keys.NOTICES
        assert set(form["challenge"]) == keys.FORM_CHALLENGE

    def test_and_the_rest_of_its_replies(self) -> None:
        parent = comment_client.comment(status=Status.PUBLISHED)
        comment_factories.comment(parent=parent, status=Status.PUBLISHED)
        body = check(get(f"/comments/{parent.pk}/replies/"), "/comments/{comment_id}/replies/")
        assert [set(item) for item in body["items"]] == [keys.COMMENT]

    def test_in_numbers(self) -> None:
        article = factories.compiled_article()
        body = check(get(f"/comments/counts/?article={article.pk}"), "/comments/counts/")
        assert [set(item) for item in body["items"]] == [keys.COUNT]


class TestAComment:
    path = "/articles/{article_id}/comments/"

    def test_from_the_challenge_to_the_receipt(self) -> None:
        article = factories.compiled_article()
        challenge = check(
            post("/comments/challenge/", {"article": article.pk}), "/comments/challenge/", "post"
        )
        assert set(challenge) == keys.CHALLENGE
        assert set(challenge["captcha"]) == keys.CAPTCHA
        sent = {**VALID_COMMENT, "challenge": solved(article.pk)}
        receipt = check(post(f"/articles/{article.pk}/comments/", sent), self.path, "post")
        assert set(receipt) == keys.RECEIPT
        own = get("/comments/mine/", authorization=f"Receipt {receipt['receipt']}")
        assert set(check(own, "/comments/mine/")) == keys.OWN_COMMENT

    def test_with_a_wrong_answer(self) -> None:
        article = factories.compiled_article()
        sent = {**VALID_COMMENT, "challenge": {**solved(article.pk), "answer": "falsch"}}
        body = check(post(f"/articles/{article.pk}/comments/", sent), self.path, "post")
        assert set(body) == keys.PROBLEM | {"challenge"}
        assert set(body["challenge"]) == keys.CHALLENGE

    @pytest.mark.parametrize(
        ("body", "code"), [({}, "invalid-body"), (b"{", "malformed-json"), (b'"\xff"', "malformed-json")]
    )
    def test_that_is_no_valid_body(self, body: Any, code: str) -> None:
        answer = post(f"/articles/{factories.compiled_article().pk}/comments/", body)
        problem = check(answer, self.path, "post")
        assert problem["type"].endswith(f"/problems/{code}/")
        assert {frozenset(error) for error in problem["errors"]} <= {frozenset(keys.BODY_ERROR)}

    def test_to_an_article_that_takes_none(self) -> None:
        article = factories.compiled_article(comment_policy="CLOSED")
        body = check(post("/comments/challenge/", {"article": article.pk}), "/comments/challenge/", "post")
        assert body["status"] == 403

    def test_that_is_too_large_or_of_another_type(self) -> None:
        path = f"/articles/{factories.compiled_article().pk}/comments/"
        check(post(path, b" " * 70_000), self.path, "post")
        other: Any = Client().post(BASE + path, b"name=Ida", content_type="text/plain")
        assert check(other, self.path, "post")["status"] == 415
