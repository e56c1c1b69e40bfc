"""Real answers about comments validated against the OpenAPI document and the typed models."""

from typing import Any

import orjson
import pytest
from django.http import HttpResponse
from django.test import Client

from api.http.problem_responses import ProblemOut
from api.v1.comments import RefusedCommentOut
from comments.moderation import Status
from delivery.content.comment_form import ChallengeOut
from delivery.content.comments import PublishedCommentOut, RemovedCommentOut
from delivery.content.own_comments import ExportOut, OwnCommentOut, PreviewOut, ReceiptOut
from delivery.content.reports import CaseOut
from delivery.content.threads import CountListOut, ReplyListOut, ThreadOut
from tests import comment_factories, factories
from tests.api.v1 import comment_client
from tests.api.v1.comment_client import VALID_COMMENT, solved
from tests.contracts.document import check, check_model

pytestmark = pytest.mark.django_db


BASE = "/api/v1"


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(BASE + path, headers=headers)  # type: ignore[return-value]


def post(path: str, body: Any, **headers: str) -> HttpResponse:
    return send("POST", path, body, **headers)


def send(method: str, path: str, body: Any, **headers: str) -> HttpResponse:
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    sent = {"content_type": "application/json", "headers": headers}
    return Client().generic(method, BASE + path, raw, **sent)  # type: ignore[return-value]


class TestAThread:
    def test_with_replies_and_a_removed_comment(self) -> None:
        article = factories.compiled_article()
        first = comment_factories.comment(article=article, status=Status.PUBLISHED)
        hidden = comment_factories.comment(article=article, status=Status.HIDDEN)
        for parent in (first, hidden):
            comment_factories.comment(parent=parent, status=Status.PUBLISHED)
        body = check(get(f"/articles/{article.pk}/comments/"), "/articles/{article_id}/comments/")
        check_model(body, ThreadOut)
        published, removed = body["items"]
        check_model(published, PublishedCommentOut)
        check_model(published["replies"]["items"][0], PublishedCommentOut)
        check_model(removed, RemovedCommentOut)

    def test_with_the_form(self) -> None:
        body = check(
            get(f"/articles/{factories.compiled_article().pk}/comments/"), "/articles/{article_id}/comments/"
        )
        check_model(body, ThreadOut)
        always = {"name", "required", "label"}
        assert {field["name"]: set(field) - always for field in body["meta"]["form"]["fields"]} == {
            "name": {"max_length"},
            "email": {"max_length"},
            "text": {"min_length", "max_length"},
            "consent": set(),
        }

    def test_and_the_rest_of_its_replies(self) -> None:
        parent = comment_client.comment(status=Status.PUBLISHED)
        comment_factories.comment(parent=parent, status=Status.PUBLISHED)
        body = check(get(f"/comments/{parent.pk}/replies/"), "/comments/{comment_id}/replies/")
        check_model(body, ReplyListOut)
        (reply,) = body["items"]
        check_model(reply, PublishedCommentOut)

    def test_in_numbers(self) -> None:
        article = factories.compiled_article()
        body = check(get(f"/comments/counts/?article={article.pk}"), "/comments/counts/")
        check_model(body, CountListOut)
        assert len(body["items"]) == 1


class TestAComment:
    path = "/articles/{article_id}/comments/"

    def test_from_the_challenge_to_the_receipt(self) -> None:
        article = factories.compiled_article()
        challenge = check(
            post("/comments/challenge/", {"article": article.pk}), "/comments/challenge/", "post"
        )
        check_model(challenge, ChallengeOut)
        sent = {**VALID_COMMENT, "challenge": solved(article.pk)}
        receipt = check(post(f"/articles/{article.pk}/comments/", sent), self.path, "post")
        check_model(receipt, ReceiptOut)
        own, allowed = "/comments/mine/", f"Receipt {receipt['receipt']}"
        check_model(check(get(own, authorization=allowed), own), OwnCommentOut)
        changed = send("PATCH", own, {"text": "Neu."}, authorization=allowed)
        check_model(check(changed, own, "patch"), OwnCommentOut)
        check_model(check(get(f"{own}export/", authorization=allowed), f"{own}export/"), ExportOut)
        withdrawn = send("DELETE", own, {}, authorization=allowed)
        check_model(check(withdrawn, own, "delete"), OwnCommentOut)
        check(send("PATCH", own, {"text": "Zu spät."}, authorization=allowed), own, "patch")
        check(post(f"{own}erase/", b"", authorization=allowed, content_length="0"), f"{own}erase/", "post")
        assert check(get(own, authorization=allowed), own)["status"] == 410

    def test_as_it_will_look(self) -> None:
        preview = "/comments/preview/"
        check_model(check(post(preview, {"text": "Ein **guter** Preis."}), preview, "post"), PreviewOut)
        check(post(preview, {"text": ""}), preview, "post")

    def test_that_is_reported(self) -> None:
        path = "/comments/{comment_id}/reports/"
        comment = comment_client.comment(status=Status.PUBLISHED)
        sent = {"reason": "SPAM", "challenge": solved(comment.article_id, "REPORT")}
        check_model(check(post(f"/comments/{comment.pk}/reports/", sent), path, "post"), CaseOut)
        refused = check(post(f"/comments/{comment.pk}/reports/", sent), path, "post")
        assert set(refused) == {*RefusedCommentOut.model_fields}

    def test_with_a_wrong_answer(self) -> None:
        article = factories.compiled_article()
        sent = {**VALID_COMMENT, "challenge": {**solved(article.pk), "answer": "falsch"}}
        body = check(post(f"/articles/{article.pk}/comments/", sent), self.path, "post")
        assert set(body) == {*RefusedCommentOut.model_fields}
        check_model(body["challenge"], ChallengeOut)

    @pytest.mark.parametrize(
        ("body", "code"), [({}, "invalid-body"), (b"{", "malformed-json"), (b'"\xff"', "malformed-json")]
    )
    def test_that_is_no_valid_body(self, body: Any, code: str) -> None:
        answer = post(f"/articles/{factories.compiled_article().pk}/comments/", body)
        problem = check(answer, self.path, "post")
        assert problem["type"].endswith(f"/problems/{code}/")
        assert set(problem) == {*ProblemOut.model_fields}
        assert all(set(error) == {"pointer", "code", "detail"} for error in problem["errors"])

    def test_to_an_article_that_takes_none(self) -> None:
        article = factories.compiled_article(comment_policy="CLOSED")
        body = check(post("/comments/challenge/", {"article": article.pk}), "/comments/challenge/", "post")
        assert body["status"] == 403

    def test_that_is_too_large_or_of_another_type(self) -> None:
        path = f"/articles/{factories.compiled_article().pk}/comments/"
        check(post(path, b" " * 70_000), self.path, "post")
        other: Any = Client().post(BASE + path, b"name=Ida", content_type="text/plain")
        assert check(other, self.path, "post")["status"] == 415
