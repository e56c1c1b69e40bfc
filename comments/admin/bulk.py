"""A decision on one or many comments, as the desk reads it from a form and describes its results."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from wagtail.admin.utils import get_user_display_name

from comments import errors
from comments.actions import DECISIONS, DISMISS, FEATURE, UNDO, UNFEATURE, asks_for_reason
from comments.admin.formatting import moment, outcome
from comments.models import Comment
from comments.moderation import Status
from comments.services import DecisionResult, Seen

LARGEST_VERSION = 2**31 - 1
MAX_COMMENTS = 100
_NUMBER = re.compile(r"[0-9]{1,10}")

# Status and message, in the order of precedence for the whole response. The message of `StaleDecision` names a person.
_REFUSALS: dict[type[errors.CommentRefusal], tuple[int, Promise | str]] = {
    errors.StaleDecision: (409, ""),
    errors.ReportedAgain: (
        409,
        gettext_lazy(
            "Readers have reported this comment again in the meantime. Please look at the new reports."
        ),
    ),
    errors.NothingToUndo: (409, gettext_lazy("There is no decision here that could be taken back.")),
    errors.MoveNotAllowed: (409, gettext_lazy("This is not possible for a comment of this status.")),
    errors.ReasonMissing: (400, gettext_lazy("Please give a reason.")),
    errors.PermissionMissing: (403, gettext_lazy("You may not do this.")),
    errors.CommentNotFound: (404, gettext_lazy("This comment does not exist any more.")),
}

_UNREADABLE = gettext_lazy("This decision cannot be read. Please reload the page.")

_DONE = {
    UNDO: ngettext_lazy("%(n)s decision taken back.", "%(n)s decisions taken back.", "n"),
    FEATURE: ngettext_lazy("%(n)s comment featured.", "%(n)s comments featured.", "n"),
    DISMISS: ngettext_lazy(
        "Reports on %(n)s comment dismissed.", "Reports on %(n)s comments dismissed.", "n"
    ),
    UNFEATURE: ngettext_lazy("%(n)s comment no longer featured.", "%(n)s comments no longer featured.", "n"),
}


class DecisionForm(forms.Form):
    """A decision on comments, each named `<id>:<version>:<open reports>` as the moderator saw it."""

    to = forms.ChoiceField(choices=[(action.to, action.label) for action in DECISIONS])
    reason = forms.CharField(required=False, max_length=1000)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.named: list[str] = data.getlist("comment")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if asks_for_reason(values.get("to", "")) and not values.get("reason"):
            raise ValidationError(str(_REFUSALS[errors.ReasonMissing][1]))
        if not self.named:
            raise ValidationError(gettext_lazy("Please select at least one comment."))
        if len(self.named) > MAX_COMMENTS:
            raise ValidationError(gettext_lazy("These are too many comments at once."))
        values["seen"] = [_seen(name) for name in dict.fromkeys(self.named)]
        return values

    @property
    def first_error(self) -> str:
        """Return one sentence that says what is wrong."""
        found = self.non_field_errors()
        return str(found[0] if found else _UNREADABLE)


def _seen(name: str) -> Seen:
    comment_id, *numbers = name.split(":")
    if not 1 <= len(numbers) <= 2 or not all(map(_NUMBER.fullmatch, numbers)):
        raise ValidationError(_UNREADABLE)
    try:
        return Seen(UUID(comment_id), *(min(int(number), LARGEST_VERSION) for number in numbers))
    except ValueError as error:
        raise ValidationError(_UNREADABLE) from error


def sentence(result: DecisionResult, comment: Comment | None, moderator: Any) -> str:
    """Return what became of a decision on one comment. `comment` is None if it has been deleted."""
    refusal = result.refusal
    if isinstance(refusal, errors.StaleDecision):
        return _stale(refusal, moderator)
    if refusal or comment is None:
        return str(_REFUSALS[type(refusal) if refusal else errors.CommentNotFound][1])
    name = comment.author_name or "–"
    if result.decision:
        return _("Comment by %(name)s: %(status)s.") % {"name": name, "status": outcome(result.decision)}
    values = {"name": name, "status": comment.get_status_display()}
    return _("Nothing was changed: the comment by %(name)s already had the status “%(status)s”.") % values


def _stale(refusal: errors.StaleDecision, moderator: Any) -> str:
    values = {
        "who": refusal.decided_by,
        "status": Status(refusal.status).label,
        "at": moment(refusal.decided_at) if refusal.decided_at else "",
    }
    if refusal.is_edited:
        text = _("Its author has changed the text in the meantime (%(at)s). Please read it again.")
    elif not refusal.decided_by:
        text = _("The comment has changed in the meantime and is now “%(status)s” (%(at)s).")
    elif refusal.decided_by == get_user_display_name(moderator):
        text = _("You have already decided here: “%(status)s” (%(at)s).")
    else:
        text = _("%(who)s was faster: “%(status)s” (%(at)s).")
    return f"{text % values} {_('Your decision was not carried out.')}"


def http_status(results: Sequence[DecisionResult]) -> int:
    """Return the HTTP status for all results together: 200 if at least one comment has the status that was chosen."""
    refusals = {type(result.refusal) for result in results if result.refusal}
    if any(result.refusal is None for result in results):
        return 200
    return next(status for refusal, (status, _message) in _REFUSALS.items() if refusal in refusals)


def level(results: Sequence[DecisionResult]) -> str:
    """Return the level of the message."""
    if any(result.refusal for result in results):
        return "warning"
    return "success" if all(result.decision for result in results) else "info"


def summary(results: Sequence[DecisionResult], to: str) -> str:
    """Return in a few words what became of a decision on several comments."""
    parts = []
    if done := sum(bool(result.decision) for result in results):
        parts.append(_done(done, to))
    if same := sum(not (result.decision or result.refusal) for result in results):
        parts.append(ngettext("%(n)s was so already.", "%(n)s were so already.", same) % {"n": same})
    refusals = [result.refusal for result in results if result.refusal]
    faster = Counter(refusal.decided_by for refusal in refusals if isinstance(refusal, errors.StaleDecision))
    for who, n in faster.items():
        if who:
            text = ngettext("%(n)s already decided by %(who)s.", "%(n)s already decided by %(who)s.", n)
        else:
            text = ngettext("%(n)s has changed meanwhile.", "%(n)s have changed meanwhile.", n)
        parts.append(text % {"n": n, "who": who})
    if refused := len(refusals) - faster.total():
        parts.append(ngettext("%(n)s not possible.", "%(n)s not possible.", refused) % {"n": refused})
    return " ".join(parts)


def _done(n: int, to: str) -> str:
    if text := _DONE.get(to):
        return text % {"n": n}
    values = {"n": n, "status": Status(to).label}
    return ngettext("%(n)s comment: %(status)s.", "%(n)s comments: %(status)s.", n) % values
