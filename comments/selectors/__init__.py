"""What may be read of the comments: by the public, by a comment's author, by moderators."""

from comments.selectors.branches import Branch, ThreadCursor
from comments.selectors.mails import article_for_author, comment_of_link, language_of_link, sent_mails
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
)
from comments.selectors.newsroom import paper_name
from comments.selectors.reports import public_comment, reasons_by_comment, reports_on, submitted_report
from comments.selectors.submissions import authors_comment, challenge_picture, submitted_comment
from comments.selectors.threads import ORDERS, ThreadPage, comment_in_thread, replies_page, thread_page
from comments.selectors.verification import miscounted_threads
