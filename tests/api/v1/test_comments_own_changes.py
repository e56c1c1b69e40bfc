"""`PATCH` and `DELETE comments/mine/`, `comments/mine/erase/` and `comments/mine/export/`."""

from typing import Any

import pytest
from django.utils import timezone

from comments import services
from comments.models import Comment
from comments.moderation import Status
from comments.services.rates import Limit
from tests import comment_factories, factories
from tests.api.v1 import comment_client
from tests.api.v1.comment_client import submit
from tests.api.v1.own_comment_client import edit, erase, export, receipt_of, send, withdraw

pytestmark = pytest.mark.django_db


class TestEditing:
    def test_answers_with_the_comment_as_it_is_now(self) -> None:
        comment = comment_client.comment(status=Status.PUBLISHED, created_at=timezone.now())
        response = edit(receipt_of(comment), "  Ganz\u202e *neu*. ")
        assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
        assert (response.data["status"], response.data["text"]) == ("PENDING", "Ganz *neu*.")
        assert "submit-minute" in response["RateLimit-Policy"]
        assert edit(receipt_of(comment), "Ganz *neu*.").data == response.data
        assert Comment.objects.get().version == 2

    @pytest.mark.parametrize(
        ("body", "pointer", "code"),
        [
            ({}, "/text", "required"),
            ({"text": "x" * 5001}, "/text", "too_long"),
            ({"text": " "}, "/text", "blank"),
            ({"text": 7}, "/text", "invalid"),
            ({"text": "a\0"}, "/text", "null_character"),
            ({"text": "Neu.", "name": "Ida"}, "/name", "unknown"),
            ([], "", "invalid"),
        ],
    )
    def test_with_another_body_is_refused(self, body: Any, pointer: str, code: str) -> None:
        comment = comment_client.comment(created_at=timezone.now())
        response = send("PATCH", "comments/mine/", receipt_of(comment), body)
        assert response.status_code == 400
        [error] = response.data["errors"]
        assert (error["pointer"], error["code"]) == (pointer, code)
        assert "RateLimit" not in response

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"created_at": comment_factories.NOON}, "edit_window_over"),
            ({"status": "HIDDEN"}, "not_editable"),
        ],
    )
    def test_too_late_is_refused_with_a_code(self, fields: Any, code: str) -> None:
        response = edit(receipt_of(comment_client.comment(**{"created_at": timezone.now(), **fields})))
        assert response.status_code == 403
        assert [error["code"] for error in response.data["errors"]] == [code]
        assert Comment.objects.get().version == 1

    def test_at_the_same_time_as_another_change_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        comment = comment_client.comment(created_at=timezone.now())

        def meanwhile(*given: Any, **more: Any) -> list[Any]:
            Comment.objects.update(version=2, text="Schneller.")
            return []

        monkeypatch.setattr("comments.services.editing.write_text", meanwhile)
        response = edit(receipt_of(comment))
        assert response.status_code == 409
        assert response.data["type"].endswith("/stale-decision/")
        assert response.data["detail"].startswith("Dein Kommentar wurde im selben Moment anderswo geändert.")


class TestWithdrawing:
    @pytest.mark.parametrize("status", ["PENDING", "PUBLISHED", "REJECTED", "SPAM", "HIDDEN", "WITHDRAWN"])
    def test_is_possible_from_every_status_and_twice_is_once(self, status: Status) -> None:
        receipt = receipt_of(comment_client.comment(status=status))
        first, second = withdraw(receipt), withdraw(receipt)
        assert (first.status_code, first.data["status"]) == (200, "WITHDRAWN")
        assert first.data == second.data
        assert Comment.objects.get().version == (1 if status == "WITHDRAWN" else 2)


