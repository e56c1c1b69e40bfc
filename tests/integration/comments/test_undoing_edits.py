"""Decisions on an edited comment that are taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from comments import selectors, services
from comments.jobs import REPLACED_TEXTS_KEPT, delete_replaced_texts
from comments.models import Comment, Thread
from comments.moderation import Status
from tests import comment_factories

pytestmark = pytest.mark.django_db

OLD, NEW = "Das Stadtbad bleibt offen.", "Das Stadtbad bleibt zu."
NOW = comment_factories.NOON + timedelta(hours=1)
DECIDED = (Status.PUBLISHED, Status.REJECTED, Status.SPAM)


@pytest.fixture
def ada() -> User:
    return comment_factories.moderator()


@pytest.fixture
def edited() -> Comment:
    """Return a comment that was published and edited."""
    comment = comment_factories.comment(status=Status.PUBLISHED, text=OLD)
    return edit(comment, NEW)


def edit(comment: Comment, text: str) -> Comment:
    return services.edit_comment(comment_id=comment.pk, text=text, now=comment.created_at)


def decide(comment: Comment, to: str, moderator: User) -> None:
    """Decide on a comment as it is now, or undo the last decision."""
    seen = services.Seen(comment.pk, Comment.objects.get(pk=comment.pk).version)
    [result] = services.decide_each(to=to, seen=[seen], moderator=moderator, now=NOW, reason="Nein.")
    assert result.decision


def state(comment: Comment) -> dict[str, Any]:
    """Return all columns of a comment but its version, and how many comments its thread shows."""
    [row] = Comment.objects.filter(pk=comment.pk).values()
    row.pop("version")
    return {**row, "count": Thread.objects.get().count}


class TestUndoing:
    @pytest.mark.parametrize("to", DECIDED)
    def test_a_decision_on_an_edit_brings_back_what_was_before(
        self, edited: Comment, ada: User, to: Status
    ) -> None:
        before, other = state(edited), comment_factories.comment(article=edited.article)
        decide(edited, to, ada)
        decide(edited, "UNDO", ada)
        assert state(edited) == before
        assert (before["status"], before["public_text"], before["listed"]) == (Status.PENDING, OLD, True)
        assert list(selectors.moderation_queue(status=Status.PENDING)) == [edited, other]

    def test_goes_back_through_other_decisions(self, edited: Comment, ada: User) -> None:
        before = state(edited)
        steps = (Status.PUBLISHED, "FEATURE", Status.HIDDEN)
        for to in steps:
            decide(edited, to, ada)
        for _step in steps:
            decide(edited, "UNDO", ada)
        assert state(edited) == before

    def test_a_later_decision_on_the_same_text_does_not(self, edited: Comment, ada: User) -> None:
        for to in (Status.PUBLISHED, Status.PENDING, Status.SPAM, "UNDO"):
            decide(edited, to, ada)
        after = state(edited)
        assert (after["status"], after["public_text"], after["replaced_text"]) == (Status.PENDING, "", OLD)

    def test_after_an_hour_makes_it_wait_like_a_new_one(self, edited: Comment, ada: User) -> None:
        decide(edited, Status.PUBLISHED, ada)
        assert delete_replaced_texts(NOW + REPLACED_TEXTS_KEPT - timedelta(seconds=1)) == 0
        assert delete_replaced_texts(NOW + REPLACED_TEXTS_KEPT) == 1
        decide(edited, "UNDO", ada)
        after = state(edited)
        assert (after["status"], after["text"], after["public_text"]) == (Status.PENDING, NEW, "")
        assert not after["listed"]


class TestTheTextThatReadersHad:
    @pytest.mark.parametrize("to", DECIDED)
    @pytest.mark.parametrize("end", [services.withdraw_comment, services.erase_comment])
    def test_is_gone_when_its_author_takes_the_comment_away(
        self, edited: Comment, ada: User, to: Status, end: Any
    ) -> None:
        decide(edited, to, ada)
        assert state(edited)["replaced_text"] == OLD
        end(comment_id=edited.pk, now=NOW)
        assert OLD not in state(edited).values()

    def test_is_gone_with_the_next_edit(self, edited: Comment, ada: User) -> None:
        decide(edited, Status.PUBLISHED, ada)
        edit(edited, "Ganz anders.")
        after = state(edited)
        assert (after["public_text"], after["replaced_text"]) == (NEW, "")
