"""Cases: opened by reports, closed by decisions, open again when a decision is taken back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from comments import errors, services
from comments.actions import DISMISS, UNDO
from comments.forms import ReportSubmission
from comments.jobs import EXPLANATIONS_KEPT, delete_explanations, delete_network_tags
from comments.models import Comment, Decision, Report, Thread
from comments.moderation import Actor, DecisionKind, Status, closes_reports
from comments.reports import Reason
from comments.services.moves import move
from tests import comment_factories

pytestmark = pytest.mark.django_db
NOW = comment_factories.NOON + timedelta(days=1)
INSULT = ReportSubmission(reason=Reason.INSULT)
ILLEGAL = ReportSubmission(reason=Reason.ILLEGAL, explanation="Das ist eine Drohung.")


@pytest.fixture
def comment() -> Comment:
    return comment_factories.comment(status=Status.PUBLISHED)


@pytest.fixture
def ada() -> User:
    return comment_factories.moderator()


def report(
    comment: Comment,
    submission: ReportSubmission = INSULT,
    network: str = "203.0.113.1",
    now: datetime = NOW,
) -> Report:
    return services.open_case(comment=comment, submission=submission, network=network, now=now)


def decide(to: str, comment: Comment, moderator: User, reports: int = 9, now: datetime = NOW) -> Any:
    """Decide as the desk does, on the comment as it is now, and return what became of it."""
    comment.refresh_from_db()
    seen = services.Seen(comment.pk, comment.version, reports)
    [result] = services.decide_each(to=to, seen=[seen], moderator=moderator, now=now, reason="Darum.")
    comment.refresh_from_db()
    return result.refusal or result.decision


def is_open(case: Report) -> bool:
    case.refresh_from_db()
    return case.decision_id is None


class TestAReport:
    def test_opens_a_case(self, comment: Comment) -> None:
        case = report(comment, ILLEGAL)
        assert (case.reason, case.explanation, case.locale, case.at) == (*_of(ILLEGAL), "de", NOW)
        assert case.network_tag
        assert "203" not in case.network_tag
        assert is_open(case)

    def test_of_the_same_network_is_the_same_case_also_tomorrow(self, comment: Comment) -> None:
        first = report(comment)
        assert report(comment, now=NOW + timedelta(days=1)) == first
        assert Report.objects.count() == 1

    def test_of_another_network_or_comment_is_another_case(self, comment: Comment) -> None:
        other = comment_factories.comment(status=Status.PUBLISHED)
        cases = [report(comment), report(comment, network="203.0.113.2"), report(other)]
        assert len({case.case for case in cases}) == 3

    def test_may_be_explained_later_but_not_in_other_words(self, comment: Comment) -> None:
        first = report(comment)
        report(comment, ILLEGAL)
        report(comment, ReportSubmission(reason=Reason.OTHER, explanation="Ein anderer im selben Haus."))
        first.refresh_from_db()
        assert (first.reason, first.explanation) == _of(ILLEGAL)

    @pytest.mark.parametrize(
        "status", [one for one in Status if one not in (Status.PUBLISHED, Status.ERASED)]
    )
    def test_is_of_a_published_comment(self, status: Status) -> None:
        with pytest.raises(errors.CommentNotFound):
            report(comment_factories.comment(status=status))

    def test_after_a_decision_opens_a_new_case(self, comment: Comment, ada: User) -> None:
        first = report(comment)
        for to in (Status.HIDDEN, Status.PUBLISHED):
            decide(to, comment, ada)
        assert report(comment) != first


class TestADecision:
    @pytest.mark.parametrize(
        ("actor", "to"),
        [
            *((Actor.MODERATOR, to) for to in (Status.HIDDEN, Status.REJECTED, Status.SPAM, Status.PENDING)),
            *((Actor.AUTHOR, to) for to in (Status.WITHDRAWN, Status.PENDING)),
            (Actor.PRIVACY, Status.ERASED),
        ],
    )
    def test_closes_the_open_cases_as_the_table_says(self, comment: Comment, actor: Actor, to: str) -> None:
        case = report(comment)
        if to == Status.ERASED:
            services.erase_comment(comment_id=comment.pk, now=NOW)
        else:
            move(comment, to=to, actor=actor, now=NOW)
        assert is_open(case) is not closes_reports(to, is_undo=False)

    def test_on_an_edited_comment_closes_them_when_it_appears_again(
        self, comment: Comment, ada: User
    ) -> None:
        case = report(comment)
        move(comment, to=Status.PENDING, actor=Actor.AUTHOR, now=NOW)
        approval = decide(Status.PUBLISHED, comment, ada)
        case.refresh_from_db()
        assert case.decision == approval

    @pytest.mark.parametrize("to", [Status.HIDDEN, Status.REJECTED, Status.SPAM, DISMISS])
    def test_that_is_taken_back_opens_the_cases_again(self, comment: Comment, ada: User, to: str) -> None:
        earlier = report(comment)
        decide(DISMISS, comment, ada)
        case = report(comment, network="203.0.113.9")
        decide(to, comment, ada)
        assert not is_open(case)
        decide(UNDO, comment, ada)
        assert (comment.status, is_open(case), is_open(earlier)) == (Status.PUBLISHED, True, False)

    def test_of_nobody_is_needed_for_a_comment_that_an_undo_takes_away(
        self, comment: Comment, ada: User
    ) -> None:
        decide(Status.REJECTED, comment, ada)
        decide(Status.PUBLISHED, comment, ada)
        case = report(comment)
        decide(UNDO, comment, ada)
        assert (comment.status, is_open(case)) == (Status.REJECTED, False)


class TestADismissal:
    def test_leaves_the_comment_published_and_is_recorded(self, comment: Comment, ada: User) -> None:
        case = report(comment)
        decision = decide(DISMISS, comment, ada, reports=1)
        assert comment.status == Status.PUBLISHED
        assert decision == Decision.objects.get()
        assert (decision.kind, decision.moderator) == (DecisionKind.DISMISSED, ada)
        assert decision.version == comment.version == 2
        assert not is_open(case)

    def test_is_not_seen_by_the_public(self, comment: Comment, ada: User) -> None:
        before = Thread.objects.values().get()
        report(comment)
        decide(DISMISS, comment, ada)
        assert Thread.objects.values().get() == before

    def test_closes_no_report_that_the_moderator_has_not_seen(self, comment: Comment, ada: User) -> None:
        report(comment)
        unseen = report(comment, network="203.0.113.2")
        assert isinstance(decide(DISMISS, comment, ada, reports=1), errors.ReportedAgain)
        assert is_open(unseen)

    def test_twice_is_once(self, comment: Comment, ada: User) -> None:
        report(comment)
        decide(DISMISS, comment, ada)
        assert decide(DISMISS, comment, ada) is None
        assert Decision.objects.count() == 1

    def test_names_the_version_that_the_moderator_saw(self, comment: Comment, ada: User) -> None:
        report(comment)
        seen = services.Seen(comment.pk, comment.version, 1)
        services.feature_comment(
            comment_id=comment.pk, featured=True, expected_version=1, moderator=ada, now=NOW
        )
        [result] = services.decide_each(to=DISMISS, seen=[seen], moderator=ada, now=NOW)
        assert isinstance(result.refusal, errors.StaleDecision)

    def test_is_of_a_published_comment(self, comment: Comment, ada: User) -> None:
        report(comment)
        move(comment, to=Status.PENDING, actor=Actor.AUTHOR, now=NOW)
        assert isinstance(decide(DISMISS, comment, ada), errors.MoveNotAllowed)

    def test_takes_the_permission(self, comment: Comment) -> None:
        report(comment)
        nobody = comment_factories.moderator("view_email")
        assert isinstance(decide(DISMISS, comment, nobody), errors.PermissionMissing)


class TestWhatIsKept:
    def test_loses_its_explanation_half_a_year_after_the_decision(self, comment: Comment, ada: User) -> None:
        closed, waiting = report(comment, ILLEGAL), comment_factories.comment(status=Status.PUBLISHED)
        decide(Status.HIDDEN, comment, ada)
        still_open = report(waiting, ILLEGAL)
        end = NOW + EXPLANATIONS_KEPT
        assert delete_explanations(end - timedelta(seconds=1)) == 0
        assert delete_explanations(end) == 1
        closed.refresh_from_db()
        still_open.refresh_from_db()
        assert (closed.explanation, still_open.explanation) == ("", ILLEGAL.explanation)

    def test_loses_the_network_after_a_week(self, comment: Comment) -> None:
        case = report(comment)
        assert delete_network_tags(NOW + timedelta(days=7)) == 1
        case.refresh_from_db()
        assert case.network_tag == ""

    def test_is_empty_when_the_comment_is_erased(self, comment: Comment) -> None:
        case = report(comment, ILLEGAL)
        services.erase_comment(comment_id=comment.pk, now=NOW)
        case.refresh_from_db()
        assert (case.explanation, case.network_tag) == ("", "")

    def test_goes_with_the_comment(self, comment: Comment, ada: User) -> None:
        report(comment)
        decide(Status.HIDDEN, comment, ada)
        comment.delete()
        assert not Report.objects.exists()


def _of(submission: ReportSubmission) -> tuple[str, str]:
    return submission.reason, submission.explanation
