"""What moderators do with comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from comments.actions import UNDO, asks_for_reason
from comments.errors import CommentRefusal, NothingToUndo, PermissionMissing, ReasonMissing
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
    :raises ReasonMissing: if the action asks for a reason
    :raises MoveNotAllowed: if `MOVES` has no such move
    """
    _require(moderator, "comments.moderate_comment")
    comment = find_comment(comment_id)
    if comment.status == to:
        return None
    if comment.version != expected_version:
        raise stale(comment)
    if asks_for_reason(to) and not reason.strip():
        raise ReasonMissing
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


@dataclass(frozen=True)
class DecisionResult:
    """What became of a decision on one comment: what was recorded or why it was refused, neither if nothing changed."""

    comment_id: UUID
    decision: Decision | None = None
    refusal: CommentRefusal | None = None


def decide_each(
    *, to: str, seen: Iterable[tuple[UUID, int]], moderator: Any, now: datetime, reason: str = ""
) -> list[DecisionResult]:
    """Move each comment to a status, or undo its last decision (`UNDO`), and return the results in the same order.

    `seen` has the ids with the versions on which the decision rests. Each comment has its own transaction, so a
    refusal does not affect the others.
    """
    results = []
    for comment_id, version in seen:
        arguments = {"comment_id": comment_id, "expected_version": version, "moderator": moderator}
        try:
            if to == UNDO:
                decision = undo_decision(**arguments, now=now)
            else:
                decision = moderate_comment(**arguments, now=now, to=to, reason=reason)
            results.append(DecisionResult(comment_id, decision))
        except CommentRefusal as refusal:
            results.append(DecisionResult(comment_id, refusal=refusal))
    return results


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
