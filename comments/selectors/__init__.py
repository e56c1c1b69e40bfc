"""What may be read of the conversation: by the public, by a comment's author, by moderators."""

from comments.selectors.articles import (
    CommentedArticle,
    commented_article,
    published_count,
    published_counts,
)
from comments.selectors.moderation import (
    COUNTED_AT_MOST,
    commented_articles,
    decision_log,
    last_decision,
    matching_counts,
    moderation_queue,
    reveal_log,
    status_counts,
    waiting_count,
)
from comments.selectors.own import OwnComment, own_comment
from comments.selectors.submissions import count_twins, parent_for_reply, submitted_comment
from comments.selectors.threads import Branch, Page, Position, listed_comment, replies_page, thread_page

__all__ = [
    "COUNTED_AT_MOST",
    "Branch",
    "CommentedArticle",
    "OwnComment",
    "Page",
    "Position",
    "commented_article",
    "commented_articles",
    "count_twins",
    "decision_log",
    "last_decision",
    "listed_comment",
    "matching_counts",
    "moderation_queue",
    "own_comment",
    "parent_for_reply",
    "published_count",
    "published_counts",
    "replies_page",
    "reveal_log",
    "status_counts",
    "submitted_comment",
    "thread_page",
    "waiting_count",
]
