"""`comments/{id}/reports/`."""

import re
from typing import Any
from uuid import UUID

import pytest
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.test import Client

from api.v1 import reports
from comments.identifiers import uuid7
from comments.models import Comment, Report
from comments.moderation import Status
from comments.reports import Reason
from tests import comment_factories, factories
from tests.api.v1.comment_client import get, post, proven, solved, still_clock

__all__ = ["still_clock"]

pytestmark = pytest.mark.django_db
WHY = "Das ist eine Drohung gegen Kapitän Ahab."


@pytest.fixture(autouse=True)
def _no_earlier_requests_and_short_calculations(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("comments.proof_of_work.COST", 1)


@pytest.fixture
def comment() -> Comment:
    return comment_factories.comment(status=Status.PUBLISHED)


def report(comment: Comment, key: str = "", network: str = "203.0.113.1", **fields: Any) -> Any:
    """Report a comment as an insult, with other values for some fields."""
    body = {"reason": "INSULT", **fields}
    if "challenge" not in body:
        body["challenge"] = solved(comment.article_id, "REPORT")
    headers = {"Idempotency-Key": key} if key else {}
    return post(f"comments/{comment.pk}/reports/", body, Client(REMOTE_ADDR=network), **headers)


class TestAReport:
    @pytest.mark.parametrize("solve", [solved, proven])
    def test_opens_a_case_and_tells_its_number(self, comment: Comment, solve: Any) -> None:
        challenge = solve(comment.article_id, "REPORT")
        response = report(
            comment, reason="ILLEGAL", explanation=f" {WHY}\r\n", locale="en", challenge=challenge
        )
        case = Report.objects.get()
        assert (response.status_code, response.data) == (202, {"case": case.case})
        assert (case.comment, case.reason, case.explanation, case.locale) == (comment, "ILLEGAL", WHY, "en")

    def test_twice_from_one_network_is_one_case(self, comment: Comment) -> None:
        first, *more = report(comment), *(report(comment, key="abcdefgh-2", reason="SPAM") for _time in "12")
        other = report(comment, network="203.0.113.2")
        assert [again.data for again in more] == [first.data] * 2 != [other.data] * 2
        assert Report.objects.count() == 2

    def test_with_the_same_key_is_answered_again_without_a_challenge(self, comment: Comment) -> None:
        first = report(comment, key="abcdefgh-1")
        Report.objects.update(network_tag="")
        second = report(comment, key="abcdefgh-1", challenge={"id": "x", "answer": "y"})
        assert (second.status_code, second.data) == (202, first.data)
        assert report(comment, key="abcdefgh-1", reason="SPAM").status_code == 422

    def test_is_possible_where_comments_are_closed(self) -> None:
        article = factories.article(comment_policy="CLOSED")
        assert report(comment_factories.comment(article=article, status=Status.PUBLISHED)).status_code == 202


class TestARefusal:
    @pytest.mark.parametrize(
        ("fields", "pointer", "code"),
        [
            ({"reason": "RUDE"}, "/reason", "invalid_choice"),
            ({"reason": 1}, "/reason", "invalid_choice"),
            ({"reason": "ILLEGAL"}, "/explanation", "blank"),
            ({"reason": "ILLEGAL", "explanation": "\u200b"}, "/explanation", "blank"),
            ({"explanation": "x" * 1001}, "/explanation", "too_long"),
            ({"explanation": "a\0b"}, "/explanation", "null_character"),
            ({"explanation": None}, "/explanation", "null"),
            ({"reporter": "Ida"}, "/reporter", "unknown"),
            ({"challenge": {}}, "/challenge", "required"),
        ],
    )
    def test_names_the_field(self, comment: Comment, fields: dict[str, Any], pointer: str, code: str) -> None:
        response = report(comment, **fields)
        assert response.status_code == 400
        assert [(error["pointer"], error["code"]) for error in response.data["errors"]] == [(pointer, code)]
        assert not Report.objects.exists()

    @pytest.mark.parametrize(
        "status", [one for one in Status if one not in (Status.PUBLISHED, Status.ERASED)]
    )
    def test_of_what_is_not_public_is_that_of_what_is_not_there(self, status: Status) -> None:
        hidden = comment_factories.comment(status=status, article=factories.article())
        challenge = solved(hidden.article_id, "REPORT")
        absent = Comment(pk=uuid7(hidden.created_at), article_id=hidden.article_id)
        answers = [report(one, challenge=challenge) for one in (hidden, absent)]
        assert {answer.status_code for answer in answers} == {404}
        assert len({_without_ids(answer.content.decode(), hidden.pk, absent.pk) for answer in answers}) == 1
        # What nobody may know of costs no challenge.
        assert CaptchaStore.objects.exists()

    @pytest.mark.parametrize("fields", [{"comment_policy": "OFF"}, {"live": False}])
    def test_is_the_same_where_the_public_reads_no_comments(
        self, comment: Comment, fields: dict[str, Any]
    ) -> None:
        challenge = solved(comment.article_id, "REPORT")
        type(comment.article).objects.filter(pk=comment.article_id).update(**fields)
        assert report(comment, challenge=challenge).status_code == 404

    def test_of_a_wrong_answer_brings_a_fresh_challenge(self, comment: Comment) -> None:
        wrong = {**solved(comment.article_id, "REPORT"), "answer": "falsch"}
        response = report(comment, challenge=wrong)
        assert (response.status_code, response.data["errors"][0]["pointer"]) == (400, "/challenge/answer")
        fresh = response.data["challenge"]["id"]
        answer = CaptchaStore.objects.get(hashkey=fresh).response
        assert report(comment, challenge={"id": fresh, "answer": answer}).status_code == 202

    @pytest.mark.parametrize("solve", [solved, proven])
    def test_of_a_challenge_for_a_comment_or_another_article(self, comment: Comment, solve: Any) -> None:
        other = comment_factories.comment(status=Status.PUBLISHED)
        for challenge in (solve(comment.article_id, "COMMENT"), solve(other.article_id, "REPORT")):
            assert report(comment, challenge=challenge).status_code == 400

    @pytest.mark.usefixtures("still_clock")
    def test_comes_when_a_network_reports_too_much(
        self, comment: Comment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reports, "REPORT_MINUTE", reports.REPORT_MINUTE._replace(quota=1))
        first = report(comment)
        assert '"report-minute";q=1;w=60' in first["RateLimit-Policy"]
        # What is not valid is not counted.
        assert report(comment, network="203.0.113.2", reason="RUDE").status_code == 400
        answers = [report(comment, network=network).status_code for network in ("203.0.113.1", "203.0.113.2")]
        assert answers == [429, 202]


def test_the_public_learns_nothing_of_reports() -> None:
    comment = comment_factories.comment(status=Status.PUBLISHED, article=factories.compiled_article())
    paths = [
        f"articles/{comment.article_id}/comments/",
        f"comments/{comment.pk}/",
        "comments/latest/",
        f"articles/{comment.article_id}/",
    ]
    before = [(answer.content, answer["ETag"]) for answer in map(get, paths)]
    assert report(comment, reason="ILLEGAL", explanation=WHY).status_code == 202
    after = [(answer.content, answer["ETag"]) for answer in map(get, paths)]
    assert after == before
    assert not any(WHY.encode() in content for content, _etag in after)


def test_every_reason_can_be_reported(comment: Comment) -> None:
    for number, reason in enumerate(Reason):
        assert (
            report(comment, reason=reason, explanation=WHY, network=f"203.0.113.{number}").status_code == 202
        )
    assert Report.objects.count() == len(Reason)


def _without_ids(text: str, *ids: UUID) -> str:
    for one in ids:
        text = text.replace(str(one), "ID")
    return re.sub(r'"request_id":"[^"]*"', "", text)
