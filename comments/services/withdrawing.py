"""What takes a comment back: its author's withdrawal, and the erasure of everything personal in it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comments.models import Decision
from comments.moderation import Actor, Status
from comments.services.moves import find_comment, move

_PERSONAL = (
    "author_name",
    "encrypted_email",
    "email_lookup",
    "network_tag",
    "text",
    "html",
    "fingerprint",
)


@transaction.atomic
def withdraw_comment(*, comment_id: UUID, now: datetime) -> Decision | None:
    """Withdraw a comment for its author and return the decision, or None if it was withdrawn at the same moment.

    :raises CommentNotFound: if there is no such comment
    :raises MoveNotAllowed: if authors cannot withdraw a comment of its status
    """
    return move(find_comment(comment_id), to=Status.WITHDRAWN, actor=Actor.AUTHOR, now=now)


@transaction.atomic
def erase_comment(*, comment_id: UUID, now: datetime) -> Decision | None:
    """Erase a comment and return the decision, or None if it was erased at the same moment.

    :raises CommentNotFound: if there is no such comment
    :raises MoveNotAllowed: if it has been erased before
    """
    erased = dict.fromkeys(_PERSONAL, "")
    return move(find_comment(comment_id), to=Status.ERASED, actor=Actor.PRIVACY, now=now, changes=erased)
