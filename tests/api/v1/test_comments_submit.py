"""`POST articles/{id}/comments/`."""

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from comments.checks import CHECKS, CheckInput, Hold
from comments.models import Comment, Decision
from comments.moderation import Actor, Status
from comments.privacy import decrypt_email
from tests import comment_factories, factories
from tests.api.v1.comment_client import VALID_COMMENT, post, solved, still_clock, submit

__all__ = ["still_clock"]


@pytest.fixture(autouse=True)
def _no_earlier_requests(db: None) -> None:
    cache.clear()


class TestASubmittedComment:
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
        body = {**VALID_COMMENT, "challenge": solved(article.pk)}
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

    def test_keeps_the_email_address_encrypted(self) -> None:
        submit(factories.article().pk, email="Ida+X@Beispiel.DE")
        comment = Comment.objects.get()
        assert "@" not in comment.encrypted_email
        assert decrypt_email(comment.encrypted_email) == "Ida+X@Beispiel.DE"

    def test_is_recorded_with_the_first_decision(self) -> None:
        submit(factories.article().pk)
        decision = Decision.objects.get()
        assert (decision.actor, decision.from_status, decision.to_status) == (
            Actor.POLICY,
            "",
            Status.PENDING,
        )

    def test_says_nothing_of_the_email_address_or_the_network_in_answer_and_log(
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
            factories.article().pk, name=" ", email="kein", text="**", consent=False, challenge={"id": "a"}
        )
        assert response.status_code == 400
        assert response.data["type"].endswith("/invalid-body/")
        assert {(error["pointer"], error["code"]) for error in response.data["errors"]} == {
            ("/name", "blank"),
            ("/email", "invalid"),
            ("/text", "blank"),
            ("/consent", "required"),
            ("/challenge", "required"),
        }

    def test_that_are_missing_are_named(self) -> None:
        response = post(f"articles/{factories.article().pk}/comments/", {})
        pointers = {error["pointer"] for error in response.data["errors"]}
        assert pointers == {"/name", "/email", "/text", "/consent", "/challenge"}

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("name", "A" * 61, "too_long"),
            ("name", "kauf.com jetzt", "url"),
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


class TestAFailingCheck:
    @pytest.fixture
    def failing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let a check fail with the text of the comment in its message."""

        def fail(sent: CheckInput) -> str | None:
            raise RuntimeError(sent.text)

        monkeypatch.setitem(CHECKS, "many_links", (Hold.MANY_LINKS, fail))

    def test_in_the_rendering_shows_the_text_plainly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(text: str) -> str:
            raise RuntimeError

        monkeypatch.setattr("comments.services.authoring.render", fail)
        submit(factories.article().pk, text="a < b")
        assert Comment.objects.get().html == "<p>a &lt; b</p>"

    def test_in_the_database_holds_the_comment_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(**values: Any) -> int:
            return Comment.objects.extra(where=["no_such_column"]).count()

        monkeypatch.setattr("comments.services.authoring.count_duplicates", fail)
        headers = {"Idempotency-Key": "within-a-transaction"}
        assert submit(factories.article().pk, headers=headers).status_code == 202
        reasons = [(reason.code, reason.detail) for reason in Comment.objects.get().hold_reasons.all()]
        assert (Hold.CHECK_FAILED, "duplicates") in reasons

    def test_does_not_repeat_the_text_in_the_log(
        self, failing: None, caplog: pytest.LogCaptureFixture
    ) -> None:
        submit(factories.article().pk, text="Mein Geheimnis")
        assert "many_links" in caplog.text
        assert "Geheimnis" not in caplog.text
