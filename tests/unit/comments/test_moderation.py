"""The table of moves, written out once more by hand: whoever changes it must mean it."""

import pytest

from comments.moderation import Actor, Status, can_be_undone, may_move, moves_from, status_for_author

P, OK, NO, SPAM = Status.PENDING, Status.PUBLISHED, Status.REJECTED, Status.SPAM
HIDDEN, GONE, ERASED = Status.HIDDEN, Status.WITHDRAWN, Status.ERASED

ALLOWED = {
    Actor.POLICY: {},
    Actor.MODERATOR: {
        P: {OK, NO, SPAM},
        OK: {P, NO, SPAM, HIDDEN},
        NO: {P, OK, SPAM},
        SPAM: {P, OK, NO},
        HIDDEN: {OK},
    },
    Actor.AUTHOR: {P: {GONE}, OK: {GONE, P}, HIDDEN: {GONE}},
    Actor.PRIVACY: {old: {ERASED} for old in (P, OK, NO, SPAM, HIDDEN, GONE)},
}


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("old", Status)
@pytest.mark.parametrize("new", Status)
def test_a_move_is_allowed_exactly_where_the_table_says(actor: Actor, old: Status, new: Status) -> None:
    assert may_move(actor, old, new) is (new in ALLOWED[actor].get(old, set()))


def test_the_moves_of_a_moderator_are_listed_in_the_order_of_the_states() -> None:
    assert moves_from(Actor.MODERATOR, P) == [OK, NO, SPAM]


@pytest.mark.parametrize("old", Status)
@pytest.mark.parametrize("new", Status)
def test_every_move_of_a_moderator_can_be_undone(old: Status, new: Status) -> None:
    assert can_be_undone(Actor.MODERATOR, old, new) is may_move(Actor.MODERATOR, old, new)


def test_what_an_author_did_is_not_undone_by_a_moderator() -> None:
    assert not can_be_undone(Actor.AUTHOR, OK, P)


@pytest.mark.parametrize(
    ("status", "told"), [(P, P), (OK, OK), (NO, NO), (SPAM, P), (HIDDEN, NO), (GONE, GONE), (ERASED, GONE)]
)
def test_an_author_never_learns_of_the_spam_folder(status: Status, told: Status) -> None:
    assert status_for_author(status) is told
