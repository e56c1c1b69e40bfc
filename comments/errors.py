"""What the conversation refuses. The docstring of each refusal is its title for the public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise


class CommentRefusal(Exception):
    """The comment was refused"""


class ArticleNotFound(CommentRefusal):
    """There is no such article"""


class CommentNotFound(CommentRefusal):
    """There is no such comment"""


class CommentsClosed(CommentRefusal):
    """Comments are closed"""


class ChallengeFailed(CommentRefusal):
    """The captcha was not solved"""


class ReceiptNotValid(CommentRefusal):
    """The receipt is not valid"""


class PermissionMissing(CommentRefusal):
    """You may not do this"""


class MoveNotAllowed(CommentRefusal):
    """The comment cannot be moved there"""


class NothingToUndo(MoveNotAllowed):
    """There is no decision to take back"""


@dataclass
class StaleDecision(CommentRefusal):
    """Somebody was faster

    `decided_by` is a person's name, empty when it was not a moderator or the account is gone.
    """

    comment_id: UUID
    status: str
    version: int
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one field: `pointer` as in RFC 6901, a stable `code`, a sentence."""

    pointer: str
    code: str
    detail: str | Promise


@dataclass
class SubmissionNotValid(CommentRefusal):
    """Some fields are missing or wrong"""

    faults: Sequence[Fault]
