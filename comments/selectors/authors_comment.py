"""A comment as its author may see it, by its receipt."""

from dataclasses import dataclass

from comments.errors import ReceiptNotValid
from comments.models import Comment
from comments.moderation import Status, status_for_author
from comments.receipts import comment_id_in, is_genuine


@dataclass(frozen=True)
class AuthorsComment:
    """A comment with the status that its author is shown, and the reason why it was rejected, if one was given."""

    comment: Comment
    status: Status
    reason: str | None


def authors_comment(receipt: str) -> AuthorsComment:
    """Return the comment that a receipt belongs to.

    :raises ReceiptNotValid: if it is forged, revoked, or the comment has been erased
    """
    comment_id = comment_id_in(receipt)
    comment = Comment.objects.defer("encrypted_email").filter(pk=comment_id).first() if comment_id else None
    if (
        comment is None
        or comment.status == Status.ERASED
        or not is_genuine(receipt, comment_id=comment.pk, receipt_version=comment.receipt_version)
    ):
        raise ReceiptNotValid
    status = status_for_author(comment.status)
    return AuthorsComment(comment, status, _reason(comment) if status is Status.REJECTED else None)


def _reason(comment: Comment) -> str | None:
    # After an undo an earlier decision is in force again, and its reason with it.
    in_force = comment.decisions.filter(to_status=comment.status, undoes=None, undone_by=None)
    decision = in_force.order_by("-version").first()
    return decision.reason or None if decision else None
