"""The table of moderation actions."""

import pytest
from django.utils import translation

from comments.actions import ACTIONS, UNDO_ACTION, actions_for, asks_for_reason
from comments.moderation import Actor, Status
from tests.moves import ALLOWED


@pytest.mark.parametrize("status", Status)
def test_there_is_one_action_for_every_move_of_a_moderator(status: Status) -> None:
    offered = [action.to for action in actions_for(status)]
    assert sorted(offered) == sorted(ALLOWED[Actor.MODERATOR].get(status, set()))


@pytest.mark.parametrize("status", Status)
def test_the_actions_keep_the_order_of_the_table(status: Status) -> None:
    offered = actions_for(status)
    assert offered == sorted(offered, key=ACTIONS.index)


def test_a_hidden_comment_is_shown_again_where_others_are_approved() -> None:
    hidden, spam = actions_for(Status.HIDDEN)[0], actions_for(Status.SPAM)[0]
    with translation.override("en"):
        assert (str(hidden.label), str(spam.label)) == ("Show again", "Approve")


def test_rejecting_asks_for_a_reason() -> None:
    assert asks_for_reason(Status.REJECTED)


def test_actions_with_the_same_status_agree_whether_they_ask_for_a_reason() -> None:
    assert all(action.asks_for_reason == asks_for_reason(action.to) for action in (*ACTIONS, UNDO_ACTION))


@pytest.mark.parametrize("status", Status)
def test_a_key_means_one_action(status: Status) -> None:
    keys = [action.key for action in (*actions_for(status), UNDO_ACTION) if action.key]
    assert len(keys) == len(set(keys))


def test_every_key_is_one_character_and_explained_once() -> None:
    explained = [action.key for action in (*ACTIONS, UNDO_ACTION) if action.help]
    assert sorted(explained) == sorted({action.key for action in (*ACTIONS, UNDO_ACTION) if action.key})
    assert all(len(key) == 1 for key in explained)
