"""What the desk calls things: moves, people and moments. Pure."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from comments.models import Decision
from comments.moderation import Actor, Status
from comments.selectors import COUNTED_AT_MOST

UNDO = "UNDO"


def count_text(count: int) -> str:
    """Return a number of comments as the desk shows it, such as `1,000+` for one that was not counted to its end."""
    if count <= COUNTED_AT_MOST:
        return str(count)
    return f"{number_format(COUNTED_AT_MOST, force_grouping=True)}+"


REASONS = (
    pgettext_lazy("reason for rejecting", "Insulting"),
    pgettext_lazy("reason for rejecting", "Off topic"),
    pgettext_lazy("reason for rejecting", "Names a private person"),
    pgettext_lazy("reason for rejecting", "Claim without a source"),
    pgettext_lazy("reason for rejecting", "Advertising"),
)

_MOVES = {
    Status.PUBLISHED: pgettext_lazy("moderation", "Approve"),
    Status.REJECTED: pgettext_lazy("moderation", "Reject"),
    Status.SPAM: pgettext_lazy("moderation", "Mark as spam"),
    Status.HIDDEN: pgettext_lazy("moderation", "Hide"),
    Status.PENDING: pgettext_lazy("moderation", "Back to waiting"),
}
_SHOW_AGAIN = pgettext_lazy("moderation", "Show again")


def move_label(old: str, new: Status) -> str:
    """This will name the button that moves a comment from `old` (empty: from anywhere) to `new`."""
    return str(_SHOW_AGAIN if (old, new) == (Status.HIDDEN, Status.PUBLISHED) else _MOVES[new])


def person_name(person: Any) -> str:
    """This will name a member of the staff."""
    return str(person.get_full_name() or person.get_username())


def decider(decision: Decision) -> str:
    """This will say who made a decision: a moderator by name, everybody else by role."""
    if decision.moderator:
        return person_name(decision.moderator)
    if decision.actor == Actor.MODERATOR:
        return _("a moderator whose account is gone")
    return str(Actor(decision.actor).label)


def age(moment: datetime, now: datetime) -> str:
    """This will say how long ago something was, in its largest unit: `3 hours`."""
    return _("just now") if (now - moment).total_seconds() < 60 else timesince(moment, now, depth=1)


def moment(at: datetime) -> str:
    """This will write a date and time as people of the active language do."""
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
