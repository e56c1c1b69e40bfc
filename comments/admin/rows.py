"""A comment in the desk, with everything that a decision needs."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cms.selectors import public_ids
from comments import selectors
from comments.actions import DISMISS_ACTION, REPLY_ACTION, UNDO_ACTION, Action, actions_for, feature_action
from comments.admin.access import REPLY_AS_NEWSROOM
from comments.admin.formatting import age, decider, outcome, summary
from comments.differences import Change, changes_between
from comments.models import Comment, Decision
from comments.moderation import Status
from comments.reports import Reason
from comments.selectors import REPORTED
from comments.selectors.moderation import decision_to_undo


@dataclass(frozen=True)
class LogLine:
    """One decision, who made it, what came of it, and who undid it (or empty)."""

    decision: Decision
    who: str
    outcome: str
    undone_by: str

    @property
    def summary(self) -> str:
        return summary(self.decision)


@dataclass(frozen=True)
class DeskRow:
    """One comment in the list. `last` is the latest decision after the submission.

    `changes` are those of an edit since the publication, if the comment waits for their approval; `reports` counts
    the open ones by their reason.
    """

    comment: Comment
    age: str
    actions: list[Action]
    log: list[LogLine]
    last: LogLine | None
    feature: Action | None
    reply: Action | None
    undo: Action | None
    edit_url: str
    site_url: str
    tab: str
    notice: str
    changes: list[Change]
    reports: list[tuple[Reason, int]]

    @property
    def left(self) -> bool:
        """Return whether the comment no longer belongs in the open tab."""
        if self.tab == REPORTED:
            return not self.reports
        return bool(self.tab) and self.comment.status != self.tab

    @property
    def dismiss(self) -> Action | None:
        """Return the action for the open reports on a published comment."""
        return DISMISS_ACTION if self.reports and self.comment.status == Status.PUBLISHED else None

    @property
    def seen(self) -> str:
        """Return the comment for the forms, with what a decision on it rests on."""
        reports = sum(number for _reason, number in self.reports)
        return f"{self.comment.pk}:{self.comment.version}:{reports}"


def rows_for(
    comments: Iterable[Comment],
    *,
    request: HttpRequest,
    now: datetime,
    tab: str,
    notices: dict[Any, str] | None = None,
) -> list[DeskRow]:
    """Turn comments of `moderation_queue` into rows; `tab` is the open tab as `moderation_queue` names it."""
    shown = list(comments)
    reports = selectors.reasons_by_comment([comment.pk for comment in shown])
    public = public_ids({comment.article_id for comment in shown}, now=now)
    may_reply = request.user.has_perm(REPLY_AS_NEWSROOM)
    rows = []
    for comment in shown:
        log = _log(comment)
        row = DeskRow(
            comment=comment,
            age=age(comment.created_at, now),
            actions=actions_for(comment.status),
            log=log,
            last=next((line for line in reversed(log) if line.decision.from_status), None),
            feature=feature_action(comment.status, featured=comment.featured),
            reply=REPLY_ACTION if may_reply and _takes_reply(comment, public) else None,
            undo=UNDO_ACTION if decision_to_undo(comment.decisions.all()) else None,
            edit_url=_edit_url(comment, request.user),
            site_url=_site_url(comment, request) if comment.article_id in public else "",
            tab=tab,
            notice=(notices or {}).get(comment.pk, ""),
            changes=_changes(comment),
            reports=reports.get(comment.pk, []),
        )
        rows.append(row)
    return rows


def _changes(comment: Comment) -> list[Change]:
    return list(changes_between(comment.public_text, comment.text)) if comment.public_text else []


def _takes_reply(comment: Comment, public: Container[int]) -> bool:
    return comment.status == Status.PUBLISHED and comment.article_id in public


def _log(comment: Comment) -> list[LogLine]:
    decisions = comment.decisions.all()
    undoing = {decision.undoes_id: decider(decision) for decision in decisions if decision.undoes_id}
    return [
        LogLine(decision, decider(decision), outcome(decision), undoing.get(decision.pk, ""))
        for decision in decisions
    ]


def _edit_url(comment: Comment, user: Any) -> str:
    # Wagtail's `can_edit` also reads the workflow of each page; the permission alone takes one query for all.
    tester = comment.article.permissions_for_user(user)
    if user.is_superuser or "change" in tester.permissions:
        return reverse("wagtailadmin_pages:edit", args=[comment.article_id])
    return ""


def _site_url(comment: Comment, request: HttpRequest) -> str:
    url = comment.article.get_full_url(request) or ""
    return f"{url}#comment-{comment.pk}" if url and comment.status == Status.PUBLISHED else url
