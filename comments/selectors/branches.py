"""A comment as readers see it, made of a row that is read by SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from comments.models import Comment
from comments.moderation import State, state_in_thread


class ThreadCursor(NamedTuple):
    """The place of a comment in its list. `leads` counts in the order that begins with the featured ones."""

    at: datetime
    id: str
    leads: bool = False


@dataclass(slots=True)
class Branch:
    """A comment as readers see it, with its first replies. `reply_count` is the number of all of them."""

    id: str
    article_id: int
    parent_id: str | None
    depth: int
    state: State | None
    by_newsroom: bool
    author_name: str
    avatar_seed: str
    html: str
    text: str
    created_at: datetime
    edited_at: datetime | None
    featured: bool
    leads: bool
    reply_count: int
    replies: list["Branch"] = field(default_factory=list)

    @property
    def cursor(self) -> ThreadCursor:
        return ThreadCursor(self.created_at, self.id, self.leads)


@cache
def columns() -> Sequence[str]:
    """Return the SQL of what `branch_of` takes, of the table `c`: text where it takes longer to make an object."""
    is_postgresql = connection.vendor == "postgresql"
    key, time = ("CAST({} AS text)", "CAST({} AS text)") if is_postgresql else ("{}", "{} || '+00:00'")
    return (
        key.format("c.id"),
        "c.article_id",
        key.format("c.parent_id"),
        "c.depth",
        "c.status",
        "c.public_text <> ''",
        "c.by_newsroom",
        "c.author_name",
        "c.avatar_seed",
        "c.html",
        "c.text",
        time.format("c.created_at"),
        time.format("c.edited_at"),
        "c.featured",
        "c.leads",
        "c.public_replies",
    )


def branch_of(row: Iterable[Any]) -> Branch:
    """Return a comment from the values of `columns`."""
    (
        key,
        article_id,
        parent_key,
        depth,
        status,
        was_public,
        by_newsroom,
        author_name,
        avatar_seed,
        html,
        text,
        created_at,
        edited_at,
        featured,
        leads,
        public_replies,
    ) = row
    return Branch(
        _with_hyphens(key),
        article_id,
        parent_key and _with_hyphens(parent_key),
        depth,
        state_in_thread(status, was_public=was_public, public_replies=public_replies),
        by_newsroom,
        author_name,
        avatar_seed,
        html,
        text,
        datetime.fromisoformat(created_at),
        edited_at and datetime.fromisoformat(edited_at),
        featured,
        leads,
        public_replies,
    )


def stored_key(comment_id: UUID | str) -> Any:
    """Return the id of a comment as a parameter of SQL: SQLite stores UUIDs as text."""
    return Comment._meta.pk.get_db_prep_value(comment_id, connection)


def _with_hyphens(key: str) -> str:
    # SQLite stores UUIDs without hyphens.
    return key if "-" in key else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
