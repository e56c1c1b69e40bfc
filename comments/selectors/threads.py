"""Threads as the public sees them: pages of comments with the beginning of their replies, three deep.

A comment that is no longer public keeps its place, without a word of its own, as long as answers to it are
shown. Every page costs the same number of queries, whatever its length.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from comments.errors import CommentNotFound
from comments.models import MAX_DEPTH, Comment
from comments.moderation import Status

# How many replies stand below each comment before "more".
REPLIES_SHOWN = 10

Position = tuple[datetime, UUID]
_PUBLIC_FIELDS = (
    "id",
    "article_id",
    "parent_id",
    "depth",
    "status",
    "author_name",
    "avatar_seed",
    "html",
    "text",
    "created_at",
    "edited_at",
    "featured",
)


@dataclass
class Branch:
    """A comment with its first replies; `next` is where the rest of them begins."""

    comment: Comment
    reply_count: int = 0
    replies: list["Branch"] = field(default_factory=list)

    @property
    def is_removed(self) -> bool:
        return self.comment.status != Status.PUBLISHED

    @property
    def next(self) -> Position | None:
        return (
            position_of(self.replies[-1]) if self.replies and self.reply_count > len(self.replies) else None
        )


@dataclass(frozen=True)
class Page:
    """Some branches, and where the next page begins."""

    branches: list[Branch]
    next: Position | None


def position_of(branch: Branch) -> Position:
    """This will return the place of a branch in its list."""
    return branch.comment.created_at, branch.comment.pk


def thread_page(
    *, article_id: int, limit: int, after: Position | None = None, newest_first: bool = False
) -> Page:
    """This will read comments of the top level with their replies, in two queries."""
    top = _listed(Comment.objects.filter(article_id=article_id, depth=0))
    return _page(top, limit=limit, after=after, newest_first=newest_first)


def listed_comment(*, comment_id: UUID) -> Comment:
    """This will find a comment that has a place in its thread; whether the article is public is not asked.

    :raises CommentNotFound: if the public sees neither it nor anything below it
    """
    comment = _listed(Comment.objects.filter(pk=comment_id)).first()
    if comment is None:
        raise CommentNotFound
    return comment


def replies_page(*, comment_id: UUID, limit: int, after: Position | None = None) -> tuple[int, Page]:
    """This will count the replies to a comment and read some, oldest first, with the replies to these."""
    replies = _listed(Comment.objects.filter(parent_id=comment_id))
    return replies.count(), _page(replies, limit=limit, after=after, newest_first=False)


def _page(listed: QuerySet[Comment], *, limit: int, after: Position | None, newest_first: bool) -> Page:
    if after:
        listed = listed.filter(_beyond(after, newest_first=newest_first))
    order = ("-created_at", "-id") if newest_first else ("created_at", "id")
    rows = list(listed.order_by(*order)[: limit + 1])
    branches = [Branch(comment) for comment in rows[:limit]]
    _attach_replies(branches)
    return Page(branches, position_of(branches[-1]) if len(rows) > limit else None)


def _attach_replies(branches: list[Branch]) -> None:
    if not branches or branches[0].comment.depth == MAX_DEPTH - 1:
        return
    by_parent: dict[UUID | None, list[Comment]] = defaultdict(list)
    for reply in _replies_below([branch.comment for branch in branches]):
        by_parent[reply.parent_id].append(reply)
    level = branches
    while level:
        for branch in level:
            rows = by_parent[branch.comment.pk]
            branch.replies = [Branch(row) for row in rows]
            branch.reply_count = vars(rows[0])["siblings"] if rows else 0
        level = [reply for branch in level for reply in branch.replies]


def _replies_below(comments: list[Comment]) -> QuerySet[Comment]:
    """The first replies to each comment and the first replies to these, in one query."""
    parent_ids = [comment.pk for comment in comments]
    # Named so that the database looks at one thread, not at all.
    in_thread = _listed(Comment.objects.filter(article_id=comments[0].article_id, depth__gte=1))
    nearest = _first_of_each(in_thread.filter(parent_id__in=parent_ids))
    both = in_thread.filter(Q(parent_id__in=parent_ids) | Q(parent_id__in=nearest.values("pk")))
    return _first_of_each(both).order_by("created_at", "id")


def _first_of_each(replies: QuerySet[Comment]) -> QuerySet[Comment]:
    return replies.annotate(
        place=Window(RowNumber(), partition_by=F("parent_id"), order_by=["created_at", "id"]),
        siblings=Window(Count("id"), partition_by=F("parent_id")),
    ).filter(place__lte=REPLIES_SHOWN)


def _listed(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    published_below = Comment.objects.filter(
        Q(parent_id=OuterRef("pk")) | Q(parent__parent_id=OuterRef("pk")), status=Status.PUBLISHED
    )
    return comments.filter(Q(status=Status.PUBLISHED) | Exists(published_below)).only(*_PUBLIC_FIELDS)


def _beyond(after: Position, *, newest_first: bool) -> Q:
    written, comment_id = after
    if newest_first:
        return Q(created_at__lte=written) & (Q(created_at__lt=written) | Q(id__lt=comment_id))
    return Q(created_at__gte=written) & (Q(created_at__gt=written) | Q(id__gt=comment_id))
