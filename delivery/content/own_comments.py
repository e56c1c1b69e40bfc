"""A comment as its author sees it, as JSON: the receipt, and what became of it."""

from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic import WithJsonSchema

from comments.models import Comment
from comments.moderation import Status, status_for_author
from comments.receipts import edit_until, receipt_for
from delivery.content.comments import comment_url
from delivery.content.schema import Content, Moment, Url

_STATUSES = sorted({status_for_author(status).value for status in Status})


class ReceiptOut(Content):
    """The answer to a comment that was taken. Whoever has the receipt may ask for the comment."""

    id: UUID
    status: Literal["PENDING"] = "PENDING"
    receipt: str
    edit_until: Moment
    message: str


class OwnCommentOut(Content):
    """A reader's own comment."""

    id: UUID
    article: int
    status: Annotated[str, WithJsonSchema({"type": "string", "enum": _STATUSES})]
    reason: str | None
    text: str
    created_at: Moment
    edit_until: Moment
    url: Url | None


def receipt_out(comment: Comment) -> ReceiptOut:
    """Build the answer to a submitted comment.

    It is the same whatever the checks noticed, so that a spammer learns nothing from it.
    """
    with override(comment.locale):
        message = _("Your comment is waiting for approval.")
    return ReceiptOut(
        id=comment.pk,
        receipt=receipt_for(comment_id=comment.pk, receipt_version=comment.receipt_version),
        edit_until=edit_until(comment.created_at),
        message=message,
    )


def own_comment_out(comment: Comment, reason: str | None, *, article_url: str) -> OwnCommentOut:
    """Build the JSON of a comment for its author; `url` is there as long as the public can see it."""
    is_public = comment.status == Status.PUBLISHED and article_url
    return OwnCommentOut(
        id=comment.pk,
        article=comment.article_id,
        status=status_for_author(comment.status).value,
        reason=reason,
        text=comment.text,
        created_at=comment.created_at,
        edit_until=edit_until(comment.created_at),
        url=comment_url(article_url, comment.pk) if is_public else None,
    )
