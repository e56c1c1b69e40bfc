"""The life of a comment: its states, who may move it from one to another, and why it may be held. Pure.

`MOVES` is the only place that says which moves exist; everything else asks it.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where a comment stands. `ERASED` is final."""

    PENDING = "PENDING", _("Waiting")
    PUBLISHED = "PUBLISHED", _("Published")
    REJECTED = "REJECTED", _("Rejected")
    SPAM = "SPAM", _("Spam")
    HIDDEN = "HIDDEN", _("Hidden")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    ERASED = "ERASED", _("Erased")


class Actor(TextChoices):
    """Who makes a move: the newsroom's policy at submission, a moderator, the comment's author, or the law."""

    POLICY = "POLICY", _("Policy")
    MODERATOR = "MODERATOR", _("Moderator")
    AUTHOR = "AUTHOR", _("Author")
    PRIVACY = "PRIVACY", _("Privacy")


class Hold(TextChoices):
    """Why a moderator should look twice."""

    TOO_FAST = "TOO_FAST", _("Sent faster than a person types")
    TRAP_FILLED = "TRAP_FILLED", _("Filled in a field that people do not see")
    DUPLICATE = "DUPLICATE", _("The same text was sent before")
    MANY_LINKS = "MANY_LINKS", _("Many links")
    BLOCKED_WORD = "BLOCKED_WORD", _("Contains a listed word")
    SHOUTING = "SHOUTING", _("Mostly capital letters")
    CHECK_FAILED = "CHECK_FAILED", _("A check did not work")


_DESK = (Status.PENDING, Status.PUBLISHED, Status.REJECTED, Status.SPAM)

MOVES: dict[Actor, frozenset[tuple[Status, Status]]] = {
    Actor.POLICY: frozenset(),
    Actor.MODERATOR: frozenset(
        [(old, new) for old in _DESK for new in _DESK if old is not new]
        + [(Status.PUBLISHED, Status.HIDDEN), (Status.HIDDEN, Status.PUBLISHED)]
    ),
    Actor.AUTHOR: frozenset(
        [(old, Status.WITHDRAWN) for old in (Status.PENDING, Status.PUBLISHED, Status.HIDDEN)]
        + [(Status.PUBLISHED, Status.PENDING)]
    ),
    Actor.PRIVACY: frozenset((old, Status.ERASED) for old in Status if old is not Status.ERASED),
}


def may_move(actor: Actor, old: str, new: str) -> bool:
    """This will tell whether `actor` may move a comment from `old` to `new`."""
    return (Status(old), Status(new)) in MOVES[actor]


def moves_from(actor: Actor, old: str) -> list[Status]:
    """This will list where `actor` may move a comment that is `old`, in the order of `Status`."""
    return [new for new in Status if may_move(actor, old, new)]


def can_be_undone(actor: str, old: str, new: str) -> bool:
    """This will tell whether a moderator may take back the move that `actor` made from `old` to `new`."""
    return actor == Actor.MODERATOR and may_move(Actor.MODERATOR, new, old)


def status_for_author(status: str) -> Status:
    """This will translate a status into what its author may know: nobody learns that they were taken for spam."""
    known = {
        Status.SPAM: Status.PENDING,
        Status.HIDDEN: Status.REJECTED,
        Status.ERASED: Status.WITHDRAWN,
    }
    return known.get(Status(status), Status(status))
