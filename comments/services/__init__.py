"""The only code that writes the tables of this app. Import services from here."""

from comments.services.bulk import DecisionResult, decide_each
from comments.services.challenges import delete_expired_challenges, issue_challenge
from comments.services.moderating import moderate_comment, reveal_email, undo_decision
from comments.services.networks import delete_network_tags
from comments.services.rates import consume, delete_rate_counters
from comments.services.submitting import accept_comment, submit_comment
from comments.services.withdrawing import erase_comment, withdraw_comment
