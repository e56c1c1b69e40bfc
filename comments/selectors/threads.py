"""Threads as the public sees them: comments with their first replies, at most three levels deep.

A comment that is no longer public keeps its place, without its content, as long as replies to it are shown. A page
takes one statement, which finds the rows by key through the indexes of what is listed; `Comment.public_replies` spares
it from counting. It is written by hand because building querysets took longer than running them.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from comments.selectors.branches import Branch, ThreadCursor, branch_of, columns, stored_key

# How many replies are shown below each comment; the rest has a link.
REPLIES_SHOWN = 10

_ROOTS = "c.article_id = %(article_id)s AND c.depth = 0 AND c.listed"
_REPLIES = "c.parent_id = %(parent_id)s AND c.listed"
_ONE = "SELECT c.id, c.public_replies FROM comments_comment AS c WHERE c.id = %(id)s AND c.listed"


class Order(NamedTuple):
    """An order of comments in SQL, and the condition for what follows a cursor; for a featured one another."""

    columns: str
    following: str
    following_featured: str


_LATER = "(c.created_at, c.id) > (%(after)s, %(after_id)s)"
_EARLIER = "(c.created_at, c.id) < (%(after)s, %(after_id)s)"
ORDERS = {
    "oldest": Order("c.created_at, c.id", _LATER, _LATER),
    "newest": Order("c.created_at DESC, c.id DESC", _EARLIER, _EARLIER),
    "featured": Order(
        "c.leads DESC, c.created_at, c.id",
        f"c.leads = FALSE AND {_LATER}",
        f"(c.leads = FALSE OR {_LATER})",
    ),
}


class ThreadPage(NamedTuple):
    """Some branches, and where the next page begins."""

    branches: list[Branch]
    next: ThreadCursor | None


def thread_page(
    *, article_id: int, limit: int, after: ThreadCursor | None = None, order: str = "oldest"
) -> ThreadPage:
    """Return comments of the top level with their replies; `ORDERS` has the orders."""
    return _page(_ROOTS, {"article_id": article_id}, limit=limit, after=after, order=order)


def replies_page(*, comment_id: UUID, limit: int, after: ThreadCursor | None = None) -> ThreadPage:
    """Return replies to a comment with their own replies, oldest first."""
    return _page(_REPLIES, {"parent_id": stored_key(comment_id)}, limit=limit, after=after, order="oldest")


def comment_in_thread(*, comment_id: UUID) -> list[Branch]:
    """Return a comment with its replies, after the comments that it answers without theirs; none if it has no place."""
    rows = _fetch(_place_statement(), {"id": stored_key(comment_id)})
    branches = [branch_of(row) for row in rows]
    above = next((place for place, branch in enumerate(branches) if branch.id == str(comment_id)), 0)
    return [*branches[:above], *_nested(branches[above:])]


def _page(
    where: str, values: Mapping[str, Any], *, limit: int, after: ThreadCursor | None, order: str
) -> ThreadPage:
    sorting, *following = ORDERS[order]
    if after:
        where += f" AND {following[after.leads]}"
        written = connection.ops.adapt_datetimefield_value(after.at)
        values = {**values, "after": written, "after_id": stored_key(after.id)}
    rows = _fetch(_page_statement(where, sorting), {**values, "limit": limit + 1})
    branches = _nested(map(branch_of, rows))
    on_page = branches[:limit]
    return ThreadPage(on_page, on_page[-1].cursor if len(branches) > limit else None)


@cache
def _page_statement(where: str, sorting: str) -> str:
    first = f"""
        SELECT c.id, c.public_replies FROM comments_comment AS c WHERE {where} ORDER BY {sorting} LIMIT %(limit)s
    """
    return f"""
        WITH RECURSIVE {_with_replies(f"SELECT * FROM ({first}) AS first")}
        SELECT {", ".join(columns())} FROM comments_comment AS c
        WHERE c.id {_among("SELECT shown.id FROM shown")} ORDER BY c.depth, {sorting}
    """


@cache
def _place_statement() -> str:
    return f"""
        WITH RECURSIVE {_with_replies(_ONE)}, above AS (
            SELECT c.id, c.parent_id FROM comments_comment AS c WHERE c.id = %(id)s AND c.listed UNION ALL
            SELECT c.id, c.parent_id FROM above JOIN comments_comment AS c ON c.id = above.parent_id
        )
        SELECT {", ".join(columns())} FROM comments_comment AS c
        WHERE c.id {_among("SELECT shown.id FROM shown UNION ALL SELECT above.id FROM above")} ORDER BY c.depth, c.created_at, c.id
    """


def _with_replies(first: str) -> str:
    """Return the SQL of the table `shown`: the keys of comments that a statement selects, and of their first replies."""
    replies = f"""
        SELECT reply.id FROM comments_comment AS reply WHERE reply.parent_id = shown.id AND reply.listed
        ORDER BY reply.created_at, reply.id LIMIT {REPLIES_SHOWN}
    """
    return f"""shown AS (
        {first} UNION ALL
        SELECT c.id, c.public_replies FROM shown CROSS JOIN comments_comment AS c
        WHERE shown.public_replies > 0 AND c.id {_among(replies)}
    )"""


def _among(keys: str) -> str:
    """Return the SQL condition for a key that a statement selects."""
    # By key: PostgreSQL would read all comments for `IN` with such a statement, SQLite has no arrays.
    return f"= ANY(ARRAY({keys}))" if connection.vendor == "postgresql" else f"IN ({keys})"


def _nested(branches: Iterable[Branch]) -> list[Branch]:
    """Put the replies below their comments, and return the comments of the first level."""
    known: dict[str | None, Branch] = {}
    first: list[Branch] = []
    for branch in branches:
        known[branch.id] = branch
        above = known.get(branch.parent_id)
        (above.replies if above else first).append(branch)
    return first


def _fetch(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
