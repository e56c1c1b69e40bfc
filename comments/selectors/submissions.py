"""What submissions and their forms need to know, and comments as their authors may see them."""

from datetime import datetime, timedelta
from uuid import UUID

from captcha.models import CaptchaStore
from django.conf import settings

from comments.captcha import draw_picture
from comments.errors import CommentGone, CommentNotFound, ReceiptNotValid
from comments.models import Comment
from comments.moderation import Status, status_for_author
from comments.receipts import FIRST_VERSION, comment_id_in, is_genuine

_DUPLICATES_WITHIN = timedelta(days=1)


def parent_for_reply(*, article_id: int, parent_id: UUID | None) -> Comment | None:
    """Return the comment below which a reply is stored, or None for a comment that is no reply.

    :raises CommentNotFound: if the article has no such published comment
    """
    return None if parent_id is None else parent_of_reply(article_id=article_id, answered_id=parent_id)


def parent_of_reply(*, article_id: int, answered_id: UUID) -> Comment:
    """Return the comment below which a reply to a comment is stored.

    A reply to a comment of the deepest level gets the parent of that comment. Threads may have been deeper before.

    :raises CommentNotFound: if the article has no such published comment
    """
    answered = (
        Comment.objects.filter(pk=answered_id, article_id=article_id, status=Status.PUBLISHED)
        .select_related("parent__parent")
        .first()
    )
    if answered is None:
        raise CommentNotFound
    while answered.parent and answered.depth > settings.COMMENT_LEVELS - 2:
        answered = answered.parent
    return answered


def count_duplicates(*, fingerprint: str, besides: UUID, now: datetime) -> int:
    """Count the other comments of the last day whose text has this fingerprint."""
    if not fingerprint:
        return 0
    same = Comment.objects.filter(fingerprint=fingerprint, created_at__gte=now - _DUPLICATES_WITHIN)
    return same.exclude(pk=besides).count()


def submitted_comment(*, comment_id: UUID) -> Comment:
    """Return a comment for the answer to its submission, without e-mail address and text.

    :raises CommentNotFound: if it has been deleted, as with its article
    """
    comment = Comment.objects.defer("encrypted_email", "text", "html").filter(pk=comment_id).first()
    if comment is None:
        raise CommentNotFound
    return comment


def authors_comment(receipt: str, *, with_email: bool = False) -> tuple[Comment, str | None]:
    """Return the comment that a receipt belongs to, and the reason why it was rejected, if one was given.

    Only what shows the e-mail address reads it.

    :raises ReceiptNotValid: if it is forged or revoked
    :raises CommentGone: if it is genuine, and the comment has been erased or deleted
    """
    comment_id = comment_id_in(receipt)
    if comment_id is None:
        raise ReceiptNotValid
    comment = (
        Comment.objects.defer(*([] if with_email else ["encrypted_email"])).filter(pk=comment_id).first()
    )
    # The version of a deleted comment is not known any more; most receipts have the first one.
    version = comment.receipt_version if comment else FIRST_VERSION
    if not is_genuine(receipt, comment_id=comment_id, receipt_version=version):
        raise ReceiptNotValid
    if comment is None or comment.status == Status.ERASED:
        raise CommentGone
    return comment, reason_in_force(comment) if status_for_author(comment.status) is Status.REJECTED else None


def reason_in_force(comment: Comment) -> str | None:
    """Return the reason that was given for the status of a comment; after an undo that of the earlier decision."""
    in_force = comment.decisions.filter(to_status=comment.status, undoes=None, undone_by=None)
    decision = in_force.order_by("-version").first()
    return decision.reason or None if decision else None


def challenge_picture(*, challenge_id: str, now: datetime) -> bytes | None:
    """Return the picture as a PNG, or None if the challenge is used, expired or unknown."""
    if not CaptchaStore.objects.filter(hashkey=challenge_id, expiration__gt=now).exists():
        return None
    return draw_picture(challenge_id)
