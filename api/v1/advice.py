"""What to do about each kind of problem, for the pages that explain them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADVICE: dict[str, str | Promise] = {
    "invalid-parameter": _(
        "Look at `errors`: each names a parameter, says what is allowed and, where it can be told, what was "
        "probably meant in `did_you_mean`. Nothing is ever ignored or adjusted silently. A damaged cursor "
        "cannot be repaired: begin again without it."
    ),
    "invalid-body": _(
        "Look at `errors`: `pointer` leads to the field, `code` is stable, and `detail` can be shown beside the "
        "field. All faults are named at once."
    ),
    "malformed-json": _(
        "Send one JSON document in UTF-8. A common cause is a body that was put together by hand, or half of a "
        "character outside the basic plane."
    ),
    "challenge-failed": _(
        "Show the fresh challenge from `challenge` and keep what the reader has written. Each challenge takes "
        "one answer, right or wrong, and lives for half an hour."
    ),
    "unauthorized": _(
        "Send the header `Authorization`. A reader's own comment is opened by the receipt that came with the "
        "answer to it: `Authorization: Receipt …`. A receipt that was revoked does not come back."
    ),
    "forbidden": _("Ask somebody who runs this newsroom for the permission. Trying again does not help."),
    "comments-closed": _(
        "Hide the form. `comments.policy` and `comments.closes_at` of an article tell beforehand whether it takes "
        "comments."
    ),
    "not-found": _(
        "Check the address. What is not published, private, expired or was never there gets the same answer, "
        "so that nothing can be learned from it."
    ),
    "method-not-allowed": _("Use one of the methods in the header `Allow`."),
    "not-acceptable": _(
        "Leave out the header `Accept`, or send `application/json`. Problems are `application/problem+json`."
    ),
    "stale-decision": _(
        "Fetch the comment again: `version` has gone up, and its log says who decided what. Then decide anew "
        "with the new version, if there is still something to decide."
    ),
    "gone": _(
        "Remove the link or the cached copy. It is not planned that this comes back. A cursor of `changes/` that is "
        "too old gets this answer as well: start again from `snapshot/`, whose last line is a new cursor."
    ),
    "length-required": _(
        "Send the header `Content-Length`. Bodies in pieces (`Transfer-Encoding: chunked`) are not taken."
    ),
    "too-large": _(
        "Shorten the body. A comment has at most 5,000 characters, which fits in 64 kB many times over."
    ),
    "unsupported-media-type": _(
        "Send JSON with the header `Content-Type: application/json`. Forms and files are not taken."
    ),
    "idempotency-mismatch": _(
        "Make a new key for each new comment, and keep it only for repeating exactly the same request."
    ),
    "too-many-requests": _(
        "Wait for the seconds in `Retry-After`. The headers `RateLimit` and `RateLimit-Policy` of every answer to a "
        "write tell how much is left."
    ),
    "internal": _(
        "Try again later. If it stays, tell the operators the `request_id`: it leads them to the line in the log."
    ),
    "unavailable": _(
        "Try again after a few seconds, with growing pauses. Answers that a cache holds stay usable meanwhile."
    ),
}
