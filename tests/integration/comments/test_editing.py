"""Edits of a comment by its author."""

from datetime import timedelta
from typing import Any

import pytest

from comments import errors, selectors, services
from comments.checks import CHECKS, CheckInput, Hold
from comments.models import Comment, Decision
from comments.moderation import Actor, Status
from comments.receipts import EDIT_WINDOW
from tests import comment_factories

pytestmark = pytest.mark.django_db

OLD, NEW = "Das Stadtbad bleibt offen.", "Das Stadtbad bleibt **zu**."
STAYS = (Status.PENDING, Status.SPAM)


def written(status: Status = Status.PENDING, **fields: Any) -> Comment:
    values = {"text": OLD, "html": f"<p>{OLD}</p>", "fingerprint": "old", **fields}
    return comment_factories.comment(status=status, **values)


def edit(comment: Comment, text: str = NEW, after: timedelta = timedelta(minutes=5)) -> Comment:
    return services.edit_comment(comment_id=comment.pk, text=text, now=comment.created_at + after)


def decide(comment: Comment, to: Status, **values: Any) -> Decision | None:
    acting = {"moderator": comment_factories.moderator(), "now": comment.created_at + timedelta(hours=1)}
    expected = values.pop("expected_version", comment.version)
    reason = "Nein." if to is Status.REJECTED else ""
    return services.moderate_comment(
        comment_id=comment.pk, to=to, expected_version=expected, reason=reason, **acting
    )


def reasons(comment: Comment) -> list[str]:
    return [reason.code for reason in comment.hold_reasons.all()]


