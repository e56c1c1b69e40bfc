"""The moves of a comment, held against a table written by hand."""

import pytest

from comments.moderation import Actor, Status, can_be_undone, is_editable, may_move, status_for_author
from tests.moves import ALLOWED

P, OK, NO, SPAM = Status.PENDING, Status.PUBLISHED, Status.REJECTED, Status.SPAM
HIDDEN, GONE, ERASED = Status.HIDDEN, Status.WITHDRAWN, Status.ERASED


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("old", Status)
@pytest.mark.parametrize("new", Status)
def test_a_move_is_allowed_exactly_where_the_table_says(actor: Actor, old: Status, new: Status) -> None:
    assert may_move(actor, old, new) is (new in ALLOWED[actor].get(old, set()))


@pytest.mark.parametrize("old", Status)
@pytest.mark.parametrize("new", Status)
def test_every_move_of_a_moderator_can_be_undone(old: Status, new: Status) -> None:
    assert can_be_undone(Actor.MODERATOR, old, new) is may_move(Actor.MODERATOR, old, new)


def test_what_an_author_did_is_not_undone_by_a_moderator() -> None:
    assert not can_be_undone(Actor.AUTHOR, OK, P)


@pytest.mark.parametrize(
    ("status", "shown"), [(P, P), (OK, OK), (NO, NO), (SPAM, P), (HIDDEN, NO), (GONE, GONE), (ERASED, GONE)]
)
def test_an_author_is_never_shown_that_a_comment_is_taken_for_spam(status: Status, shown: Status) -> None:
    assert status_for_author(status) is shown


@pytest.mark.parametrize("status", Status)
def test_an_author_edits_what_looks_waiting_or_published(status: Status) -> None:
    assert is_editable(status) is (status in (P, OK, SPAM))
