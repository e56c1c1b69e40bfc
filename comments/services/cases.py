"""What decisions do with the reports on a comment, in the transaction of the decision."""

from comments.models import Comment, Decision, Report
from comments.moderation import DecisionKind, closes_reports
from comments.selectors.reports import open_reports


def settle_cases(decision: Decision) -> None:
    """Close the open cases by a decision, and open those again that a decision closed which is taken back."""
    if decision.undoes_id:
        Report.objects.filter(decision=decision.undoes_id).update(decision=None)
    is_dismissal = decision.kind == DecisionKind.DISMISSED
    is_move = decision.kind == DecisionKind.MOVE
    if is_dismissal or (is_move and closes_reports(decision.to_status, is_undo=bool(decision.undoes_id))):
        open_reports([decision.comment_id]).update(decision=decision)


def forget_reports(comment: Comment) -> None:
    """Delete what reporters wrote about a comment that is erased, which may quote it, and their networks."""
    comment.reports.update(explanation="", network_tag="")
