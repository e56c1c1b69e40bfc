"""What moderators do with comments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from comments.actions import FEATURE, UNDO, UNFEATURE, asks_for_reason
from comments.errors import CommentRefusal, MoveNotAllowed, NothingToUndo, PermissionMissing, ReasonMissing
from comments.models import Comment, Decision, EmailReveal
from comments.moderation import Actor, Status
from comments.privacy import decrypt_email
from comments.selectors.moderation import decision_log, decision_to_undo
from comments.services.moves import find_comment, move, stale
from comments.services.threads import change_comment


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
    require(moderator, "comments.moderate_comment")
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
    require(moderator, "comments.moderate_comment")
    comment = find_comment(comment_id)
    if comment.version != expected_version:
        raise stale(comment)
    last = decision_to_undo(decision_log(comment_id=comment_id))
    if last is None:
        raise NothingToUndo
    if last.featured is not None:
        return _feature(comment, not last.featured, moderator, now, undoes=last)
    return move(
        comment, to=last.from_status, actor=Actor.MODERATOR, moderator=moderator, now=now, undoes=last
    )


@transaction.atomic
def feature_comment(
    *, comment_id: UUID, featured: bool, expected_version: int, moderator: Any, now: datetime
) -> Decision | None:
    """Feature a published comment, or no longer, and return the decision, or None if it is so already.

    :raises PermissionMissing: without `comments.moderate_comment`
    :raises CommentNotFound: if there is no such comment
    :raises StaleDecision: if it has changed since `expected_version`; names who changed it
    :raises MoveNotAllowed: if it is not published
    """
    require(moderator, "comments.moderate_comment")
    comment = find_comment(comment_id)
    if comment.featured == featured:
        return None
    if comment.version != expected_version:
        raise stale(comment)
    if comment.status != Status.PUBLISHED:
        raise MoveNotAllowed
    return _feature(comment, featured, moderator, now)


def _feature(
    comment: Comment, featured: bool, moderator: Any, now: datetime, undoes: Decision | None = None
) -> Decision | None:
    if not change_comment(comment, {"featured": featured}):
        if comment.featured == featured:
            return None
        raise stale(comment)
    return Decision.objects.create(
        comment=comment,
        version=comment.version,
        actor=Actor.MODERATOR,
        moderator=moderator,
        from_status=comment.status,
        to_status=comment.status,
        featured=featured,
        at=now,
        undoes=undoes,
    )


# What may be decided besides a status.
_SERVICES: dict[str, Callable[..., Decision | None]] = {
    UNDO: undo_decision,
    FEATURE: partial(feature_comment, featured=True),
    UNFEATURE: partial(feature_comment, featured=False),
}


@dataclass(frozen=True)
class DecisionResult:
    """What became of a decision on one comment: what was recorded or why it was refused, neither if nothing changed."""

    comment_id: UUID
    decision: Decision | None = None
    refusal: CommentRefusal | None = None


def decide_each(
    *, to: str, seen: Iterable[tuple[UUID, int]], moderator: Any, now: datetime, reason: str = ""
) -> list[DecisionResult]:
    """Move each comment to a status, undo its last decision or feature it; return the results in the same order.

    `to` is the status or one of the names in `comments.actions`. `seen` has the ids with the versions on which the
    decision rests. Each comment has its own transaction, so a refusal does not affect the others.
    """
    decide = _SERVICES.get(to) or partial(moderate_comment, to=to, reason=reason)
    results = []
    for comment_id, version in seen:
        try:
            decision = decide(comment_id=comment_id, expected_version=version, moderator=moderator, now=now)
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
    require(moderator, "comments.view_email")
    comment = find_comment(comment_id)
    EmailReveal.objects.create(comment=comment, moderator=moderator, at=now)
    return decrypt_email(comment.encrypted_email)


def require(moderator: Any, permission: str) -> None:
    """Refuse a user without a permission.

    :raises PermissionMissing: without it
    """
    if not moderator.has_perm(permission):
        raise PermissionMissing
