"""The table of moderation actions. The desk's buttons, its keys and their help, and its bulk bar are loops over it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comments.moderation import Actor, Status, may_move

UNDO = "UNDO"
FEATURE, UNFEATURE = "FEATURE", "UNFEATURE"
REPLY = "REPLY"
DISMISS = "DISMISS"


@dataclass(frozen=True)
class Action:
    """Something that a moderator can do with a comment.

    `to` is the status that the comment gets, or one of the names above; `only_from` narrows the moves of `comments.moderation`.
    `key` is pressed for it in the desk, where `hint` (short) and `help` say what the key does.
    """

    to: str
    label: Promise
    icon: str
    key: str = ""
    hint: str | Promise = ""
    help: str | Promise = ""
    asks_for_reason: bool = False
    only_from: str = ""

    def is_possible(self, status: str) -> bool:
        """Return whether a moderator may do this with a comment of this status."""
        return self.only_from in ("", status) and may_move(Actor.MODERATOR, status, self.to)


# In the order of the buttons. Of several actions with the same `to`, the first that is possible is offered.
ACTIONS = (
    Action(
        Status.PUBLISHED,
        pgettext_lazy("moderation", "Show again"),
        icon="check",
        key="a",
        only_from=Status.HIDDEN,
    ),
    Action(
        Status.PUBLISHED,
        pgettext_lazy("moderation", "Approve"),
        icon="check",
        key="a",
        hint=_("approve"),
        help=_("Approve, or show again what was hidden"),
    ),
    Action(
        Status.HIDDEN,
        pgettext_lazy("moderation", "Hide"),
        icon="no-view",
        key="h",
        help=_("Hide a published comment"),
    ),
    Action(
        Status.REJECTED,
        pgettext_lazy("moderation", "Reject"),
        icon="cross",
        key="r",
        hint=_("reject"),
        help=_("Reject: type or choose the reason, Enter decides, Escape leaves"),
        asks_for_reason=True,
    ),
    Action(
        Status.SPAM,
        pgettext_lazy("moderation", "Mark as spam"),
        icon="bin",
        key="s",
        hint=_("spam"),
        help=_("Mark as spam"),
    ),
    Action(Status.PENDING, pgettext_lazy("moderation", "Back to waiting"), icon="resubmit"),
)
# For published comments, whose status they leave as it is.
FEATURE_ACTION = Action(
    FEATURE,
    pgettext_lazy("moderation", "Feature"),
    icon="thumbtack",
    key="f",
    help=_("Feature a published comment, or take that back"),
)
UNFEATURE_ACTION = Action(
    UNFEATURE, pgettext_lazy("moderation", "No longer feature"), icon="thumbtack-crossed", key="f"
)
# For published comments with open reports.
DISMISS_ACTION = Action(
    DISMISS,
    pgettext_lazy("moderation", "Dismiss reports"),
    icon="success",
    key="d",
    help=_("Dismiss the reports on a published comment, which stays"),
)
REPLY_ACTION = Action(
    REPLY,
    pgettext_lazy("moderation", "Reply"),
    icon="edit",
    key="w",
    help=_("Write a reply as the newsroom, below a published comment"),
)
# Possible where the log has a decision to undo, whatever the status.
UNDO_ACTION = Action(
    UNDO,
    pgettext_lazy("moderation", "Undo"),
    icon="rotate",
    key="u",
    hint=_("undo"),
    help=_("Take back your last decision, or the last one on the comment in focus"),
)

KEY_ACTIONS = [
    action for action in (*ACTIONS, DISMISS_ACTION, FEATURE_ACTION, REPLY_ACTION, UNDO_ACTION) if action.help
]
# What a decision on one or many comments may be.
DECISIONS = (*ACTIONS, DISMISS_ACTION, FEATURE_ACTION, UNFEATURE_ACTION, UNDO_ACTION)

# Offered where an action asks for a reason; any other text may be typed.
REASONS = (
    pgettext_lazy("reason for rejecting", "Insulting"),
    pgettext_lazy("reason for rejecting", "Off topic"),
    pgettext_lazy("reason for rejecting", "Names a private person"),
    pgettext_lazy("reason for rejecting", "Claim without a source"),
    pgettext_lazy("reason for rejecting", "Advertising"),
)


def actions_for(*statuses: str) -> list[Action]:
    """Return the actions that are possible for a comment of any of these statuses, one for each `to`."""
    offered: dict[str, Action] = {}
    for action in ACTIONS:
        if any(action.is_possible(status) for status in statuses):
            offered.setdefault(action.to, action)
    return list(offered.values())


def feature_action(status: str, *, featured: bool) -> Action | None:
    """Return the action that features a comment or takes that back, or None for one that is not published."""
    if status != Status.PUBLISHED:
        return None
    return UNFEATURE_ACTION if featured else FEATURE_ACTION


def asks_for_reason(to: str) -> bool:
    """Return whether the action that leads to this status needs a reason."""
    return any(action.asks_for_reason for action in ACTIONS if action.to == to)
