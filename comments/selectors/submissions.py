"""What submissions and their forms need to know."""

from datetime import datetime, timedelta
from uuid import UUID

from captcha.models import CaptchaStore
from captcha.views import captcha_image
from django.http import HttpRequest

from comments.captcha import SCALE, fitted
from comments.errors import CommentNotFound
from comments.models import MAX_DEPTH, Comment
from comments.moderation import Status

_DUPLICATES_WITHIN = timedelta(days=1)


def parent_for_reply(*, article_id: int, parent_id: UUID) -> Comment:
    """Return the comment below which a reply is stored.

    A reply to a comment of the deepest level gets the parent of that comment.

    :raises CommentNotFound: if the article has no such published comment
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


def count_duplicates(*, fingerprint: str, now: datetime) -> int:
    """Count the comments of the last day whose text has this fingerprint."""
    if not fingerprint:
        return 0
    return Comment.objects.filter(fingerprint=fingerprint, created_at__gte=now - _DUPLICATES_WITHIN).count()


def submitted_comment(*, comment_id: UUID) -> Comment:
    """Return a comment for the answer to its submission, without e-mail address and text.

    :raises CommentNotFound: if it has been deleted, as with its article
    """
    comment = Comment.objects.defer("encrypted_email", "text", "html").filter(pk=comment_id).first()
    if comment is None:
        raise CommentNotFound
    return comment


def challenge_picture(*, challenge_id: str, now: datetime) -> bytes | None:
    """Return the picture as a PNG, or None if the challenge is used, expired or unknown."""
    if not CaptchaStore.objects.filter(hashkey=challenge_id, expiration__gt=now).exists():
        return None
    response = captcha_image(HttpRequest(), challenge_id, scale=SCALE)
    return fitted(response.content) if response.status_code == 200 else None
