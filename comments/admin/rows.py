"""A comment in the desk, with everything that a decision needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cms.selectors import public_ids
from comments import selectors
from comments.actions import DISMISS_ACTION, REPLY_ACTION, UNDO_ACTION, Action, actions_for, feature_action
from comments.admin.access import REPLY_AS_NEWSROOM
from comments.admin.formatting import age, decider, hold_text, outcome, summary, words
from comments.differences import Change, changes_between
from comments.models import Comment, Decision
from comments.moderation import Status
from comments.selectors import REPORTED
from comments.selectors.moderation import decision_to_undo
from comments.selectors.reports import Reported


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
class DeskPage:
    """What the rows of a page share: who looks, when, in which tab as `moderation_queue` names it, and the articles."""

    request: HttpRequest
    now: datetime
    tab: str
    article_ids: frozenset[int]

    @cached_property
    def public(self) -> frozenset[int]:
        """Return the articles that the public may see."""
        return frozenset(public_ids(self.article_ids, now=self.now))

    @cached_property
    def may_reply(self) -> bool:
        return self.request.user.has_perm(REPLY_AS_NEWSROOM)


@dataclass(frozen=True)
class DeskRow:
    """One comment in the list, with the open reports by their reason; what is shown of it is found when it is needed.

    `has_reply_text` says that a reply is in its field already, which stays there even if it cannot be published.
    """

    comment: Comment
    page: DeskPage
    reports: list[Reported]
    notice: str = ""
    has_reply_text: bool = False

    @property
    def tab(self) -> str:
        return self.page.tab

    @property
    def age(self) -> str:
        return age(self.comment.created_at, self.page.now)

    @property
    def reported_at(self) -> datetime | None:
        """Return when the first of the open reports came."""
        return min((reported.first for reported in self.reports), default=None)

    @property
    def reported_age(self) -> str:
        return age(self.reported_at, self.page.now) if self.reported_at else ""

    @property
    def left(self) -> bool:
        """Return whether the comment no longer belongs in the open tab."""
        if self.tab == REPORTED:
            return not self.reports
        return bool(self.tab) and self.comment.status != self.tab

    @property
    def is_compact(self) -> bool:
        """Return whether only what became of the comment is shown: it has left, and nobody needs to read why."""
        return self.left and not self.notice

    @property
    def words(self) -> str:
        return words(self.comment.html)

    @property
    def words_of_parent(self) -> str:
        return words(self.comment.parent.html) if self.comment.parent else ""

    @property
    def holds(self) -> list[str]:
        return [hold_text(hold) for hold in self.comment.hold_reasons.all()]

    @property
    def actions(self) -> list[Action]:
        return actions_for(self.comment.status)

    @cached_property
    def log(self) -> list[LogLine]:
        decisions = self.comment.decisions.all()
        undoing = {decision.undoes_id: decider(decision) for decision in decisions if decision.undoes_id}
        return [
            LogLine(decision, decider(decision), outcome(decision), undoing.get(decision.pk, ""))
            for decision in decisions
        ]

    @cached_property
    def last(self) -> LogLine | None:
        """Return the latest decision after the submission."""
        return next((line for line in reversed(self.log) if line.decision.from_status), None)

    @cached_property
    def changes(self) -> list[Change]:
        """Return what the author has changed since the publication, if that waits for approval."""
        comment = self.comment
        return list(changes_between(comment.public_text, comment.text)) if comment.public_text else []

    @cached_property
    def feature(self) -> Action | None:
        return feature_action(self.comment.status, featured=self.comment.featured)

    @cached_property
    def dismiss(self) -> Action | None:
        """Return the action for the open reports on a published comment."""
        return DISMISS_ACTION if self.reports and self.comment.status == Status.PUBLISHED else None

    @cached_property
    def reply(self) -> Action | None:
        if self.has_reply_text:
            return REPLY_ACTION
        may = self.comment.status == Status.PUBLISHED and self.page.may_reply
        return REPLY_ACTION if may and self.comment.article_id in self.page.public else None

    @cached_property
    def undo(self) -> Action | None:
        return UNDO_ACTION if decision_to_undo(self.comment.decisions.all()) else None

    @cached_property
    def edit_url(self) -> str:
        # Wagtail's `can_edit` also reads the workflow of each page; the permission alone takes one query for all.
        user: Any = self.page.request.user
        article = self.comment.article
        if user.is_superuser or "change" in article.permissions_for_user(user).permissions:
            return reverse("wagtailadmin_pages:edit", args=[article.pk])
        return ""

    @cached_property
    def site_url(self) -> str:
        comment = self.comment
        if comment.article_id not in self.page.public:
            return ""
        url = comment.article.get_full_url(self.page.request) or ""
        return f"{url}#comment-{comment.pk}" if url and comment.status == Status.PUBLISHED else url

    @property
    def seen(self) -> str:
        """Return the comment for the forms, with what a decision on it rests on."""
        reports = sum(reported.number for reported in self.reports)
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
    page = DeskPage(request, now, tab, frozenset(comment.article_id for comment in shown))
    return [
        DeskRow(comment, page, reports.get(comment.pk, []), (notices or {}).get(comment.pk, ""))
        for comment in shown
    ]
