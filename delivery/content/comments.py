"""Comments as JSON. Nothing here knows an address: the selectors leave it in the database."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from comments.moderation import Status
from comments.receipts import edit_until
from comments.selectors import AuthorsComment, Branch, ThreadCursor
from delivery.content.articles import moment_out

NextReplies = Callable[[Branch], str | None]


def branch_out(branch: Branch, *, article_url: str, next_replies: NextReplies) -> dict[str, Any]:
    """This will represent a comment with its first replies; of a removed one only its place."""
    comment = branch.comment
    place = {
        "id": str(comment.pk),
        "article": comment.article_id,
        "parent": str(comment.parent_id) if comment.parent_id else None,
        "depth": comment.depth,
    }
    replies = {
        "count": branch.reply_count,
        "items": [
            branch_out(reply, article_url=article_url, next_replies=next_replies) for reply in branch.replies
        ],
        "next": next_replies(branch),
    }
    if branch.is_removed:
        return {**place, "state": "REMOVED", "replies": replies}
    return {
        **place,
        "state": "PUBLISHED",
        "author": {"name": comment.author_name, "badge": None, "avatar": comment.avatar_seed},
        "html": comment.html,
        "text": comment.text,
        "created_at": moment_out(comment.created_at),
        "edited_at": moment_out(comment.edited_at),
        "featured": comment.featured,
        "url": comment_url(article_url, comment.pk),
        "replies": replies,
    }


def own_comment_out(own: AuthorsComment, *, article_url: str) -> dict[str, Any]:
    """This will represent a comment for its author; `url` is there as long as the public can see it."""
    comment = own.comment
    is_public = comment.status == Status.PUBLISHED and article_url
    return {
        "id": str(comment.pk),
        "article": comment.article_id,
        "status": own.status.value,
        "reason": own.reason,
        "text": comment.text,
        "created_at": moment_out(comment.created_at),
        "edit_until": moment_out(edit_until(comment.created_at)),
        "url": comment_url(article_url, comment.pk) if is_public else None,
    }


def comment_url(article_url: str, comment_id: Any) -> str:
    """This will return the address of a comment on the reader's page."""
    return f"{article_url}#comment-{comment_id}"


def replies_path(comment_id: Any) -> str:
    """This will return the path of the replies to a comment."""
    return f"/api/v1/comments/{comment_id}/replies/"


def cursor_out(cursor: ThreadCursor) -> list[str]:
    """Return a place in a thread as JSON values, exact to the microsecond."""
    created_at, comment_id = cursor
    return [created_at.isoformat(), comment_id.hex]


def thread_href(article_id: int) -> str:
    """This will return the address of an article's comments."""
    return f"{settings.PUBLIC_URL}/api/v1/articles/{article_id}/comments/"
