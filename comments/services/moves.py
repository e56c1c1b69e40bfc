"""The one way in which a comment changes its status, and the moves that no moderator makes.

The thread is locked first, then the comments from the reply to the root, never an edition or the log.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.admin.utils import get_user_display_name

from comments.errors import CommentNotFound, MoveNotAllowed, StaleDecision
from comments.models import ERASED_VALUES, NO_MAILS, Comment, Decision
from comments.moderation import Actor, Status, may_move
from comments.selectors.moderation import decision_log
from comments.services.cases import forget_reports, settle_cases
from comments.services.outbox import queue_mails
from comments.services.threads import change_comment


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
    was_published = comment.published_at is not None
    if not change_comment(comment, _moved(comment, to, actor, now) | (changes or {})):
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
    # Only what has been published can have been reported.
    if was_published:
        settle_cases(decision)
    queue_mails(decision)
    return decision


def _moved(comment: Comment, to: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the columns that every move changes."""
    moved: dict[str, Any] = {"status": to, **_earlier_texts(comment, actor)}
    if to == Status.PUBLISHED:
        moved["published_at"] = comment.published_at or now
    return moved


def _earlier_texts(comment: Comment, actor: Actor) -> dict[str, str]:
    """Return what a move makes of the texts that readers had before an edit: a moderator may have to bring one back."""
    if actor != Actor.MODERATOR:
        return {"public_text": "", "replaced_text": ""}
    return {"public_text": "", "replaced_text": comment.public_text} if comment.public_text else {}


def stale(comment: Comment) -> StaleDecision:
    """Build the refusal of a decision on an older version, with who changed the comment since."""
    decision = decision_log(comment_id=comment.pk).last()
    edited_at = comment.edited_at
    if edited_at and (decision is None or decision.at <= edited_at):
        return StaleDecision(comment.status, comment.version, "", edited_at, is_edited=True)
    return StaleDecision(
        status=comment.status,
        version=comment.version,
        decided_by=get_user_display_name(decision and decision.moderator),
        decided_at=decision.at if decision else None,
    )


@transaction.atomic
def withdraw_comment(*, comment_id: UUID, now: datetime) -> Decision | None:
    """Withdraw a comment for its author and return the decision, or None if it is withdrawn already.

    :raises CommentNotFound: if there is no such comment
    :raises MoveNotAllowed: if it has been erased
    :raises StaleDecision: if it was changed at the same moment
    """
    comment = find_comment(comment_id)
    if comment.status == Status.WITHDRAWN:
        return None
    # For good, so an empty place does not stay the first one of the thread.
    changes = {**NO_MAILS, "featured": False}
    return move(comment, to=Status.WITHDRAWN, actor=Actor.AUTHOR, now=now, changes=changes)


@transaction.atomic
def erase_comment(*, comment_id: UUID, now: datetime) -> Decision | None:
    """Erase a comment and return the decision, or None if it is erased already.

    What checks and reports quoted from it is erased as well.

    :raises CommentNotFound: if there is no such comment
    :raises StaleDecision: if it was changed at the same moment
    """
    comment = find_comment(comment_id)
    if comment.status == Status.ERASED:
        return None
    changes = {**ERASED_VALUES, "featured": False}
    decision = move(comment, to=Status.ERASED, actor=Actor.PRIVACY, now=now, changes=changes)
    comment.hold_reasons.all().delete()
    forget_reports(comment)
    comment.mails.all().delete()
    return decision
