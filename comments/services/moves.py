"""The one way in which a comment changes its status."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from comments.errors import CommentNotFound, MoveNotAllowed, StaleDecision
from comments.models import Comment, Decision
from comments.moderation import Actor, Status, may_move
from comments.selectors.moderation import last_decision
from comments.signals import announce, comment_moderated, thread_changed


def find_comment(comment_id: UUID) -> Comment:
    """Return a comment.

    :raises CommentNotFound: if there is none
    """
    comment = Comment.objects.filter(pk=comment_id).first()
    if comment is None:
        raise CommentNotFound
    return comment


def move(
    comment: Comment,
    *,
    to: str,
    actor: Actor,
    now: datetime,
    moderator: Any = None,
    reason: str = "",
    undoes: Decision | None = None,
    changes: dict[str, Any] | None = None,
) -> Decision | None:
    """Move a comment with further `changes` and record the decision, or return None if it was moved there meanwhile.

    :raises MoveNotAllowed: if `MOVES` has no such move
    :raises StaleDecision: if it was changed otherwise meanwhile
    """
    old = comment.status
    if not may_move(actor, old, to):
        raise MoveNotAllowed
    if not _update(comment, to, now, changes or {}):
        if comment.status == to:
            return None
        raise stale(comment)
    decision = Decision.objects.create(
        comment=comment,
        version=comment.version,
        actor=actor,
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
    return decision


def _update(comment: Comment, to: str, now: datetime, changes: dict[str, Any]) -> bool:
    changes = {**changes, "status": to, "version": F("version") + 1}
    if to == Status.PUBLISHED:
        changes["published_at"] = Coalesce(F("published_at"), Value(now))
    # The condition on the version serves as the lock: of two concurrent moves the second updates no row.
    moved = Comment.objects.filter(pk=comment.pk, version=comment.version).update(**changes)
    comment.refresh_from_db()
    return bool(moved)


def stale(comment: Comment) -> StaleDecision:
    """Build the refusal of a decision on an older version, with who changed the comment since."""
    decision = last_decision(comment_id=comment.pk)
    moderator = decision and decision.moderator
    return StaleDecision(
        comment_id=comment.pk,
        status=comment.status,
        version=comment.version,
        decided_by=(moderator.get_full_name() or moderator.get_username()) if moderator else "",
        decided_at=decision.at if decision else None,
    )