class TestAnEdit:
    @pytest.mark.parametrize("status", STAYS)
    def test_replaces_the_text_and_what_is_made_of_it(self, status: Status) -> None:
        edit(written(status))
        comment = Comment.objects.get()
        assert (comment.text, comment.html) == (NEW, "<p>Das Stadtbad bleibt <strong>zu</strong>.</p>")
        assert comment.fingerprint not in ("", "old")
        assert comment.edited_at == comment.created_at + timedelta(minutes=5)
        assert (comment.status, comment.version, comment.public_text) == (status, 2, "")
        assert not Decision.objects.exists()

    def test_of_a_published_comment_waits_and_keeps_what_readers_had(self) -> None:
        comment = edit(written(Status.PUBLISHED))
        assert comment == Comment.objects.get()
        assert (comment.status, comment.version) == (Status.PENDING, 2)
        assert (comment.text, comment.public_text) == (NEW, OLD)
        decision = Decision.objects.get()
        assert (decision.actor, decision.moderator, decision.to_status) == (
            Actor.AUTHOR,
            None,
            Status.PENDING,
        )

    def test_that_follows_another_one_keeps_what_readers_had_at_first(self) -> None:
        comment = edit(edit(written(Status.PUBLISHED)), "Ganz anders.", timedelta(minutes=6))
        assert (comment.text, comment.public_text, comment.version) == ("Ganz anders.", OLD, 3)

    @pytest.mark.parametrize("to", [Status.PUBLISHED, Status.REJECTED, Status.SPAM])
    def test_is_decided_as_a_whole(self, to: Status) -> None:
        decide(edit(written(Status.PUBLISHED)), to)
        comment = Comment.objects.get()
        assert (comment.status, comment.text, comment.public_text) == (to, NEW, "")

    def test_comes_first_in_the_queue(self) -> None:
        written()
        edited = edit(written(Status.PUBLISHED))
        assert selectors.moderation_queue(status=Status.PENDING).first() == edited

    def test_with_the_same_text_changes_nothing(self) -> None:
        comment = written(Status.PUBLISHED)
        edit(comment, OLD)
        assert Comment.objects.get().version == 1
        assert Comment.objects.get().edited_at is None

    @pytest.mark.parametrize("status", [Status.REJECTED, Status.HIDDEN, Status.WITHDRAWN])
    def test_of_what_does_not_look_waiting_or_published_is_refused(self, status: Status) -> None:
        comment = written(status)
        with pytest.raises(errors.NotEditable):
            edit(comment)
        assert Comment.objects.get().text == OLD

    def test_is_refused_from_the_end_of_the_window_on(self) -> None:
        comment = written()
        edit(comment, "Noch rechtzeitig.", EDIT_WINDOW - timedelta(microseconds=1))
        with pytest.raises(errors.EditWindowOver):
            edit(comment, "Zu spät.", EDIT_WINDOW)

    @pytest.mark.parametrize("status", [*STAYS, Status.PUBLISHED])
    def test_is_refused_if_another_one_was_faster(
        self, status: Status, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        comment = written(status)

        def edit_meanwhile(sent: CheckInput) -> None:
            if sent.text == NEW:
                edit(comment, "Schneller.")

        monkeypatch.setitem(CHECKS, "edits", (Hold.SHOUTING, edit_meanwhile))
        with pytest.raises(errors.StaleDecision):
            edit(comment)
        assert (Comment.objects.get().text, Comment.objects.get().version) == ("Schneller.", 2)

    def test_is_refused_if_a_moderator_was_faster(self, monkeypatch: pytest.MonkeyPatch) -> None:
        comment = written(Status.PUBLISHED)

        def hide_meanwhile(sent: CheckInput) -> None:
            decide(comment, Status.HIDDEN)

        monkeypatch.setitem(CHECKS, "hides", (Hold.SHOUTING, hide_meanwhile))
        with pytest.raises(errors.StaleDecision):
            edit(comment)
        assert Comment.objects.get().text == OLD
        assert reasons(comment) == []


class TestAModeratorWhoSawTheOldText:
    @pytest.mark.parametrize("status", [*STAYS, Status.PUBLISHED])
    def test_is_told_that_the_author_changed_it(self, status: Status) -> None:
        comment = written(status)
        edited = edit(comment)
        with pytest.raises(errors.StaleDecision) as refusal:
            decide(comment, Status.REJECTED, expected_version=1)
        assert (refusal.value.is_edited, refusal.value.decided_at) == (True, edited.edited_at)
        assert decide(edited, Status.REJECTED)

    def test_is_told_of_a_later_decision_instead(self) -> None:
        comment = written()
        decide(edit(comment), Status.PUBLISHED)
        with pytest.raises(errors.StaleDecision) as refusal:
            decide(comment, Status.REJECTED, expected_version=1)
        assert not refusal.value.is_edited

    def test_cannot_undo_what_was_decided_before_the_edit(self) -> None:
        comment = written()
        decide(comment, Status.PUBLISHED)
        edited = edit(comment)
        with pytest.raises(errors.NothingToUndo):
            services.undo_decision(
                comment_id=comment.pk,
                expected_version=edited.version,
                moderator=comment_factories.moderator(),
                now=edited.created_at,
            )


class TestTheReasonsToHoldAnEditedComment:
    def test_are_those_of_the_new_text_and_those_of_the_sending(self) -> None:
        comment = written()
        for code in (Hold.MANY_LINKS, Hold.TOO_FAST, Hold.HONEYPOT_FILLED):
            comment.hold_reasons.create(code=code)
        edit(comment, "Bestes online casino der Stadt")
        assert reasons(comment) == [Hold.TOO_FAST, Hold.HONEYPOT_FILLED, Hold.BLOCKED_WORD]

    def test_do_not_count_the_comment_as_its_own_duplicate(self) -> None:
        comment = edit(written())
        edit(comment, NEW.upper(), timedelta(minutes=6))
        assert reasons(comment) == []
        other = edit(written())
        assert reasons(other) == [Hold.DUPLICATE]

    @pytest.mark.parametrize("status", [*STAYS, Status.PUBLISHED])
    def test_name_a_check_that_failed(self, status: Status, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*given: object, **more: object) -> None:
            raise TimeoutError

        monkeypatch.setitem(CHECKS, "fails", (Hold.SHOUTING, fail))
        monkeypatch.setattr("comments.services.authoring.render", fail)
        monkeypatch.setattr("comments.services.authoring.count_duplicates", fail)
        comment = edit(written(status), "<b>Neu</b>")
        assert comment.status == (status if status in STAYS else Status.PENDING)
        assert comment.html == "<p>&lt;b&gt;Neu&lt;/b&gt;</p>"
        assert reasons(comment) == [Hold.CHECK_FAILED] * 3
