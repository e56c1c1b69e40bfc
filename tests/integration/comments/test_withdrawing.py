"""Withdrawing and erasing comments."""

from datetime import timedelta

import pytest

from comments import errors, services
from comments.models import Comment, Decision, HoldReason
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

    @pytest.mark.parametrize(
        "status", [status for status in Status if status not in (Status.WITHDRAWN, Status.ERASED)]
    )
    def test_is_possible_whatever_moderators_decided(self, status: Status) -> None:
        comment = comment_factories.comment(status=status)
        assert services.withdraw_comment(comment_id=comment.pk, now=NOW)

    def test_again_changes_nothing(self) -> None:
        comment = comment_factories.comment(status=Status.WITHDRAWN)
        assert services.withdraw_comment(comment_id=comment.pk, now=NOW) is None
        assert Comment.objects.get().version == 1

    def test_what_is_erased_is_refused(self) -> None:
        comment = comment_factories.comment()
        services.erase_comment(comment_id=comment.pk, now=NOW)
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

    def test_deletes_what_the_checks_quoted(self) -> None:
        comment = comment_factories.comment()
        comment.hold_reasons.create(code="BLOCKED_WORD", detail="online casino")
        services.erase_comment(comment_id=comment.pk, now=NOW)
        assert not HoldReason.objects.exists()

    def test_again_changes_nothing(self) -> None:
        comment = comment_factories.comment()
        services.erase_comment(comment_id=comment.pk, now=NOW)
        assert services.erase_comment(comment_id=comment.pk, now=NOW) is None
        assert Decision.objects.count() == 1
