"""The only code that writes comments. Import services from here, not from the modules below."""

from comments.services.forgetting import forget_challenges, forget_network_tags
from comments.services.moderating import moderate_comment, reveal_address, undo_decision
from comments.services.submitting import accept_comment, issue_challenge, submit_comment

__all__ = [
    "accept_comment",
    "forget_challenges",
    "forget_network_tags",
    "issue_challenge",
    "moderate_comment",
    "reveal_address",
    "submit_comment",
    "undo_decision",
]
