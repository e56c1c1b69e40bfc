"""A decision from the desk: reading it, carrying it out comment by comment, and saying what came of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments import errors, services
from comments.admin.formatting import UNDO, decider, moment, person_name
from comments.models import Comment
from comments.moderation import Status
from comments.selectors import last_decision

LARGEST_VERSION = 2**31 - 1
AT_ONCE = 100


class Kind(Enum):
    """What came of a decision on one comment."""

    DONE = "DONE"
    UNCHANGED = "UNCHANGED"
    FORBIDDEN = "FORBIDDEN"
    GONE = "GONE"
    STALE = "STALE"
    NOT_ALLOWED = "NOT_ALLOWED"


# The first that came of any of the comments is the status of the whole answer.
_HTTP_STATUSES = {
    Kind.DONE: 200,
    Kind.UNCHANGED: 200,
    Kind.STALE: 409,
    Kind.NOT_ALLOWED: 409,
    Kind.FORBIDDEN: 403,
    Kind.GONE: 404,
}


@dataclass(frozen=True)
class Outcome:
    """What came of a decision on one comment: a whole sentence, and `who` was faster if somebody was."""

    comment_id: UUID
    kind: Kind
    sentence: str
    who: str = ""


class DecisionForm(forms.Form):
    """A decision on one comment or many, each named `<id>:<version that the moderator saw>`."""

    to = forms.ChoiceField(choices=[*Status.choices, (UNDO, UNDO)])
    reason = forms.CharField(required=False, max_length=1000)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.named: list[str] = data.getlist("comment")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("to") == Status.REJECTED and not values.get("reason"):
            raise ValidationError(gettext_lazy("Please give a reason for rejecting."))
        if not self.named:
            raise ValidationError(gettext_lazy("Please select at least one comment."))
        if len(self.named) > AT_ONCE:
            raise ValidationError(gettext_lazy("These are too many comments at once."))
        values["seen"] = [_seen(name) for name in dict.fromkeys(self.named)]
        return values

    @property
    def first_error(self) -> str:
        """This will return one sentence that says what is wrong."""
        own = self.non_field_errors()
        return str(own[0]) if own else _("This decision cannot be read. Please reload the page.")


def _seen(name: str) -> tuple[UUID, int]:
    comment_id, _colon, version = name.partition(":")
    if not (version.isascii() and version.isdigit() and len(version) <= 10):
        raise ValidationError("no version")
    try:
        return UUID(comment_id), min(int(version), LARGEST_VERSION)
    except ValueError as error:
        raise ValidationError("no id") from error


def decide_each(
    *, to: str, seen: Sequence[tuple[UUID, int]], reason: str, moderator: Any, now: datetime
) -> list[Outcome]:
    """This will carry a decision out on each comment by itself: one that is refused holds up no other."""

    def decide(comment_id: UUID, version: int) -> Comment:
        if to == UNDO:
            return services.undo_decision(
                comment_id=comment_id, expected_version=version, moderator=moderator, now=now
            )
        return services.moderate_comment(
            comment_id=comment_id,
            to=to,
            expected_version=version,
            moderator=moderator,
            now=now,
            reason=reason,
        )

    return [_outcome(comment_id, version, decide, moderator, now) for comment_id, version in seen]


def _outcome(
    comment_id: UUID, version: int, decide: Callable[[UUID, int], Comment], moderator: Any, now: datetime
) -> Outcome:
    try:
        comment = decide(comment_id, version)
    except errors.StaleDecision as stale:
        return _stale(stale, moderator)
    except errors.NothingToUndo:
        return Outcome(comment_id, Kind.NOT_ALLOWED, _("There is no decision here that could be taken back."))
    except errors.MoveNotAllowed:
        return Outcome(comment_id, Kind.NOT_ALLOWED, _("This is not possible for a comment of this status."))
    except errors.CommentNotFound:
        return Outcome(comment_id, Kind.GONE, _("This comment does not exist any more."))
    except errors.PermissionMissing:
        return Outcome(comment_id, Kind.FORBIDDEN, _("You may not do this."))
    return _done(comment, moderator, now)


def _done(comment: Comment, moderator: Any, now: datetime) -> Outcome:
    values = {"name": comment.author_name or "–", "status": comment.get_status_display()}
    decision = last_decision(comment_id=comment.pk)
    if decision and decision.at == now and decision.moderator_id == moderator.pk:
        return Outcome(comment.pk, Kind.DONE, _("Comment by %(name)s: %(status)s.") % values)
    who = decider(decision) if decision else ""
    sentence = _("Nothing was changed: the comment by %(name)s already had the status “%(status)s”.") % values
    return Outcome(comment.pk, Kind.UNCHANGED, sentence, who)


def _stale(stale: errors.StaleDecision, moderator: Any) -> Outcome:
    values = {
        "who": stale.decided_by,
        "status": Status(stale.status).label,
        "at": moment(stale.decided_at) if stale.decided_at else "",
    }
    if not stale.decided_by:
        sentence = _("The comment has changed in the meantime and is now “%(status)s” (%(at)s).")
    elif stale.decided_by == person_name(moderator):
        sentence = _("You have already decided here: “%(status)s” (%(at)s).")
    else:
        sentence = _("%(who)s was faster: “%(status)s” (%(at)s).")
    told = sentence % values + " " + _("Your decision was not carried out.")
    return Outcome(stale.comment_id, Kind.STALE, told, stale.decided_by)


def http_status(outcomes: Sequence[Outcome]) -> int:
    """This will choose the HTTP status for all outcomes together: 200 as soon as one comment is as it was meant to be."""
    kinds = {outcome.kind for outcome in outcomes}
    return next(status for kind, status in _HTTP_STATUSES.items() if kind in kinds)


def level(outcomes: Sequence[Outcome]) -> str:
    """This will choose the colour of the message."""
    kinds = {outcome.kind for outcome in outcomes}
    if kinds <= {Kind.DONE}:
        return "success"
    return "info" if kinds <= {Kind.DONE, Kind.UNCHANGED} else "warning"


def summary(outcomes: Sequence[Outcome], to: str) -> str:
    """This will tell in a sentence or two what came of a decision."""
    if len(outcomes) == 1:
        return outcomes[0].sentence
    kinds = Counter(outcome.kind for outcome in outcomes)
    said = []
    if done := kinds[Kind.DONE]:
        said.append(_done_together(done, to))
    if same := kinds[Kind.UNCHANGED]:
        said.append(ngettext("%(n)s was so already.", "%(n)s were so already.", same) % {"n": same})
    for who, n in Counter(outcome.who for outcome in outcomes if outcome.kind is Kind.STALE).items():
        if who:
            told = ngettext("%(n)s already decided by %(who)s.", "%(n)s already decided by %(who)s.", n)
        else:
            told = ngettext("%(n)s has changed meanwhile.", "%(n)s have changed meanwhile.", n)
        said.append(told % {"n": n, "who": who})
    if refused := kinds[Kind.NOT_ALLOWED] + kinds[Kind.GONE] + kinds[Kind.FORBIDDEN]:
        said.append(ngettext("%(n)s not possible.", "%(n)s not possible.", refused) % {"n": refused})
    return " ".join(said)


def _done_together(n: int, to: str) -> str:
    if to == UNDO:
        return ngettext("%(n)s decision taken back.", "%(n)s decisions taken back.", n) % {"n": n}
    values = {"n": n, "status": Status(to).label}
    return ngettext("%(n)s comment: %(status)s.", "%(n)s comments: %(status)s.", n) % values
