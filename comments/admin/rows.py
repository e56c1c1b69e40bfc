"""A comment as a moderator sees it: everything that a decision needs, so that nothing has to be opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cms.selectors import public_sites
from comments.admin.formatting import age, decider, move_label
from comments.models import Comment, Decision
from comments.moderation import Actor, Status, can_be_undone, moves_from

_ICONS = {
    Status.PUBLISHED: "check",
    Status.REJECTED: "cross",
    Status.SPAM: "bin",
    Status.HIDDEN: "no-view",
    Status.PENDING: "resubmit",
}
_KEYS = {Status.PUBLISHED: "a", Status.REJECTED: "r", Status.SPAM: "s", Status.HIDDEN: "h"}
# Approving comes first; what is rarely meant comes last.
_ORDER = [Status.PUBLISHED, Status.HIDDEN, Status.REJECTED, Status.SPAM, Status.PENDING]


@dataclass(frozen=True)
class Move:
    """A button. `key` is the one to press, empty when there is none."""

    to: Status
    label: str
    icon: str
    key: str


@dataclass(frozen=True)
class LogLine:
    """One decision with its `who`, and who took it back."""

    decision: Decision
    who: str
    undone_by: str


@dataclass(frozen=True)
class Row:
    """One comment in the list. `last` is the latest decision after the submission."""

    comment: Comment
    age: str
    moves: list[Move]
    log: list[LogLine]
    last: LogLine | None
    can_undo: bool
    edit_url: str
    site_url: str
    tab: str
    notice: str

    @property
    def left(self) -> bool:
        """This will tell whether the comment does not belong in the open tab any more."""
        return bool(self.tab) and self.comment.status != self.tab

    @property
    def reject(self) -> Move | None:
        """This will return the one move that asks for a reason, if it is possible."""
        return next((move for move in self.moves if move.to == Status.REJECTED), None)


def rows_for(
    comments: Iterable[Comment],
    *,
    request: HttpRequest,
    now: datetime,
    tab: str,
    notices: dict[Any, str] | None = None,
) -> list[Row]:
    """Turn comments of `moderation_queue` into rows; `tab` is the status of the open tab, empty for all."""
    shown = list(comments)
    public = public_sites({comment.article_id for comment in shown}, now=now)
    return [
        _row(
            comment,
            request,
            now,
            tab,
            notice=(notices or {}).get(comment.pk, ""),
            site_url=_site_url(comment, request) if comment.article_id in public else "",
        )
        for comment in shown
    ]


def moves_for(status: str) -> list[Move]:
    """This will list the buttons for comments of a status; for an empty one those of any status."""
    statuses = [status] if status else [Status.PENDING, Status.PUBLISHED]
    possible = {new for old in statuses for new in moves_from(Actor.MODERATOR, old)}
    return [
        Move(to, move_label(status, to), _ICONS[to], _KEYS.get(to, "")) for to in _ORDER if to in possible
    ]


def _row(
    comment: Comment, request: HttpRequest, now: datetime, tab: str, *, notice: str, site_url: str
) -> Row:
    decisions = list(comment.decisions.all())
    log = _log(decisions)
    return Row(
        comment=comment,
        age=age(comment.created_at, now),
        moves=moves_for(comment.status),
        log=log,
        last=next((line for line in reversed(log) if line.decision.from_status), None),
        can_undo=_can_undo(decisions),
        edit_url=_edit_url(comment, request.user),
        site_url=site_url,
        tab=tab,
        notice=notice,
    )


def _log(decisions: list[Decision]) -> list[LogLine]:
    undoing = {decision.undoes_id: decider(decision) for decision in decisions if decision.undoes_id}
    return [LogLine(decision, decider(decision), undoing.get(decision.pk, "")) for decision in decisions]


def _can_undo(decisions: list[Decision]) -> bool:
    undone = {decision.undoes_id for decision in decisions if decision.undoes_id}
    standing = [
        decision
        for decision in decisions
        if decision.from_status and not decision.undoes_id and decision.pk not in undone
    ]
    if not standing:
        return False
    last = standing[-1]
    return can_be_undone(last.actor, last.from_status, last.to_status)


def _edit_url(comment: Comment, user: Any) -> str:
    # Wagtail's own answer asks for the workflow of each page; the permission alone is one query for all.
    tester = comment.article.permissions_for_user(user)
    if user.is_superuser or "change" in tester.permissions:
        return reverse("wagtailadmin_pages:edit", args=[comment.article_id])
    return ""


def _site_url(comment: Comment, request: HttpRequest) -> str:
    url = comment.article.get_full_url(request) or ""
    return f"{url}#comment-{comment.pk}" if url and comment.status == Status.PUBLISHED else url
