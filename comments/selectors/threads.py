"""Threads as the public sees them: comments with their first replies, at most three levels deep.

A comment that is no longer public keeps its place, without its content, as long as replies to it are shown. A page
takes one statement, which finds the rows by key through the indexes of what is listed; `Comment.public_replies` spares
it from counting. It is written by hand because building querysets took longer than running them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from comments.models import Comment
from comments.moderation import State, state_in_thread

# How many replies are shown below each comment; the rest has a link.
REPLIES_SHOWN = 10

# The columns from which `branch_of` makes a comment.
COLUMNS = (
    "id",
    "article_id",
    "parent_id",
    "depth",
    "status",
    "public_text",
    "by_newsroom",
    "author_name",
    "avatar_seed",
    "html",
    "text",
    "created_at",
    "edited_at",
    "published_at",
    "featured",
    "leads",
    "public_replies",
)
_ROOTS = "c.article_id = %(article_id)s AND c.depth = 0 AND c.listed"
_REPLIES = "c.parent_id = %(parent_id)s AND c.listed"


class ThreadCursor(NamedTuple):
    """The place of a comment in its list. `leads` counts in the order that begins with the featured ones."""

    at: datetime
    id: UUID
    leads: bool = False


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


@dataclass(slots=True)
class Branch:
    """A comment as readers see it, with its first replies. `reply_count` is the number of all of them."""

    id: UUID
    article_id: int
    parent_id: UUID | None
    depth: int
    state: State | None
    by_newsroom: bool
    author_name: str
    avatar_seed: str
    html: str
    text: str
    created_at: datetime
    edited_at: datetime | None
    published_at: datetime | None
    featured: bool
    leads: bool
    reply_count: int
    replies: list["Branch"] = field(default_factory=list)

    @property
    def cursor(self) -> ThreadCursor:
        return ThreadCursor(self.created_at, self.id, self.leads)


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
    return _page(_REPLIES, {"parent_id": _key(comment_id)}, limit=limit, after=after, order="oldest")


def comment_in_thread(*, comment_id: UUID) -> list[Branch]:
    """Return a comment with its replies, after the comments that it answers without theirs; none if it has no place."""
    first = f"SELECT {_columns('c')} FROM comments_comment AS c WHERE c.id = %(id)s AND c.listed"
    rows = _fetch(
        f"""
        WITH RECURSIVE {_with_replies(first)}, above AS (
            {first} UNION ALL
            SELECT {_columns("parent")} FROM above JOIN comments_comment AS parent ON parent.id = above.parent_id
        )
        SELECT 0 AS is_above, shown.* FROM shown UNION ALL
        SELECT 1, above.* FROM above WHERE above.id <> %(id)s ORDER BY depth, created_at, id
        """,
        {"id": _key(comment_id)},
    )
    ancestors = [branch_of(row[1:]) for row in rows if row[0]]
    return [*ancestors, *_nested(branch_of(row[1:]) for row in rows if not row[0])]


def branch_of(row: Iterable[Any]) -> Branch:
    """Return a comment from the values of `COLUMNS`, as either database gives them."""
    found = dict(zip(COLUMNS, row, strict=True))
    return Branch(
        id=_uuid(found["id"]),
        article_id=found["article_id"],
        parent_id=_uuid(found["parent_id"]) if found["parent_id"] else None,
        depth=found["depth"],
        state=state_in_thread(
            found["status"], was_public=bool(found["public_text"]), public_replies=found["public_replies"]
        ),
        by_newsroom=bool(found["by_newsroom"]),
        author_name=found["author_name"],
        avatar_seed=found["avatar_seed"],
        html=found["html"],
        text=found["text"],
        created_at=_moment(found["created_at"]),
        edited_at=_moment(found["edited_at"]) if found["edited_at"] else None,
        published_at=_moment(found["published_at"]) if found["published_at"] else None,
        featured=bool(found["featured"]),
        leads=bool(found["leads"]),
        reply_count=found["public_replies"],
    )


def _page(
    where: str, values: Mapping[str, Any], *, limit: int, after: ThreadCursor | None, order: str
) -> ThreadPage:
    columns, *following = ORDERS[order]
    if after:
        where += f" AND {following[after.leads]}"
        written = connection.ops.adapt_datetimefield_value(after.at)
        values = {**values, "after": written, "after_id": _key(after.id)}
    first = f"""
        SELECT {_columns("c")} FROM comments_comment AS c WHERE {where} ORDER BY {columns} LIMIT {limit + 1}
    """
    rows = _fetch(
        f"WITH RECURSIVE {_with_replies(f'SELECT * FROM ({first}) AS first')}"
        f" SELECT * FROM shown AS c ORDER BY c.depth, {columns}",
        values,
    )
    branches = _nested(map(branch_of, rows))
    on_page = branches[:limit]
    return ThreadPage(on_page, on_page[-1].cursor if len(branches) > limit else None)


def _with_replies(first: str) -> str:
    """Return the SQL of the table `shown`: the comments that a statement selects, and their first replies."""
    # By key: PostgreSQL would read all comments for `IN` with a subquery that names another table, SQLite has no arrays.
    among = "= ANY(ARRAY({}))" if connection.vendor == "postgresql" else "IN ({})"
    replies = among.format(
        f"""
        SELECT reply.id FROM comments_comment AS reply WHERE reply.parent_id = shown.id AND reply.listed
        ORDER BY reply.created_at, reply.id LIMIT {REPLIES_SHOWN}
        """
    )
    return f"""shown AS (
        {first} UNION ALL
        SELECT {_columns("c")} FROM shown CROSS JOIN comments_comment AS c
        WHERE shown.public_replies > 0 AND c.id {replies}
    )"""


def _nested(branches: Iterable[Branch]) -> list[Branch]:
    """Put the replies below their comments, and return the comments of the first level."""
    known: dict[UUID | None, Branch] = {}
    first: list[Branch] = []
    for branch in branches:
        known[branch.id] = branch
        above = known.get(branch.parent_id)
        (above.replies if above else first).append(branch)
    return first


def _columns(table: str) -> str:
    return ", ".join(f"{table}.{name}" for name in COLUMNS)


def _fetch(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _key(comment_id: UUID) -> Any:
    # SQLite stores UUIDs as text.
    return Comment._meta.pk.get_db_prep_value(comment_id, connection)


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(hex=value)


def _moment(value: Any) -> datetime:
    # SQLite stores times as text, in UTC without a zone, and knows their type only where they come from a table itself.
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)
