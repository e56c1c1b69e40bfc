"""Answers to challenges in `POST articles/{id}/comments/`: the letters of a picture, and proofs of work."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from comments import services
from comments.captcha import Purpose, draw_answer, draw_id, draw_picture
from comments.models import Comment, HoldReason, SpentProof
from tests import factories
from tests.api.v1.comment_client import post, proven, solved, submit

Solve = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def _no_earlier_requests_and_short_calculations(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("comments.proof_of_work.COST", 1)


@pytest.fixture(params=[solved, proven])
def solve(request: pytest.FixtureRequest) -> Solve:
    """Return each way to solve a challenge in turn."""
    way: Solve = request.param
    return way


def decoded(challenge: dict[str, str]) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(base64.b64decode(challenge["pow"]))
    return payload


def encoded(payload: dict[str, Any], **options: Any) -> dict[str, str]:
    return {"pow": base64.b64encode(json.dumps(payload, **options).encode()).decode()}


def wrong(challenge: dict[str, str]) -> dict[str, str]:
    if "answer" in challenge:
        return {**challenge, "answer": "falsch"}
    payload = decoded(challenge)
    return encoded({**payload, "solution": {"counter": 1, "derivedKey": "00" * 32}})


class TestAnAnswer:
    def test_that_is_wrong_uses_the_challenge_up_and_gets_a_fresh_one(self, solve: Solve) -> None:
        article = factories.article()
        challenge = solve(article.pk)
        response = submit(article.pk, challenge=wrong(challenge))
        assert response.status_code == 400
        assert response.data["type"].endswith("/challenge-failed/")
        (error,) = response.data["errors"]
        assert error["pointer"] == ("/challenge/answer" if "answer" in challenge else "/challenge/pow")
        assert set(response.data["challenge"]) == {"id", "expires_at", "captcha", "pow"}
        assert submit(article.pk, challenge=challenge).status_code == 400

    def test_works_once(self, solve: Solve) -> None:
        article = factories.article()
        challenge = solve(article.pk)
        assert [submit(article.pk, challenge=challenge).status_code for _ in range(2)] == [202, 400]

    def test_belongs_to_one_article(self, solve: Solve) -> None:
        challenge = solve(factories.article().pk)
        assert submit(factories.article().pk, challenge=challenge).status_code == 400

    def test_belongs_to_one_purpose(self, solve: Solve) -> None:
        article = factories.article()
        assert submit(article.pk, challenge=solve(article.pk, "REPORT")).status_code == 400

    def test_is_too_late_after_half_an_hour(self, solve: Solve, monkeypatch: pytest.MonkeyPatch) -> None:
        article = factories.article()
        challenge, later = solve(article.pk), timezone.now() + timedelta(minutes=30)
        monkeypatch.setattr("api.v1.sending.timezone.now", lambda: later)
        assert submit(article.pk, challenge=challenge).status_code == 400

    def test_that_comes_too_fast_is_taken_and_held(self, solve: Solve) -> None:
        article = factories.article()
        assert submit(article.pk, challenge=solve(article.pk)).status_code == 202
        assert HoldReason.objects.get().code == "TOO_FAST"

    def test_to_both_kinds_must_be_right_in_both(self, solve: Solve) -> None:
        article = factories.article()
        answers = {**solved(article.pk), **proven(article.pk)}
        assert submit(article.pk, challenge={**answers, **wrong(solve(article.pk))}).status_code == 400
        assert not Comment.objects.exists()


class TestTheLettersOfAPicture:
    def test_may_have_any_case_and_spaces_around(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        challenge["answer"] = f" {challenge['answer'].upper()} "
        assert submit(article.pk, challenge=challenge).status_code == 202

    def test_answer_the_fresh_challenge_of_a_refusal(self) -> None:
        article = factories.article()
        refused = submit(article.pk, challenge={"id": "x", "answer": "y"})
        fresh = refused.data["challenge"]["id"]
        answer = CaptchaStore.objects.get(hashkey=fresh).response
        assert submit(article.pk, challenge={"id": fresh, "answer": answer}).status_code == 202

    def test_are_as_different_as_chance_makes_them_while_pictures_are_drawn(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        issued = services.issue_challenge(article_id=factories.article().pk, now=timezone.now())
        answers: set[str] = set()
        ids: set[str] = set()

        def draw(picture: Any) -> Any:
            # Here another request meets the shared generator as the picture's id has seeded it.
            answers.update(draw_answer() for _number in range(1_000))
            ids.update(draw_id(7, Purpose.COMMENT) for _number in range(1_000))
            return picture

        monkeypatch.setattr("captcha.views.settings.filter_functions", lambda: [draw])
        for _round in range(10):
            draw_picture(issued.id)
        assert len(ids) == 10_000
        # 22 letters make 5.2 million answers: among 10,000 about 9,990 differ, and fewer than 9,970 by no chance.
        assert len(answers) >= 9_970


class TestAProofOfWork:
    def test_is_stored_only_when_it_is_used(self) -> None:
        article = factories.article()
        challenge = proven(article.pk)
        assert not SpentProof.objects.exists()
        submit(article.pk, challenge=challenge)
        assert SpentProof.objects.get().nonce == decoded(challenge)["challenge"]["parameters"]["nonce"]

    def test_works_once_however_it_is_encoded(self) -> None:
        article = factories.article()
        payload = decoded(proven(article.pk))
        upper = {"counter": 9, "derivedKey": payload["solution"]["derivedKey"].upper()}
        again = [encoded(payload, indent=1), encoded({**payload, "solution": upper}), encoded(payload)]
        assert [submit(article.pk, challenge=one).status_code for one in again] == [202, 400, 400]

    @pytest.mark.parametrize("sent", ["x", "bnVsbA==", "W10=", "ä"])
    def test_that_is_none_is_refused(self, sent: str) -> None:
        assert submit(factories.article().pk, challenge={"pow": sent}).status_code == 400
        assert not SpentProof.objects.exists()


class TestTheSetting:
    @pytest.mark.parametrize(
        ("setting", "offered", "accepted"),
        [
            ("captcha", {"captcha"}, [202, 400, 202]),
            ("pow", {"pow"}, [400, 202, 202]),
            ("both", {"captcha", "pow"}, [400, 400, 202]),
            ("off", set(), [202, 202, 202]),
        ],
    )
    def test_decides_what_is_offered_and_what_is_enough(
        self, settings: Settings, setting: str, offered: set[str], accepted: list[int]
    ) -> None:
        article = factories.article()
        letters, proof = [solved(article.pk) for _ in range(2)], [proven(article.pk) for _ in range(2)]
        settings.COMMENT_CHALLENGE = setting
        issued = post("comments/challenge/", {"article": article.pk}).data
        assert {kind for kind in ("captcha", "pow") if issued[kind]} == offered
        answers = [letters[0], proof[0], {**letters[1], **proof[1]}]
        assert [submit(article.pk, challenge=answer).status_code for answer in answers] == accepted

    def test_that_requires_nothing_lets_the_challenge_be_left_out(self, settings: Settings) -> None:
        article = factories.article()
        response = submit(article.pk, challenge=...)
        assert [error["pointer"] for error in response.data["errors"]] == ["/challenge"]
        settings.COMMENT_CHALLENGE = "off"
        assert submit(article.pk, challenge=...).status_code == 202


class TestAChallengeForAReport:
    def test_is_issued_where_comments_are_closed(self) -> None:
        article = factories.article(comment_policy="CLOSED")
        asked = {"article": article.pk, "purpose": "REPORT"}
        assert post("comments/challenge/", asked).status_code == 201
        assert post("comments/challenge/", {"article": article.pk}).status_code == 403

    @pytest.mark.parametrize("hidden", [{"live": False}, {"comment_policy": "OFF"}])
    def test_is_not_issued_where_nothing_can_be_reported(self, hidden: dict[str, Any]) -> None:
        asked = {"article": factories.article(**hidden).pk, "purpose": "REPORT"}
        assert post("comments/challenge/", asked).status_code == 404

    def test_has_a_purpose_that_is_known(self) -> None:
        response = post("comments/challenge/", {"article": factories.article().pk, "purpose": "VOTE"})
        (error,) = response.data["errors"]
        assert (error["pointer"], error["code"]) == ("/purpose", "invalid_choice")
