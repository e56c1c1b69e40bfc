"""Threads as the public sees them: pages of comments with their first replies, three levels deep.

A comment that is no longer public keeps its place, without its content, as long as replies to it are shown. A page
takes one statement for each level. They are written by hand because building querysets took longer than running
them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from comments.errors import CommentNotFound
from comments.models import MAX_DEPTH, Comment
from comments.moderation import Status

# How many replies are shown below each comment; the rest has a link.
REPLIES_SHOWN = 10

ThreadCursor = tuple[datetime, UUID]
_COLUMNS = """
    c.id, c.article_id, c.parent_id, c.depth, c.status, c.author_name, c.avatar_seed, c.html, c.text, c.created_at,
    c.edited_at, c.featured, c.by_newsroom
"""
# Published, or with a published comment one or two levels below; no thread is deeper than three levels.
_LISTED = f"""(
    c.status = '{Status.PUBLISHED}'
    OR EXISTS (
        SELECT 1 FROM comments_comment AS reply WHERE reply.parent_id = c.id AND reply.status = '{Status.PUBLISHED}'
    )
    OR EXISTS (
        SELECT 1 FROM comments_comment AS reply WHERE reply.parent_id = c.id AND EXISTS (
            SELECT 1 FROM comments_comment AS answer
            WHERE answer.parent_id = reply.id AND answer.status = '{Status.PUBLISHED}'
        )
    )
)"""
_TOP = "c.article_id = %(article_id)s AND c.depth = 0"
_BELOW = "c.parent_id = %(parent_id)s"


@dataclass
class Branch:
    """A comment with its first replies; `next` is where the other replies begin."""

    comment: Comment
    reply_count: int = 0
    replies: list["Branch"] = field(default_factory=list)

    @property
    def is_removed(self) -> bool:
        return self.comment.status != Status.PUBLISHED

    @property
    def next(self) -> ThreadCursor | None:
        return cursor_of(self.replies[-1]) if self.replies and self.reply_count > len(self.replies) else None


@dataclass(frozen=True)
class ThreadPage:
    """Some branches, and where the next page begins."""

    branches: list[Branch]
    next: ThreadCursor | None


def cursor_of(branch: Branch) -> ThreadCursor:
    """Return the cursor of the branches after this one."""
    return branch.comment.created_at, branch.comment.pk


def thread_page(
    *, article_id: int, limit: int, after: ThreadCursor | None = None, newest_first: bool = False
) -> ThreadPage:
    """Return comments of the top level with their replies."""
    return _page(_TOP, {"article_id": article_id}, limit=limit, after=after, newest_first=newest_first)


def listed_comment(*, comment_id: UUID) -> Comment:
    """Return a comment that has a place in its thread, whether or not its article is public.

    :raises CommentNotFound: if neither it nor any reply below it is published
    """
    statement = f"SELECT {_COLUMNS} FROM comments_comment AS c WHERE c.id = %(id)s AND {_LISTED}"
    found = _comments(statement, {"id": _key(comment_id)})
    if not found:
        raise CommentNotFound
    return found[0]


def replies_page(
    *, comment_id: UUID, limit: int, after: ThreadCursor | None = None
) -> tuple[int, ThreadPage]:
    """Count the replies to a comment, and return some of them with their own replies, oldest first."""
    values = {"parent_id": _key(comment_id)}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM comments_comment AS c WHERE {_BELOW} AND {_LISTED}", values)
        (count,) = cursor.fetchone()
    return count, _page(_BELOW, values, limit=limit, after=after, newest_first=False)


def _page(
    where: str, values: Mapping[str, Any], *, limit: int, after: ThreadCursor | None, newest_first: bool
) -> ThreadPage:
    direction, beyond = ("DESC", "<") if newest_first else ("ASC", ">")
    if after:
        where += f" AND (c.created_at, c.id) {beyond} (%(after_time)s, %(after_id)s)"
        written, comment_id = after
        written_at = connection.ops.adapt_datetimefield_value(written)
        values = {**values, "after_time": written_at, "after_id": _key(comment_id)}
    statement = f"""
        SELECT {_COLUMNS} FROM comments_comment AS c WHERE {where} AND {_LISTED}
        ORDER BY c.created_at {direction}, c.id {direction} LIMIT {limit + 1}
    """
    rows = _comments(statement, values)
    branches = [Branch(comment) for comment in rows[:limit]]
    _attach_replies(branches)
    return ThreadPage(branches, cursor_of(branches[-1]) if len(rows) > limit else None)


def _attach_replies(level: list[Branch]) -> None:
    while level and level[0].comment.depth < MAX_DEPTH - 1:
        by_parent: dict[UUID | None, list[Comment]] = defaultdict(list)
        for reply in _first_replies([branch.comment.pk for branch in level]):
            by_parent[reply.parent_id].append(reply)
        for branch in level:
            replies = by_parent[branch.comment.pk]
            branch.replies = [Branch(reply) for reply in replies]
            branch.reply_count = vars(replies[0])["siblings"] if replies else 0
        level = [reply for branch in level for reply in branch.replies]


def _first_replies(parent_ids: Sequence[UUID]) -> list[Comment]:
    """Return the first replies to each comment, oldest first, each with the count `siblings` of its whole list."""
    parents = {f"parent_{number}": _key(parent_id) for number, parent_id in enumerate(parent_ids)}
    statement = f"""
        SELECT * FROM (
            SELECT {_COLUMNS}, count(*) OVER (PARTITION BY c.parent_id) AS siblings,
                row_number() OVER (PARTITION BY c.parent_id ORDER BY c.created_at, c.id) AS place
            FROM comments_comment AS c
            WHERE c.parent_id IN ({", ".join(f"%({name})s" for name in parents)}) AND {_LISTED}
        ) AS numbered WHERE place <= {REPLIES_SHOWN} ORDER BY created_at, id
    """
    return _comments(statement, parents)


def _comments(statement: str, values: Mapping[str, Any]) -> list[Comment]:
    return list(Comment.objects.raw(statement, values))


def _key(comment_id: UUID) -> Any:
    # SQLite stores UUIDs as text.
    return Comment._meta.pk.get_db_prep_value(comment_id, connection)
