"""What may be read of the comments: by the public, by a comment's author, by moderators."""

from comments.selectors.moderation import (
    COUNTED_AT_MOST,
    REPORTED,
    SEARCHED_AT_MOST,
    commented_articles,
    comments_below,
    decision_log,
    email_reveals,
    matching_counts,
    moderation_queue,
    searched_since,
    status_counts,
    waiting_count,
)
from comments.selectors.reports import case_of, public_comment, reasons_by_comment, reports_on
from comments.selectors.submissions import authors_comment, challenge_picture, submitted_comment
from comments.selectors.threads import (
    ORDERS,
    Branch,
    ThreadCursor,
    ThreadPage,
    comment_in_thread,
    replies_page,
    thread_page,
)
from comments.selectors.verification import miscounted_threads
