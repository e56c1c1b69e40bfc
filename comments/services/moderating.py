"""What moderators do with comments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from comments.actions import DISMISS, FEATURE, UNDO, UNFEATURE, asks_for_reason
from comments.errors import (
    CommentRefusal,
    MoveNotAllowed,
    NothingToUndo,
    PermissionMissing,
    ReasonMissing,
    ReportedAgain,
)
from comments.models import Comment, Decision, EmailReveal
from comments.moderation import Actor, DecisionKind, Status
from comments.privacy import decrypt_email
from comments.selectors.moderation import decides_on_an_edit, decision_log, decision_to_undo
from comments.selectors.reports import open_reports
from comments.services.cases import settle_cases
from comments.services.moves import find_comment, move, stale
from comments.services.threads import change_comment, lock_thread

# What a decision on a published comment changes of it, besides its version.
_CHANGES: dict[DecisionKind, dict[str, Any]] = {
    DecisionKind.FEATURED: {"featured": True},
    DecisionKind.UNFEATURED: {"featured": False},
    DecisionKind.DISMISSED: {},
    DecisionKind.REOPENED: {},
}
_INVERSE = {
    DecisionKind.FEATURED: DecisionKind.UNFEATURED,
    DecisionKind.UNFEATURED: DecisionKind.FEATURED,
    DecisionKind.DISMISSED: DecisionKind.REOPENED,
}


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
    comment = _comment_for(moderator, comment_id)
    if comment.status == to:
        return None
    _require_version(comment, expected_version)
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
    comment = _comment_for(moderator, comment_id)
    _require_version(comment, expected_version)
    log = list(decision_log(comment_id=comment_id))
    last = decision_to_undo(log)
    if last is None:
        raise NothingToUndo
    if last.kind != DecisionKind.MOVE:
        return _decide(comment, _INVERSE[DecisionKind(last.kind)], moderator, now, undoes=last)
    acting = {"actor": Actor.MODERATOR, "moderator": moderator, "now": now, "undoes": last}
    if decides_on_an_edit(last, log):
        acting["changes"] = {"public_text": comment.replaced_text, "replaced_text": ""}
    return move(comment, to=last.from_status, **acting)


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
    comment = _comment_for(moderator, comment_id)
    if comment.featured == featured:
        return None
    _require_published(comment, expected_version)
    kind = DecisionKind.FEATURED if featured else DecisionKind.UNFEATURED
    return _decide(comment, kind, moderator, now)


@transaction.atomic
def dismiss_reports(
    *, comment_id: UUID, expected_version: int, expected_reports: int, moderator: Any, now: datetime
) -> Decision | None:
    """Close the open reports on a published comment, which stays so, and return the decision, or None without any.

    :raises PermissionMissing: without `comments.moderate_comment`
    :raises CommentNotFound: if there is no such comment
    :raises StaleDecision: if it has changed since `expected_version`; names who changed it
    :raises MoveNotAllowed: if it is not published
    :raises ReportedAgain: if there are more than `expected_reports`
    """
    comment = _comment_for(moderator, comment_id)
    # Locks out new reports, so that none is closed that nobody has read.
    lock_thread(comment.article_id)
    reports = open_reports([comment_id]).count()
    if not reports:
        return None
    _require_published(comment, expected_version)
    # Checked last: a stale decision is answered with who decided, which says more.
    if reports > expected_reports:
        raise ReportedAgain
    return _decide(comment, DecisionKind.DISMISSED, moderator, now)


def _comment_for(moderator: Any, comment_id: UUID) -> Comment:
    require(moderator, "comments.moderate_comment")
    return find_comment(comment_id)


def _require_version(comment: Comment, expected: int) -> None:
    if comment.version != expected:
        raise stale(comment)


def _require_published(comment: Comment, expected_version: int) -> None:
    _require_version(comment, expected_version)
    if comment.status != Status.PUBLISHED:
        raise MoveNotAllowed


def _decide(
    comment: Comment, kind: DecisionKind, moderator: Any, now: datetime, undoes: Decision | None = None
) -> Decision | None:
    changes = _CHANGES[kind]
    if not change_comment(comment, changes):
        if changes and all(getattr(comment, name) == value for name, value in changes.items()):
            return None
        raise stale(comment)
    decision = Decision.objects.create(
        comment=comment,
        version=comment.version,
        actor=Actor.MODERATOR,
        moderator=moderator,
        from_status=comment.status,
        to_status=comment.status,
        kind=kind,
        at=now,
        undoes=undoes,
    )
    settle_cases(decision)
    return decision


# What may be decided besides a status.
_SERVICES: dict[str, Callable[..., Decision | None]] = {
    UNDO: undo_decision,
    FEATURE: partial(feature_comment, featured=True),
    UNFEATURE: partial(feature_comment, featured=False),
    DISMISS: dismiss_reports,
}


class Seen(NamedTuple):
    """What a decision on a comment rests on: its version, and how many reports on it were open."""

    comment_id: UUID
    version: int
    reports: int = 0


@dataclass(frozen=True)
class DecisionResult:
    """What became of a decision on one comment: what was recorded or why it was refused, neither if nothing changed."""

    comment_id: UUID
    decision: Decision | None = None
    refusal: CommentRefusal | None = None


def decide_each(
    *, to: str, seen: Iterable[Seen], moderator: Any, now: datetime, reason: str = ""
) -> list[DecisionResult]:
    """Move each comment to a status, or do what else may be decided; return the results in the same order.

    `to` is the status or one of the names in `comments.actions`. Each comment has its own transaction, so a refusal
    does not affect the others.
    """
    decide = _SERVICES.get(to) or partial(moderate_comment, to=to, reason=reason)
    results = []
    for one in seen:
        rests_on = {"comment_id": one.comment_id, "expected_version": one.version}
        if to == DISMISS:
            rests_on["expected_reports"] = one.reports
        try:
            decision = decide(**rests_on, moderator=moderator, now=now)
            results.append(DecisionResult(one.comment_id, decision))
        except CommentRefusal as refusal:
            results.append(DecisionResult(one.comment_id, refusal=refusal))
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
