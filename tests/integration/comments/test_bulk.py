"""One decision on many comments."""

from datetime import timedelta
from uuid import uuid4

import pytest

from comments import errors, services
from comments.actions import UNDO
from comments.models import Decision
from comments.moderation import Status
from tests import comment_factories

pytestmark = pytest.mark.django_db
NOW = comment_factories.NOON + timedelta(days=1)


def test_a_refusal_does_not_affect_the_other_comments() -> None:
    waiting, spam, stale = (
        comment_factories.comment(status=status) for status in ("PENDING", "SPAM", "REJECTED")
    )
    gone = uuid4()
    results = services.decide_each(
        to=Status.SPAM,
        seen=[
            services.Seen(waiting.pk, 1),
            services.Seen(spam.pk, 1),
            services.Seen(stale.pk, 7),
            services.Seen(gone, 1),
        ],
        moderator=comment_factories.moderator(),
        now=NOW,
    )
    assert [result.comment_id for result in results] == [waiting.pk, spam.pk, stale.pk, gone]
    assert [result.decision for result in results] == [Decision.objects.get(), None, None, None]
    assert [type(result.refusal) for result in results] == [
        type(None),
        type(None),
        errors.StaleDecision,
        errors.CommentNotFound,
    ]


def test_decisions_can_be_undone_together() -> None:
    moderator, comment = comment_factories.moderator(), comment_factories.comment()
    services.decide_each(
        to=Status.REJECTED,
        seen=[services.Seen(comment.pk, 1)],
        moderator=moderator,
        now=NOW,
        reason="Werbung",
    )
    [result] = services.decide_each(
        to=UNDO, seen=[services.Seen(comment.pk, 2)], moderator=moderator, now=NOW
    )
    assert result.decision
    assert result.decision.undoes == Decision.objects.get(reason="Werbung")


def test_without_the_permission_every_comment_is_refused() -> None:
    comments = [comment_factories.comment() for _ in range(2)]
    results = services.decide_each(
        to=Status.SPAM,
        seen=[services.Seen(comment.pk, 1) for comment in comments],
        moderator=comment_factories.moderator("view_email"),
        now=NOW,
    )
    assert {type(result.refusal) for result in results} == {errors.PermissionMissing}
