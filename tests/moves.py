"""The table of moves, written out by hand a second time, so that no change of it goes unnoticed."""

from comments.moderation import Actor, Status

_PENDING, _PUBLISHED, _REJECTED, _SPAM = Status.PENDING, Status.PUBLISHED, Status.REJECTED, Status.SPAM
_HIDDEN, _WITHDRAWN = Status.HIDDEN, Status.WITHDRAWN

ALLOWED: dict[Actor, dict[Status, set[Status]]] = {
    Actor.POLICY: {},
    Actor.MODERATOR: {
        _PENDING: {_PUBLISHED, _REJECTED, _SPAM},
        _PUBLISHED: {_PENDING, _REJECTED, _SPAM, _HIDDEN},
        _REJECTED: {_PENDING, _PUBLISHED, _SPAM},
        _SPAM: {_PENDING, _PUBLISHED, _REJECTED},
        _HIDDEN: {_PUBLISHED},
    },
    Actor.AUTHOR: {
        _PENDING: {_WITHDRAWN},
        _PUBLISHED: {_WITHDRAWN, _PENDING},
        _HIDDEN: {_WITHDRAWN},
        _REJECTED: {_WITHDRAWN},
        _SPAM: {_WITHDRAWN},
    },
    Actor.PRIVACY: {old: {Status.ERASED} for old in Status if old is not Status.ERASED},
}
