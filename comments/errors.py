"""Why a service or a selector refuses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


class CommentRefusal(Exception):
    """The base of all refusals of this app."""


class ArticleNotFound(CommentRefusal):
    """There is no such article, or the public may not see it."""


class CommentNotFound(CommentRefusal):
    """There is no such comment, or the caller may not see it."""


class CommentsClosed(CommentRefusal):
    """The article takes no comments at this time."""


class ChallengeFailed(CommentRefusal):
    """The answer to a challenge is wrong, late or used; `modes` are the kinds of which this is so."""

    def __init__(self, modes: Sequence[str]) -> None:
        super().__init__(*modes)
        self.modes = modes


class ReceiptNotValid(CommentRefusal):
    """The receipt is forged or revoked."""


class MailLinkNotValid(CommentRefusal):
    """The link of a mail is forged, or was made for something else."""


class MailsStopped(CommentRefusal):
    """There is nothing to confirm: the author gets no mails about the comment any more."""


class CommentGone(CommentRefusal):
    """The receipt or link is genuine, but its comment has been erased or deleted."""


class NotEditable(CommentRefusal):
    """The author sees neither a waiting nor a published comment."""


class EditWindowOver(CommentRefusal):
    """The time in which the author may edit the comment has ended."""


class PermissionMissing(CommentRefusal):
    """The user lacks the permission."""


class MoveNotAllowed(CommentRefusal):
    """`comments.moderation.MOVES` has no such move."""


class ReportedAgain(CommentRefusal):
    """There are more open reports than the moderator has seen."""


class NothingToUndo(MoveNotAllowed):
    """No decision is in force that a moderator could undo."""


class ReasonMissing(CommentRefusal):
    """The action needs a reason, and none was given."""


# With `eq` an exception could not be hashed.
@dataclass(eq=False)
class StaleDecision(CommentRefusal):
    """The comment has changed since it was seen.

    `decided_by` is the name of the moderator who changed it, empty if it was no moderator or the account is gone.
    `is_edited` says that the last change was an edit by its author, at `decided_at`.
    """

    status: str
    version: int
    decided_by: str
    decided_at: datetime | None
    is_edited: bool = False
