"""What may be read of the comments: by the public, by a comment's author, by moderators."""

from comments.selectors.articles import (
    CommentedArticle,
    commented_article,
    published_count,
    published_counts,
)
from comments.selectors.authors_comment import AuthorsComment, authors_comment
from comments.selectors.moderation import (
    COUNTED_AT_MOST,
    commented_articles,
    decision_log,
    decision_to_undo,
    last_decision,
    matching_counts,
    moderation_queue,
    reveal_log,
    status_counts,
    waiting_count,
)
from comments.selectors.submissions import (
    challenge_picture,
    count_duplicates,
    parent_for_reply,
    submitted_comment,
)
from comments.selectors.threads import (
    Branch,
    ThreadCursor,
    ThreadPage,
    listed_comment,
    replies_page,
    thread_page,
)

__all__ = [
    "COUNTED_AT_MOST",
    "AuthorsComment",
    "Branch",
    "CommentedArticle",
    "ThreadCursor",
    "ThreadPage",
    "authors_comment",
    "challenge_picture",
    "commented_article",
    "commented_articles",
    "count_duplicates",
    "decision_log",
    "decision_to_undo",
    "last_decision",
    "listed_comment",
    "matching_counts",
    "moderation_queue",
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
