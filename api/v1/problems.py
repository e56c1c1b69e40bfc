"""The problems of comments, and what the errors of the domain mean over HTTP."""

from django.utils.translation import gettext_lazy as _

from api.http.problems import FORBIDDEN, KINDS, NOT_FOUND, UNAUTHORIZED, ProblemKind, recognise
from comments.errors import (
    ArticleNotFound,
    ChallengeFailed,
    CommentNotFound,
    CommentsClosed,
    MoveNotAllowed,
    PermissionMissing,
    ReceiptNotValid,
    StaleDecision,
)

recognise(NOT_FOUND, ArticleNotFound, CommentNotFound)
recognise(UNAUTHORIZED, ReceiptNotValid)
recognise(FORBIDDEN, PermissionMissing)

CHALLENGE_FAILED = ProblemKind(
    "challenge-failed",
    400,
    _("The captcha was not solved"),
    _("The answer was wrong, too late or used before. `challenge` holds a fresh one; the text is not lost."),
    _(
        "Show the fresh challenge from `challenge` and keep what the reader has written. Each challenge takes "
        "one answer, right or wrong, and lives for half an hour."
    ),
    exceptions=(ChallengeFailed,),
)
COMMENTS_CLOSED = ProblemKind(
    "comments-closed",
    403,
    _("Comments are closed"),
    _("This article takes no comments, or no longer."),
    _(
        "Hide the form. `comments.policy` and `comments.closes_at` of an article tell beforehand whether it takes "
        "comments."
    ),
    exceptions=(CommentsClosed,),
)
STALE_DECISION = ProblemKind(
    "stale-decision",
    409,
    _("Somebody was faster"),
    _("The comment changed after you saw it. Look at it again before you decide."),
    _(
        "Fetch the comment again: `version` has gone up, and its log says who decided what. Then decide anew "
        "with the new version, if there is still something to decide."
    ),
    exceptions=(StaleDecision, MoveNotAllowed),
)

# Of all kinds, these and those of HTTP.
STATUSES = sorted({kind.status for kind in KINDS.values()})
