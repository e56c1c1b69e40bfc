"""The problems whose texts name resources of this version, and what the errors of the domain mean over HTTP."""

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions as drf

from api.http.idempotency import KeyMismatch
from api.http.problems import FORBIDDEN, NOT_FOUND, ProblemKind, recognise, register
from comments.errors import (
    ArticleNotFound,
    ChallengeFailed,
    CommentGone,
    CommentNotFound,
    CommentsClosed,
    MoveNotAllowed,
    PermissionMissing,
    ReceiptNotValid,
    StaleDecision,
)

recognise(NOT_FOUND, ArticleNotFound, CommentNotFound)
recognise(FORBIDDEN, PermissionMissing)

UNAUTHORIZED = ProblemKind(
    "unauthorized",
    401,
    _("Not recognised"),
    _("The request needs a valid token or receipt."),
    _(
        "Send the header `Authorization`. A reader's own comment is opened by the receipt that came with the "
        "answer to it: `Authorization: Receipt …`. A receipt that was revoked does not come back."
    ),
    exceptions=(drf.NotAuthenticated, drf.AuthenticationFailed, ReceiptNotValid),
)
GONE = ProblemKind(
    "gone",
    410,
    _("Gone"),
    _("There was something here once; it has been taken away."),
    _(
        "Remove the link or the cached copy. It is not planned that this comes back. A cursor of `changes/` that is "
        "too old gets this answer as well: start again from `snapshot/`, whose last line is a new cursor."
    ),
    exceptions=(CommentGone,),
)
TOO_LARGE = ProblemKind(
    "too-large",
    413,
    _("Too large"),
    _("A body may have at most 64 kB."),
    _("Shorten the body. A comment has at most 5,000 characters, which fits in 64 kB many times over."),
    exceptions=(RequestDataTooBig,),
)
IDEMPOTENCY_MISMATCH = ProblemKind(
    "idempotency-mismatch",
    422,
    _("Idempotency key used for something else"),
    _("The same `Idempotency-Key` came with another body. Use a new key for a new comment."),
    _("Make a new key for each new comment, and keep it only for repeating exactly the same request."),
    exceptions=(KeyMismatch,),
)
CHALLENGE_FAILED = ProblemKind(
    "challenge-failed",
    400,
    _("The challenge was not solved"),
    _("The answer was wrong, too late or used before. `challenge` holds a fresh one; the text is not lost."),
    _(
        "Show the fresh challenge from `challenge` and keep what the reader has written. Each challenge takes "
        "one answer, right or wrong, and lives for half an hour."
    ),
    exceptions=(ChallengeFailed,),
    is_specific=True,
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
    is_specific=True,
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

register(
    UNAUTHORIZED,
    GONE,
    TOO_LARGE,
    IDEMPOTENCY_MISMATCH,
    CHALLENGE_FAILED,
    COMMENTS_CLOSED,
    STALE_DECISION,
)
