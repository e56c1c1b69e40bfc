"""Withdrawing and erasing comments."""

from datetime import timedelta

import pytest

from comments import errors, services
from comments.models import Comment, Decision
from comments.moderation import Actor, Status
from tests import comment_factories

pytestmark = pytest.mark.django_db
NOW = comment_factories.NOON + timedelta(days=1)


class TestWithdrawing:
    def test_is_a_decision_of_the_author(self) -> None:
        comment = comment_factories.comment(status=Status.PUBLISHED)
        decision = services.withdraw_comment(comment_id=comment.pk, now=NOW)
        assert decision == Decision.objects.get()
        assert (decision.actor, decision.moderator, decision.at) == (Actor.AUTHOR, None, NOW)
        assert (decision.comment.status, decision.comment.version) == (Status.WITHDRAWN, 2)

    def test_is_possible_only_where_the_table_of_moves_says_so(self) -> None:
        comment = comment_factories.comment(status=Status.REJECTED)
        with pytest.raises(errors.MoveNotAllowed):
            services.withdraw_comment(comment_id=comment.pk, now=NOW)


class TestErasing:
    def test_leaves_nothing_personal(self) -> None:
        comment = comment_factories.comment(network_tag="x", fingerprint="y")
        services.erase_comment(comment_id=comment.pk, now=NOW)
        erased = Comment.objects.get()
        assert erased.status == Status.ERASED
        assert not any(
            (
                erased.author_name,
                erased.encrypted_email,
                erased.email_lookup,
                erased.network_tag,
                erased.text,
                erased.html,
                erased.fingerprint,
            )
        )
        assert Decision.objects.get().actor == Actor.PRIVACY

    def test_is_final(self) -> None:
        comment = comment_factories.comment()
        services.erase_comment(comment_id=comment.pk, now=NOW)
        with pytest.raises(errors.MoveNotAllowed):
            services.erase_comment(comment_id=comment.pk, now=NOW)
