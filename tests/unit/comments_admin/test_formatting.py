"""How the desk says what happened to a comment."""

import pytest
from django.utils.translation import override

from comments.admin.formatting import summary
from comments.models import Decision
from comments.moderation import MOVES, Actor


@pytest.mark.parametrize(
    ("actor", "move"),
    [(actor, move) for actor in (Actor.AUTHOR, Actor.PRIVACY) for move in sorted(MOVES[actor])],
)
def test_nobody_decided_what_was_not_for_a_moderator_to_decide(actor: Actor, move: tuple[str, str]) -> None:
    decision = Decision(actor=actor, from_status=move[0], to_status=move[1])
    with override("en"):
        assert "decided" not in summary(decision)


def test_an_edit_is_told_in_german_without_a_gender() -> None:
    edited = Decision(actor=Actor.AUTHOR, from_status="PUBLISHED", to_status="PENDING")
    with override("de"):
        assert summary(edited) == "Von Autor:in bearbeitet, wartet wieder auf Freigabe"
