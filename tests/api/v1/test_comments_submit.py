"""`POST articles/{id}/comments/`"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from api.throttles import Limit
from cms.models import SiteSettings
from comments import pipeline
from comments.models import Comment, Decision
from comments.moderation import Actor, Hold, Status
from comments.privacy import decrypt_address
from tests import comment_factories, factories
from tests.api.v1.comment_client import LETTER, get, post, solved, still_clock, submit

__all__ = ["still_clock"]


@pytest.fixture(autouse=True)
def _no_earlier_knocks(db: None) -> None:
    cache.clear()


def _settings(page: Any, **values: Any) -> None:
    SiteSettings.objects.update_or_create(site=page.get_site(), defaults=values)


class TestALetter:
    def test_is_taken_and_waits(self) -> None:
        article = factories.article()
        response = submit(article.pk)
        assert response.status_code == 202
        assert set(response.data) == {"id", "status", "receipt", "edit_until", "message"}
        assert response.data["status"] == "PENDING"
        assert response.data["message"] == "Dein Kommentar wartet auf Freigabe."
        comment = Comment.objects.get()
        assert (str(comment.pk), comment.status, comment.article_id) == (
            response.data["id"],
            Status.PENDING,
            article.pk,
        )

    def test_takes_no_parameter(self) -> None:
        article = factories.article()
        body = {**LETTER, "challenge": solved(article.pk)}
        response = post(f"articles/{article.pk}/comments/?dry_run=1", body)
        assert response.status_code == 400
        assert response.data["errors"][0]["parameter"] == "dry_run"
        assert not Comment.objects.exists()

    def test_is_thanked_in_its_own_language(self) -> None:
        response = submit(factories.article().pk, locale="en")
        assert response.data["message"] == "Your comment is waiting for approval."

    def test_without_a_language_has_that_of_the_article(self) -> None:
        submit(factories.article().pk, locale=...)
        assert Comment.objects.get().locale == "de"

    def test_keeps_the_address_encrypted(self) -> None:
        submit(factories.article().pk, email="Ida+X@Beispiel.DE")
        comment = Comment.objects.get()
        assert "@" not in comment.address
        assert decrypt_address(comment.address) == "Ida+X@Beispiel.DE"

    def test_is_recorded_with_the_first_decision(self) -> None:
        submit(factories.article().pk)
        decision = Decision.objects.get()
        assert (decision.actor, decision.from_status, decision.to_status) == (
            Actor.POLICY,
            "",
            Status.PENDING,
        )

    def test_says_nothing_of_the_address_or_the_network_in_answer_and_log(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        response = submit(factories.article().pk, email="geheim@example.org")
        assert b"geheim" not in response.content
        assert "geheim" not in caplog.text

    def test_is_rendered_harmless(self) -> None:
        submit(
            factories.article().pk, text="<script>alert(1)</script> [klick](javascript:alert(1)) \u202egnp"
        )
        comment = Comment.objects.get()
        assert "<script" not in comment.html
        assert "href" not in comment.html
        assert "\u202e" not in comment.text

    def test_with_ten_thousand_marks_keeps_a_few_of_them(self) -> None:
        response = submit(factories.article().pk, text="Zalgo" + "\u0301" * 10_000)
        assert response.status_code == 202
        assert len(Comment.objects.get().text) < 12

    def test_sets_no_cookie(self) -> None:
        assert not submit(factories.article().pk).cookies


class TestAReply:
    def test_hangs_below_its_parent(self) -> None:
        parent = comment_factories.comment(status=Status.PUBLISHED)
        response = submit(parent.article_id, parent=str(parent.pk))
        reply = Comment.objects.get(pk=response.data["id"])
        assert (reply.parent, reply.depth) == (parent, 1)

    def test_to_the_deepest_level_stands_beside_the_one_it_answers(self) -> None:
        first = comment_factories.comment(status=Status.PUBLISHED)
        second = comment_factories.comment(status=Status.PUBLISHED, parent=first)
        third = comment_factories.comment(status=Status.PUBLISHED, parent=second)
        response = submit(first.article_id, parent=str(third.pk))
        reply = Comment.objects.get(pk=response.data["id"])
        assert (reply.parent, reply.depth) == (second, 2)

    @pytest.mark.parametrize("status", [status for status in Status if status not in ("PUBLISHED", "ERASED")])
    def test_to_what_the_public_does_not_see_is_not_found(self, status: Status) -> None:
        parent = comment_factories.comment(status=status)
        assert submit(parent.article_id, parent=str(parent.pk)).status_code == 404

    def test_to_a_comment_of_another_article_is_not_found_and_costs_no_challenge(self) -> None:
        parent = comment_factories.comment(status=Status.PUBLISHED)
        other = factories.article()
        challenge = solved(other.pk)
        assert submit(other.pk, parent=str(parent.pk), challenge=challenge).status_code == 404
        assert submit(other.pk, parent=str(uuid4()), challenge=challenge).status_code == 404
        assert submit(other.pk, challenge=challenge).status_code == 202


class TestWrongFields:
    def test_are_all_named_at_once(self) -> None:
        response = submit(
            factories.article().pk, name=" ", email="kein", text="x", consent=False, challenge={"id": "a"}
        )
        assert response.status_code == 400
        assert response.data["type"].endswith("/invalid-body/")
        assert {(error["pointer"], error["code"]) for error in response.data["errors"]} == {
            ("/name", "blank"),
            ("/email", "invalid"),
            ("/text", "too_short"),
            ("/consent", "required"),
            ("/challenge/answer", "required"),
        }

    def test_that_are_missing_are_named(self) -> None:
        response = post(f"articles/{factories.article().pk}/comments/", {})
        pointers = {error["pointer"] for error in response.data["errors"]}
        assert pointers == {"/name", "/email", "/text", "/consent", "/challenge"}

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("name", "A", "too_short"),
            ("name", "A" * 61, "too_long"),
            ("name", "kauf.de jetzt", "url"),
            ("name", "https://x", "url"),
            ("name", "ich@example.org", "address"),
            ("name", "A\0B", "null_character"),
            ("name", 7, "invalid"),
            ("name", None, "null"),
            ("email", "a@b", "invalid"),
            ("email", "a b@example.org", "invalid"),
            ("email", "a" * 250 + "@example.org", "too_long"),
            ("email", "", "blank"),
            ("text", "\u200b \u202e\n", "blank"),
            ("text", "\u3164\u2800", "blank"),
            ("text", "x" * 5001, "too_long"),
            ("text", "a\0b", "null_character"),
            ("consent", "true", "invalid"),
            ("parent", "7", "invalid"),
            ("locale", "fr", "invalid_choice"),
            ("e-mail", "x@example.org", "unknown"),
        ],
    )
    def test_is_refused_with_a_code(self, field: str, value: Any, code: str) -> None:
        response = submit(factories.article().pk, **{field: value})
        assert response.status_code == 400
        [error] = response.data["errors"]
        assert (error["pointer"], error["code"]) == (f"/{field}", code)
        assert error["detail"]

    def test_cost_no_challenge(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        assert submit(article.pk, text="", challenge=challenge).status_code == 400
        assert submit(article.pk, challenge=challenge).status_code == 202

    def test_are_explained_in_the_readers_language(self) -> None:
        article = factories.article()
        german = submit(article.pk, text="", headers={"Accept-Language": "de"})
        english = submit(article.pk, text="", headers={"Accept-Language": "en"})
        assert german.data["errors"][0]["detail"] == "Bitte schreib etwas."
        assert english.data["errors"][0]["detail"] == "Please write something."

    @pytest.mark.parametrize("body", [b"[]", b'"text"', b"null", b"7"])
    def test_of_a_body_that_is_no_object_are_refused(self, body: bytes) -> None:
        response = post(f"articles/{factories.article().pk}/comments/", body)
        assert (response.status_code, response.data["errors"][0]["pointer"]) == (400, "")

    @pytest.mark.parametrize("body", [b"{", b'{"name": "\\ud800"}', b"\xff"])
    def test_of_malformed_json_are_refused(self, body: bytes) -> None:
        response = post(f"articles/{factories.article().pk}/comments/", body)
        assert response.status_code == 400
        assert response.data["type"].endswith("/malformed-json/")

    def test_of_another_type_are_refused(self) -> None:
        response = Client().post(f"/api/v1/articles/{factories.article().pk}/comments/", {"name": "Ida"})
        assert response.status_code == 415


class TestTheChallenge:
    def test_wrongly_answered_is_gone_and_a_fresh_one_comes_with_the_refusal(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        response = submit(article.pk, challenge={**challenge, "answer": "falsch"})
        assert response.status_code == 400
        assert response.data["type"].endswith("/challenge-failed/")
        assert response.data["errors"][0]["pointer"] == "/challenge/answer"
        assert submit(article.pk, challenge=challenge).status_code == 400
        fresh = response.data["challenge"]["id"]
        answer = CaptchaStore.objects.get(hashkey=fresh).response
        assert submit(article.pk, challenge={"id": fresh, "answer": answer}).status_code == 202

    def test_works_once(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        assert [submit(article.pk, challenge=challenge).status_code for _ in range(2)] == [202, 400]

    def test_belongs_to_one_article(self) -> None:
        challenge = solved(factories.article().pk)
        assert submit(factories.article().pk, challenge=challenge).status_code == 400

    def test_is_answered_in_any_case_and_with_spaces_around(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        challenge["answer"] = f" {challenge['answer'].upper()} "
        assert submit(article.pk, challenge=challenge).status_code == 202

    def test_that_expired_is_refused(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        CaptchaStore.objects.update(expiration=timezone.now() - timedelta(seconds=1))
        assert submit(article.pk, challenge=challenge).status_code == 400


class TestTheArticle:
    @pytest.mark.parametrize(
        "hide",
        [
            lambda page: page.unpublish(),
            lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
            lambda page: type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now()),
            lambda page: page.delete(),
        ],
        ids=["draft", "private", "expired", "deleted"],
    )
    def test_that_the_public_does_not_see_is_the_same_404(self, hide: Callable[[Any], Any]) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        hide(article)
        response = submit(article.pk, challenge=challenge)
        unknown = submit(9_999_999, challenge=challenge)
        for answer in (response, unknown):
            assert answer.status_code == 404
            for name in ("instance", "request_id"):
                answer.data.pop(name)
        assert response.data == unknown.data

    @pytest.mark.parametrize(
        "close",
        [
            lambda page: page.__class__.objects.filter(pk=page.pk).update(comment_policy="CLOSED"),
            lambda page: page.__class__.objects.filter(pk=page.pk).update(comment_policy="OFF"),
            lambda page: page.__class__.objects.filter(pk=page.pk).update(comments_close_at=timezone.now()),
            lambda page: _settings(page, comments_enabled=False),
            lambda page: _settings(page, comments_close_after_days=1),
        ],
        ids=["closed", "off", "over", "site off", "after days"],
    )
    def test_that_takes_no_comments_says_so(self, close: Callable[[Any], Any]) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        close(article)
        response = submit(article.pk, challenge=challenge)
        assert response.status_code == 403
        assert response.data["type"].endswith("/comments-closed/")
        assert post("comments/challenge/", {"article": article.pk}).status_code == 403

    def test_that_is_an_alias_takes_no_comments(self) -> None:
        source = factories.article()
        alias = source.create_alias(parent=factories.section())
        assert post("comments/challenge/", {"article": alias.pk}).status_code == 403


class TestAFailingCheck:
    def test_holds_the_comment_instead_of_losing_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(draft: Any) -> Any:
            raise RuntimeError(draft.text)

        monkeypatch.setitem(pipeline.CHECKS, "rules", fail)
        assert submit(factories.article().pk).status_code == 202
        comment = Comment.objects.get()
        assert comment.status == Status.PENDING
        reasons = [(reason.code, reason.detail) for reason in comment.hold_reasons.all()]
        assert (Hold.CHECK_FAILED, "rules") in reasons

    def test_in_the_rendering_shows_the_text_plainly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(text: str) -> str:
            raise RuntimeError

        monkeypatch.setattr("comments.services.submitting.render", fail)
        submit(factories.article().pk, text="a < b")
        assert Comment.objects.get().html == "<p>a &lt; b</p>"

    def test_does_not_repeat_the_text_in_the_log(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(draft: Any) -> Any:
            raise RuntimeError(draft.text)

        monkeypatch.setitem(pipeline.CHECKS, "rules", fail)
        submit(factories.article().pk, text="Mein Geheimnis")
        assert "rules" in caplog.text
        assert "Geheimnis" not in caplog.text


class TestAnIdempotencyKey:
    KEY = {"Idempotency-Key": "abcdefgh-1"}

    def test_gives_the_same_answer_and_one_comment(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        first, second = (submit(article.pk, challenge=challenge, headers=self.KEY) for _ in range(2))
        assert (first.status_code, second.status_code) == (202, 202)
        assert first.data == second.data
        assert Comment.objects.count() == 1

    def test_gives_the_same_answer_although_the_challenge_is_another(self) -> None:
        article = factories.article()
        first, second = (submit(article.pk, headers=self.KEY) for _ in range(2))
        assert first.data == second.data

    @pytest.mark.parametrize("change", [{"text": "Etwas ganz anderes."}, {"email": "other@example.org"}])
    def test_with_another_body_is_refused(self, change: dict[str, str]) -> None:
        article = factories.article()
        submit(article.pk, headers=self.KEY)
        response = submit(article.pk, headers=self.KEY, **change)
        assert response.status_code == 422
        assert response.data["type"].endswith("/idempotency-mismatch/")

    def test_with_another_article_is_refused(self) -> None:
        submit(factories.article().pk, headers=self.KEY)
        assert submit(factories.article().pk, headers=self.KEY).status_code == 422

    def test_is_free_again_after_a_refusal(self) -> None:
        article = factories.article()
        wrong = {**solved(article.pk), "answer": "falsch"}
        assert submit(article.pk, challenge=wrong, headers=self.KEY).status_code == 400
        assert not CaptchaStore.objects.filter(hashkey=wrong["id"]).exists()
        assert submit(article.pk, headers=self.KEY).status_code == 202

    def test_of_an_article_that_was_deleted_finds_nothing(self) -> None:
        article = factories.article()
        challenge = solved(article.pk)
        assert submit(article.pk, challenge=challenge, headers=self.KEY).status_code == 202
        article.delete()
        assert submit(article.pk, challenge=challenge, headers=self.KEY).status_code == 404

    @pytest.mark.parametrize("key", ["short", "x" * 201, "mit leerzeichen"])
    def test_that_is_none_is_refused(self, key: str) -> None:
        response = submit(factories.article().pk, headers={"Idempotency-Key": key})
        assert response.status_code == 400


@pytest.mark.usefixtures("still_clock")
class TestTooManyLetters:
    WRONG = {"id": "x", "answer": "y"}

    @pytest.fixture(params=["Redis", "database"])
    def few(
        self, request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """This will let three letters pass, counted here or there."""
        if request.param == "database":
            settings.REDIS_URL = ""
        monkeypatch.setattr("api.v1.comments.SUBMIT_MINUTE", Limit("submit-minute", 3, 60))

    def test_from_one_network_are_refused_until_the_minute_is_over(self, few: None) -> None:
        article = factories.article()
        responses = [submit(article.pk, challenge=self.WRONG) for _ in range(4)]
        assert [response.status_code for response in responses] == [400, 400, 400, 429]
        assert responses[-1]["Retry-After"] == "60"
        assert '"submit-minute";r=0;t=60' in responses[-1]["RateLimit"]

    def test_do_not_include_those_with_wrong_fields(self, few: None) -> None:
        article = factories.article()
        assert {submit(article.pk, text="", challenge={}).status_code for _ in range(5)} == {400}
        assert submit(article.pk).status_code == 202

    def test_for_one_article_are_refused_wherever_they_come_from(
        self, few: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.v1.comments.ARTICLE_MINUTE", Limit("article-minute", 1, 60))
        busy, quiet = factories.article(), factories.article()
        codes = [submit(pk, challenge=self.WRONG).status_code for pk in (busy.pk, busy.pk, quiet.pk)]
        assert codes == [400, 429, 400]

    def test_are_announced_in_every_answer_to_a_letter_and_in_no_other(self) -> None:
        article = factories.compiled_article()
        response = submit(article.pk)
        assert response["RateLimit-Policy"] == (
            '"submit-minute";q=30;w=60, "submit-hour";q=200;w=3600, "article-minute";q=60;w=60'
        )
        assert '"submit-minute";r=29;t=60' in response["RateLimit"]
        assert "RateLimit" not in get(f"articles/{article.pk}/comments/")


def _at_the_same_moment(number: int, act: Callable[[], Any]) -> list[Any]:
    outcomes: list[Any] = []
    barrier = threading.Barrier(number)

    def run() -> None:
        barrier.wait()
        try:
            outcomes.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.slow
def test_sixteen_threads_with_one_right_answer_make_one_comment(committed_site: None) -> None:
    article = factories.article()
    challenge = solved(article.pk)
    answers = _at_the_same_moment(16, lambda: submit(article.pk, challenge=challenge))
    assert sorted(answer.status_code for answer in answers) == [202] + [400] * 15
    assert Comment.objects.count() == 1


@pytest.mark.slow
def test_sixteen_threads_with_one_key_make_one_comment_and_get_one_answer(committed_site: None) -> None:
    article = factories.article()
    challenge = solved(article.pk)
    headers = {"Idempotency-Key": "sixteen-times-1"}
    answers = _at_the_same_moment(16, lambda: submit(article.pk, challenge=challenge, headers=headers))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    assert Comment.objects.count() == 1
