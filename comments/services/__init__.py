"""The only code that writes comments and decisions; jobs delete what has expired. Import services from here."""

from comments.services.authoring import html_of
from comments.services.challenges import issue_challenge
from comments.services.deleting import delete_later, delete_waiting_pages
from comments.services.editing import edit_comment
from comments.services.moderating import (
    DecisionResult,
    Seen,
    decide_each,
    dismiss_reports,
    feature_comment,
    moderate_comment,
    reveal_email,
    undo_decision,
)
from comments.services.moves import erase_comment, withdraw_comment
from comments.services.newsroom_names import refresh_newsroom_names
from comments.services.outbox import send_due_mails
from comments.services.rates import consume, consume_each
from comments.services.replying import reply_as_newsroom
from comments.services.reporting import open_case, report_comment
from comments.services.submitting import accept_comment, submit_comment
from comments.services.subscriptions import confirm_replies, stop_mails
from comments.services.threads import recount_thread, recount_threads
