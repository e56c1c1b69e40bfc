"""What moderators do with one comment."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from comments.errors import NothingToUndo, PermissionMissing
from comments.models import Decision, EmailReveal
from comments.moderation import Actor
from comments.privacy import decrypt_email
from comments.selectors.moderation import decision_log, decision_to_undo
from comments.services.moves import find_comment, move, stale


@transaction.atomic
def moderate_comment(
    *, comment_id: UUID, to: str, expected_version: int, moderator: Any, now: datetime, reason: str = ""
) -> Decision | None:
    """Move a comment to another status and return the decision, or None if it is there already.

    :raises PermissionMissing: without `comments.moderate_comment`
    :raises CommentNotFound: if there is no such comment
    :raises StaleDecision: if it has changed since `expected_version`; names who changed it
    :raises MoveNotAllowed: if `MOVES` has no such move
    """
    _require(moderator, "comments.moderate_comment")
    comment = find_comment(comment_id)
    if comment.status == to:
        return None
    if comment.version != expected_version:
        raise stale(comment)
    return move(comment, to=to, actor=Actor.MODERATOR, moderator=moderator, now=now, reason=reason)


@transaction.atomic
def undo_decision(
    *, comment_id: UUID, expected_version: int, moderator: Any, now: datetime
) -> Decision | None:
    """Reverse the last decision that is in force and return the decision that does so.

    Return None if another moderator undoes it at the same moment.

    :raises PermissionMissing: without `comments.moderate_comment`
    :raises CommentNotFound: if there is no such comment
    :raises StaleDecision: if it has changed since `expected_version`; names who changed it
    :raises NothingToUndo: if no decision is in force, or the last one is not a moderator's
    """
    _require(moderator, "comments.moderate_comment")
    comment = find_comment(comment_id)
    if comment.version != expected_version:
        raise stale(comment)
    last = decision_to_undo(decision_log(comment_id=comment_id))
    if last is None:
        raise NothingToUndo
    return move(
        comment, to=last.from_status, actor=Actor.MODERATOR, moderator=moderator, now=now, undoes=last
    )


@transaction.atomic
def reveal_email(*, comment_id: UUID, moderator: Any, now: datetime) -> str:
    """Record that a moderator sees the author's e-mail address and return it, empty if it has been erased.

    :raises PermissionMissing: without `comments.view_email`
    :raises CommentNotFound: if there is no such comment
    """
    _require(moderator, "comments.view_email")
    comment = find_comment(comment_id)
    EmailReveal.objects.create(comment=comment, moderator=moderator, at=now)
    return decrypt_email(comment.encrypted_email)


def _require(moderator: Any, permission: str) -> None:
    if not moderator.has_perm(permission):
        raise PermissionMissing
