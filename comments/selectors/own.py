"""A reader's own comment, by its receipt."""

from dataclasses import dataclass

from comments.errors import ReceiptNotValid
from comments.models import Comment, Decision
from comments.moderation import Status, status_for_author
from comments.receipts import comment_id_in, is_genuine


@dataclass(frozen=True)
class OwnComment:
    """A comment with what its author may know: `reason` is what the moderator wrote to them, if anything."""

    comment: Comment
    status: Status
    reason: str | None


def own_comment(receipt: str) -> OwnComment:
    """This will find the comment that a receipt belongs to.

    :raises ReceiptNotValid: if it is forged, revoked, or the comment has been erased
    """
    comment_id = comment_id_in(receipt)
    comment = Comment.objects.defer("address").filter(pk=comment_id).first() if comment_id else None
    if (
        comment is None
        or comment.status == Status.ERASED
        or not is_genuine(receipt, comment_id=comment.pk, receipt_version=comment.receipt_version)
    ):
        raise ReceiptNotValid
    status = status_for_author(comment.status)
    return OwnComment(comment, status, _reason(comment) if status is Status.REJECTED else None)


def _reason(comment: Comment) -> str | None:
    # An undo brings back an earlier decision, and with it what was written there.
    decisions = Decision.objects.filter(comment=comment, to_status=comment.status)
    standing = decisions.filter(undoes=None, undone_by=None).order_by("-version").first()
    return standing.reason or None if standing else None