class TestErasing:
    def test_leaves_nothing_and_twice_is_once(self) -> None:
        receipt = receipt_of(comment_client.comment(status=Status.PUBLISHED))
        for response in (erase(receipt), erase(receipt)):
            assert (response.status_code, response.content) == (204, b"")
            # The test client removes the content, but a server would announce it.
            assert not {"Content-Type", "Content-Length"} & response.headers.keys()
        assert Comment.objects.get().status == Status.ERASED

    def test_with_a_receipt_that_is_not_genuine_is_refused(self) -> None:
        comment = comment_client.comment()
        response = erase(receipt_of(comment)[:-1])
        assert (response.status_code, "RateLimit" in response) == (401, False)
        assert Comment.objects.get().status == Status.PENDING

    @pytest.mark.parametrize(
        ("body", "pointer", "code"), [({"confirm": False}, "/confirm", "unknown"), (["x"], "", "invalid")]
    )
    def test_with_something_in_the_body_is_refused(self, body: Any, pointer: str, code: str) -> None:
        comment = comment_client.comment()
        response = send("POST", "comments/mine/erase/", receipt_of(comment), body)
        assert (response.status_code, "RateLimit" in response) == (400, False)
        [error] = response.data["errors"]
        assert (error["pointer"], error["code"]) == (pointer, code)
        assert Comment.objects.get().status == Status.PENDING
        Comment.objects.all().delete()
        assert send("POST", "comments/mine/erase/", receipt_of(comment), body).status_code == 400

    def test_is_not_done_by_a_read(self) -> None:
        receipt = receipt_of(comment_client.comment())
        for method in ("GET", "HEAD"):
            assert send(method, "comments/mine/erase/", receipt).status_code == 405
            assert send(method, "comments/mine/", receipt).status_code == 200
            assert send(method, "comments/mine/export/", receipt).status_code == 200
        assert Comment.objects.get().version == 1


class TestAnExport:
    def test_holds_what_is_stored_and_names_nobody_else(self) -> None:
        comment = comment_client.comment(email="ida@example.org", status=Status.PUBLISHED)
        moderator = comment_factories.moderator("moderate_comment", "view_email", username="chefin")
        acting = {"comment_id": comment.pk, "moderator": moderator, "now": comment_factories.NOON}
        services.reveal_email(**acting)
        services.moderate_comment(**acting, to=Status.REJECTED, expected_version=1, reason="Nein.")
        response = export(receipt_of(comment))
        assert response["Cache-Control"] == "no-store"
        assert response["Content-Disposition"] == f'attachment; filename="comment-{comment.pk}.json"'
        stored = response.data["comment"]
        assert (stored["email"], stored["name"], stored["text"], stored["status"]) == (
            "ida@example.org",
            comment.author_name,
            comment.text,
            "REJECTED",
        )
        [decision] = response.data["decisions"]
        assert (decision["status"], decision["by"], decision["reason"]) == ("REJECTED", "MODERATOR", "Nein.")
        assert len(response.data["email_seen_at"]) == 1
        assert b"chefin" not in response.content
        assert comment.email_lookup.encode() not in response.content

    def test_does_not_tell_that_a_comment_is_taken_for_spam(self) -> None:
        receipt = submit(factories.compiled_article().pk, homepage="https://x.example").data["receipt"]
        waiting = export(receipt)
        services.moderate_comment(
            comment_id=Comment.objects.get().pk,
            to=Status.SPAM,
            expected_version=1,
            moderator=comment_factories.moderator(),
            now=comment_factories.NOON,
        )
        assert export(receipt).content == waiting.content
        assert [decision["status"] for decision in waiting.data["decisions"]] == ["PENDING"]

    def test_of_an_edited_comment_does_not_tell_it_either(self) -> None:
        comment = comment_client.comment(status=Status.PUBLISHED, created_at=timezone.now())
        receipt, earlier = receipt_of(comment), comment.text
        assert edit(receipt).status_code == 200
        waiting = export(receipt)
        services.moderate_comment(
            comment_id=comment.pk,
            to=Status.SPAM,
            expected_version=2,
            moderator=comment_factories.moderator(),
            now=timezone.now(),
        )
        assert export(receipt).content == waiting.content
        assert waiting.data["comment"]["public_text"] == earlier


def test_changes_are_limited_like_submissions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.v1.submissions.SUBMIT_MINUTE", Limit("submit-minute", 0, 60))
    receipt = receipt_of(comment_client.comment(created_at=timezone.now()))
    for response in (edit(receipt), withdraw(receipt), erase(receipt)):
        assert response.status_code == 429
    assert Comment.objects.get().version == 1
