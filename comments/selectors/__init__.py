"""What may be read of the conversation: by the public, by a comment's author, by moderators."""

from comments.selectors.articles import (
    CommentedArticle,
    commented_article,
    commented_articles,
    published_count,
)
from comments.selectors.moderation import (
    decision_log,
    last_decision,
    moderation_queue,
    status_counts,
    waiting_count,
)
from comments.selectors.own import OwnComment, own_comment
from comments.selectors.submissions import count_twins, parent_for_reply
from comments.selectors.threads import Branch, Page, Position, replies_page, thread_page

__all__ = [
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
    "moderation_queue",
    "own_comment",
    "parent_for_reply",
    "published_count",
    "replies_page",
    "status_counts",
    "thread_page",
    "waiting_count",
]
