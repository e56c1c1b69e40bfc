"""How the desk writes numbers, people and times."""

from datetime import datetime
from html import unescape

from django.utils.formats import date_format, get_format, number_format
from django.utils.html import strip_tags
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.utils import get_user_display_name

from comments.checks import Hold
from comments.models import Decision, HoldReason
from comments.moderation import Actor, DecisionKind, Status
from comments.selectors import COUNTED_AT_MOST

# The moves that no moderator makes, by where they lead.
_BY_AUTHORS = {
    Status.PENDING: gettext_lazy("Edited by the author, waits for approval again"),
    Status.WITHDRAWN: gettext_lazy("Withdrawn by the author"),
    Status.ERASED: gettext_lazy("Erased on request"),
}


def count_text(count: int, *, at_most: int | None = None) -> str:
    """Return a number of comments as the desk shows it, such as `1,000+` for one above `COUNTED_AT_MOST`."""
    at_most = at_most or COUNTED_AT_MOST
    return str(count) if count <= at_most else f"{number_format(at_most, force_grouping=True)}+"


def decider(decision: Decision) -> str:
    """Return who made a decision: the name of a moderator, otherwise the role."""
    if decision.moderator:
        return str(get_user_display_name(decision.moderator))
    if decision.actor == Actor.MODERATOR:
        return _("a moderator whose account is gone")
    return str(Actor(decision.actor).label)


def outcome(decision: Decision) -> str:
    """Return what a decision has made of the comment: its status, or what else was decided."""
    is_move = decision.kind == DecisionKind.MOVE
    return str(decision.get_to_status_display() if is_move else decision.get_kind_display())


def summary(decision: Decision) -> str:
    """Return in a few words what happened to a comment and by whom."""
    if decision.actor != Actor.MODERATOR:
        return str(_BY_AUTHORS[Status(decision.to_status)])
    text = (
        _("%(who)s took back a decision: %(status)s")
        if decision.undoes_id
        else _("%(who)s decided: %(status)s")
    )
    return text % {"who": decider(decision), "status": outcome(decision)}


def hold_text(hold: HoldReason) -> str:
    """Return why a comment was held, with what the check found."""
    detail = hold.detail
    if hold.code == Hold.TOO_FAST:
        # Seconds, stored as `1.3 s`.
        detail = detail.replace(".", get_format("DECIMAL_SEPARATOR"))
    label = hold.get_code_display()
    return f"{label}: {detail}" if detail else label


def words(html: str) -> str:
    """Return what readers see of a comment's sanitised HTML, for where it is cut."""
    return unescape(strip_tags(html))


def age(moment: datetime, now: datetime) -> str:
    """Return how long ago something was, in its largest unit, such as `3 hours`."""
    return (
        pgettext("age", "just now")
        if (now - moment).total_seconds() < 60
        else timesince(moment, now, depth=1)
    )


def moment(at: datetime) -> str:
    """Return a date and time in the format of the active language."""
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
