"""A moderator's decision on many comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from comments.actions import UNDO
from comments.errors import CommentRefusal
from comments.models import Decision
from comments.services.moderating import moderate_comment, undo_decision


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
        case: dict[str, Any] = {
            "comment_id": comment_id,
            "expected_version": version,
            "moderator": moderator,
            "now": now,
        }
        try:
            decision = undo_decision(**case) if to == UNDO else moderate_comment(**case, to=to, reason=reason)
            results.append(DecisionResult(comment_id, decision))
        except CommentRefusal as refusal:
            results.append(DecisionResult(comment_id, refusal=refusal))
    return results
