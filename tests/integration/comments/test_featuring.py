"""Comments that the newsroom features."""

from datetime import timedelta
from typing import Any

import pytest

from comments import errors, services
from comments.actions import FEATURE, UNFEATURE
from comments.models import Comment, Decision, Thread
from comments.moderation import DecisionKind, Status
from tests import comment_factories, factories
from tests.api.v1.comment_client import get

pytestmark = pytest.mark.django_db
NOW = comment_factories.NOON + timedelta(days=1)


def feature(comment: Comment, featured: bool = True, **values: Any) -> Decision | None:
    arguments = {"expected_version": comment.version, "now": NOW, **values}
    arguments.setdefault("moderator", comment_factories.moderator())
    decision = services.feature_comment(comment_id=comment.pk, featured=featured, **arguments)
    comment.refresh_from_db()
    return decision


class TestAFeaturedComment:
    @pytest.fixture
    def comment(self) -> Comment:
        return comment_factories.comment(status=Status.PUBLISHED, article=factories.compiled_article())

    def test_is_recorded_with_who_and_when(self, comment: Comment) -> None:
        ada = comment_factories.moderator()
        decision = feature(comment, moderator=ada)
        assert comment.featured
        assert decision == Decision.objects.get()
        assert (decision.kind, decision.moderator, decision.at) == (DecisionKind.FEATURED, ada, NOW)
        assert decision.version == comment.version == 2

    def test_changes_the_thread_and_is_shown(self, comment: Comment) -> None:
        feature(comment)
        assert Thread.objects.get(pk=comment.article_id).version
        [shown] = get(f"articles/{comment.article_id}/comments/").data["items"]
        assert shown["featured"] is True

    def test_is_no_longer_one_when_that_is_taken_back(self, comment: Comment) -> None:
        feature(comment)
        feature(comment, featured=False)
        assert (comment.featured, comment.version) == (False, 3)

    def test_stays_so_while_it_is_hidden(self, comment: Comment) -> None:
        feature(comment)
        for to in (Status.HIDDEN, Status.PUBLISHED):
            services.moderate_comment(
                comment_id=comment.pk,
                to=to,
                expected_version=comment.version,
                moderator=comment_factories.moderator(),
                now=NOW,
            )
            comment.refresh_from_db()
        assert comment.featured

    @pytest.mark.parametrize("end", [services.withdraw_comment, services.erase_comment])
    def test_ends_with_the_comment(self, comment: Comment, end: Any) -> None:
        feature(comment)
        end(comment_id=comment.pk, now=NOW)
        comment.refresh_from_db()
        assert not comment.featured

    def test_is_undone_before_its_approval(self) -> None:
        comment, ada = comment_factories.comment(), comment_factories.moderator()
        arguments = {"comment_id": comment.pk, "moderator": ada, "now": NOW}
        services.moderate_comment(**arguments, to=Status.PUBLISHED, expected_version=1)
        comment.refresh_from_db()
        feature(comment, moderator=ada)
        left = []
        for version in (3, 4):
            services.undo_decision(**arguments, expected_version=version)
            comment.refresh_from_db()
            left.append((comment.featured, comment.status))
        assert left == [(False, Status.PUBLISHED), (False, Status.PENDING)]

    def test_tells_a_colleague_who_was_faster(self, comment: Comment) -> None:
        feature(comment, moderator=comment_factories.moderator(first_name="Ada", last_name="Erste"))
        with pytest.raises(errors.StaleDecision) as refusal:
            feature(comment, featured=False, expected_version=1)
        assert refusal.value.decided_by == "Ada Erste"

    def test_is_recorded_once_however_often_it_is_asked_for(self, comment: Comment) -> None:
        feature(comment)
        assert feature(comment, expected_version=1) is None
        assert Decision.objects.count() == 1


@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.PUBLISHED, Status.ERASED)])
def test_only_a_published_comment_is_featured(status: Status) -> None:
    with pytest.raises(errors.MoveNotAllowed):
        feature(comment_factories.comment(status=status))


def test_a_reader_may_not_feature() -> None:
    with pytest.raises(errors.PermissionMissing):
        feature(comment_factories.comment(status=Status.PUBLISHED), moderator=factories.user())


def test_several_are_featured_at_once() -> None:
    comments = [comment_factories.comment(status=Status.PUBLISHED) for _ in range(2)]
    for to, featured in ((FEATURE, True), (UNFEATURE, False)):
        seen = [services.Seen(comment.pk, comment.version) for comment in comments]
        services.decide_each(to=to, seen=seen, moderator=comment_factories.moderator(), now=NOW)
        for comment in comments:
            comment.refresh_from_db()
        assert {comment.featured for comment in comments} == {featured}
