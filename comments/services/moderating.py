"""What moderators do. Two who decide at the same moment are told apart by the version they saw."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from comments.errors import (
    CommentNotFound,
    MoveNotAllowed,
    NothingToUndo,
    PermissionMissing,
    StaleDecision,
)
from comments.models import AddressReveal, Comment, Decision
from comments.moderation import Actor, Status, can_be_undone, may_move
from comments.privacy import decrypt_address
from comments.selectors import last_decision
from comments.signals import announce, comment_moderated, thread_changed


@transaction.atomic
def moderate_comment(
    *, comment_id: UUID, to: str, expected_version: int, moderator: Any, now: datetime, reason: str = ""
) -> Comment:
    """This will move a comment to the status `to` and record who did it.

    A comment that is there already stays untouched, whatever the version, and nothing is recorded.

    :raises PermissionMissing: without the permission to moderate
    :raises CommentNotFound: if there is none
    :raises StaleDecision: if it changed since `expected_version`; says who was faster
    :raises MoveNotAllowed: if the table of moves has no such move
    """
    _require(moderator, "comments.moderate_comment")
    comment = _find(comment_id)
    if comment.status == to:
        return comment
    if comment.version != expected_version:
        raise _stale(comment)
    if not may_move(Actor.MODERATOR, comment.status, to):
        raise MoveNotAllowed
    return _move(comment, to=to, moderator=moderator, now=now, reason=reason)


@transaction.atomic
def undo_decision(*, comment_id: UUID, expected_version: int, moderator: Any, now: datetime) -> Comment:
    """This will take back the last decision that still stands, by the inverse move.

    :raises PermissionMissing: without the permission to moderate
    :raises CommentNotFound: if there is none
    :raises StaleDecision: if it changed since `expected_version`; says who was faster
    :raises NothingToUndo: if no moderator's decision stands, or its author has acted since
    """
    _require(moderator, "comments.moderate_comment")
    comment = _find(comment_id)
    if comment.version != expected_version:
        raise _stale(comment)
    standing = (
        comment.decisions.filter(undoes=None, undone_by=None).exclude(from_status="").order_by("-version")
    ).first()
    if not standing or not can_be_undone(standing.actor, standing.from_status, standing.to_status):
        raise NothingToUndo
    return _move(comment, to=standing.from_status, moderator=moderator, now=now, undoes=standing)


@transaction.atomic
def reveal_address(*, comment_id: UUID, moderator: Any, now: datetime) -> str:
    """This will return the commenter's address, and record who saw it; empty when it has been erased.

    :raises PermissionMissing: without the permission to see addresses
    :raises CommentNotFound: if there is none
    """
    _require(moderator, "comments.view_address")
    comment = _find(comment_id)
    AddressReveal.objects.create(comment=comment, moderator=moderator, at=now)
    return decrypt_address(comment.address)


def _require(moderator: Any, permission: str) -> None:
    if not moderator.has_perm(permission):
        raise PermissionMissing


def _find(comment_id: UUID) -> Comment:
    comment = Comment.objects.filter(pk=comment_id).first()
    if comment is None:
        raise CommentNotFound
    return comment


def _move(
    comment: Comment,
    *,
    to: str,
    moderator: Any,
    now: datetime,
    reason: str = "",
    undoes: Decision | None = None,
) -> Comment:
    old, seen = comment.status, comment.version
    changes: dict[str, Any] = {"status": to, "version": F("version") + 1}
    if to == Status.PUBLISHED:
        changes["published_at"] = Coalesce(F("published_at"), Value(now))
    # The condition on the version is the lock: of two writers the second finds no row.
    if not Comment.objects.filter(pk=comment.pk, version=seen).update(**changes):
        comment.refresh_from_db()
        if comment.status == to:
            return comment
        raise _stale(comment)
    comment.refresh_from_db()
    decision = Decision.objects.create(
        comment=comment,
        version=comment.version,
        actor=Actor.MODERATOR,
        moderator=moderator,
        from_status=old,
        to_status=to,
        reason=reason,
        at=now,
        undoes=undoes,
    )
    announce(comment_moderated, Comment, comment_id=comment.pk, decision_id=decision.pk)
    if Status.PUBLISHED in (old, to):
        announce(thread_changed, Comment, article_id=comment.article_id)
    return comment


def _stale(comment: Comment) -> StaleDecision:
    decision = last_decision(comment_id=comment.pk)
    moderator = decision and decision.moderator
    return StaleDecision(
        comment_id=comment.pk,
        status=comment.status,
        version=comment.version,
        decided_by=(moderator.get_full_name() or moderator.get_username()) if moderator else "",
        decided_at=decision.at if decision else None,
    )
