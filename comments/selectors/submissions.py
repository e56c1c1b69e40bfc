"""What must be known while a submission is taken."""

from datetime import datetime, timedelta
from uuid import UUID

from comments.errors import CommentNotFound
from comments.models import MAX_DEPTH, Comment
from comments.moderation import Status

_TWINS_WITHIN = timedelta(days=1)


def parent_for_reply(*, article_id: int, parent_id: UUID) -> Comment:
    """This will find the comment that a reply hangs on.

    At the deepest level a reply stands beside the one it answers, below the same parent.

    :raises CommentNotFound: if the public does not see it below this article
    """
    answered = (
        Comment.objects.filter(pk=parent_id, article_id=article_id, status=Status.PUBLISHED)
        .select_related("parent")
        .first()
    )
    if answered is None:
        raise CommentNotFound
    if answered.depth == MAX_DEPTH - 1 and answered.parent:
        return answered.parent
    return answered


def count_twins(*, fingerprint: str, now: datetime) -> int:
    """This will count the comments of the last day whose text is the same."""
    if not fingerprint:
        return 0
    return Comment.objects.filter(fingerprint=fingerprint, created_at__gte=now - _TWINS_WITHIN).count()


def submitted_comment(*, comment_id: UUID) -> Comment:
    """This will return a comment for the answer to its own submission, without the address.

    :raises CommentNotFound: if it is gone, as with its article
    """
    comment = Comment.objects.defer("address", "text", "html").filter(pk=comment_id).first()
    if comment is None:
        raise CommentNotFound
    return comment
