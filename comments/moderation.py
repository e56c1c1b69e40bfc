"""The states of a comment and the moves between them, by who makes them.

`MOVES` is the only place that says which moves exist.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """The states of a comment. `ERASED` is final."""

    PENDING = "PENDING", _("Waiting")
    PUBLISHED = "PUBLISHED", _("Published")
    REJECTED = "REJECTED", _("Rejected")
    SPAM = "SPAM", _("Spam")
    HIDDEN = "HIDDEN", _("Hidden")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    ERASED = "ERASED", _("Erased")


class State(TextChoices):
    """What readers see of a comment that has a place in its thread."""

    PUBLISHED = "PUBLISHED"
    # It was published, and its author has edited it since.
    WAITING = "WAITING"
    # There are replies to it.
    REMOVED = "REMOVED"


class Actor(TextChoices):
    """Who makes a move. `POLICY` sets the first status, `PRIVACY` erases."""

    POLICY = "POLICY", _("Policy")
    MODERATOR = "MODERATOR", _("Moderator")
    AUTHOR = "AUTHOR", _("Author")
    PRIVACY = "PRIVACY", pgettext_lazy("actor", "Privacy")


class DecisionKind(TextChoices):
    """What a decision does. All but a move leave the status of a published comment as it is."""

    MOVE = "MOVE", _("moved")
    FEATURED = "FEATURED", _("featured")
    UNFEATURED = "UNFEATURED", _("no longer featured")
    # Of the open reports.
    DISMISSED = "DISMISSED", _("reports dismissed")
    REOPENED = "REOPENED", _("reports open again")


_DESK = (Status.PENDING, Status.PUBLISHED, Status.REJECTED, Status.SPAM)

MOVES: dict[Actor, frozenset[tuple[Status, Status]]] = {
    Actor.POLICY: frozenset(),
    Actor.MODERATOR: frozenset(
        [(old, new) for old in _DESK for new in _DESK if old is not new]
        + [(Status.PUBLISHED, Status.HIDDEN), (Status.HIDDEN, Status.PUBLISHED)]
    ),
    # Withdrawing is possible whatever the status, so that nobody learns from it that they were taken for spam. An edit
    # of what is published needs a new approval.
    Actor.AUTHOR: frozenset(
        [(old, Status.WITHDRAWN) for old in Status if old not in (Status.WITHDRAWN, Status.ERASED)]
        + [(Status.PUBLISHED, Status.PENDING)]
    ),
    Actor.PRIVACY: frozenset((old, Status.ERASED) for old in Status if old is not Status.ERASED),
}


def may_move(actor: Actor, old: str, new: str) -> bool:
    """Return whether `actor` may move a comment from `old` to `new`."""
    return (Status(old), Status(new)) in MOVES[actor]


def can_be_undone(actor: str, old: str, new: str) -> bool:
    """Return whether a moderator may undo the move that `actor` made from `old` to `new`."""
    return actor == Actor.MODERATOR and may_move(Actor.MODERATOR, new, old)


def closes_reports(to: str, *, is_undo: bool) -> bool:
    """Return whether a move to a status closes the open reports on the comment.

    What waits is not decided. A decision that is taken back decides nothing, but what no longer appears needs no
    decision.
    """
    return to != Status.PENDING and not (to == Status.PUBLISHED and is_undo)


def state_in_thread(status: str, *, was_public: bool, public_replies: int) -> State | None:
    """Return what readers see of a comment, or None if it has no place in its thread.

    `was_public` says whether readers have seen another text of it, `public_replies` how many direct replies have a
    place. `Comment.listed` is the same in SQL.
    """
    if status == Status.PUBLISHED:
        return State.PUBLISHED
    if was_public:
        return State.WAITING
    return State.REMOVED if public_replies else None


def status_for_author(status: str) -> Status:
    """Return the status that the author is shown. Spam looks like waiting, so that a spammer learns nothing."""
    shown = {
        Status.SPAM: Status.PENDING,
        Status.HIDDEN: Status.REJECTED,
        Status.ERASED: Status.WITHDRAWN,
    }
    return shown.get(Status(status), Status(status))


def is_editable(status: str) -> bool:
    """Return whether an author may edit a comment of this status: one that the author sees as waiting or published."""
    return status_for_author(status) in (Status.PENDING, Status.PUBLISHED)
