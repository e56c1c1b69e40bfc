"""Threads as JSON: pages of comments, the place of one, and how many there are. Plain data, as `comment_out` builds it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson
from django.conf import settings
from pydantic import Field

from comments.selectors import Branch, ThreadPage
from delivery.content.articles import Policy
from delivery.content.comment_form import FormOut
from delivery.content.comments import CommentOut, Json, NextReplies, comment_out
from delivery.content.lists import LinksOut
from delivery.content.schema import Content, Moment, local_time
from delivery.read.threads import LatestComments, ThreadSummary


class ThreadMetaOut(Content):
    """Facts about a thread."""

    count: int = Field(description="All published comments, replies included.")
    limit: int
    open: bool
    policy: Policy
    closes_at: Moment | None
    max_depth: int = Field(
        description="How many levels a thread has: a reply to the last one stands beside it."
    )
    form: FormOut


class ThreadOut(Content):
    """A page of an article's comments."""

    items: list[CommentOut]
    meta: ThreadMetaOut
    links: LinksOut


class RepliesMetaOut(Content):
    """Facts about the replies to a comment."""

    count: int
    limit: int


class ReplyListOut(Content):
    """A page of replies."""

    items: list[CommentOut]
    meta: RepliesMetaOut
    links: LinksOut


class CommentPlaceOut(Content):
    """A comment with its replies, and what it answers."""

    comment: CommentOut
    ancestors: list[CommentOut] = Field(
        description="From the top level down to the comment that it answers, without their replies."
    )


class LatestMetaOut(Content):
    """Facts about a page of comments of all articles."""

    limit: int


class LatestListOut(Content):
    """A page of comments of all articles, those first that were published last; without their replies."""

    items: list[CommentOut]
    meta: LatestMetaOut
    links: LinksOut


class CountOut(Content):
    """How many comments an article has."""

    article: int
    count: int


class CountListOut(Content):
    """The counts of several articles; those that are not public are missing."""

    items: list[CountOut]


def thread_out(
    page: ThreadPage,
    thread: ThreadSummary,
    form: bytes,
    *,
    limit: int,
    following: str | None,
    next_replies: NextReplies,
    now: datetime,
) -> Json:
    """Build a page of a thread, a `ThreadOut`. `form` is ready JSON, `following` the URL of the next page."""
    closes_at = thread.rules.closes_at
    meta = {
        "count": thread.count,
        "limit": limit,
        "open": thread.rules.open_at(now),
        "policy": thread.rules.policy.value,
        "closes_at": closes_at and local_time(closes_at),
        "max_depth": settings.COMMENT_LEVELS,
        "form": orjson.Fragment(form),
    }
    return {"items": _items(page, thread, next_replies), "meta": meta, "links": {"next": following}}


def reply_list_out(
    page: ThreadPage,
    thread: ThreadSummary,
    *,
    count: int,
    limit: int,
    following: str | None,
    next_replies: NextReplies,
) -> Json:
    """Build a `ReplyListOut`, a page of replies, of which there are `count`."""
    meta = {"count": count, "limit": limit}
    return {"items": _items(page, thread, next_replies), "meta": meta, "links": {"next": following}}


def place_out(branches: Sequence[Branch], thread: ThreadSummary, *, next_replies: NextReplies) -> Json:
    """Build a `CommentPlaceOut`: a comment, the last one of the branches, and what it answers, the others."""
    *ancestors, comment = [comment_out(branch, thread.url, next_replies) for branch in branches]
    return {"comment": comment, "ancestors": ancestors}


def latest_out(
    found: LatestComments, *, limit: int, following: str | None, next_replies: NextReplies
) -> Json:
    """Build a `LatestListOut`, a page of comments of all articles."""
    items = [comment_out(one.branch, one.article_url, next_replies) for one in found.comments]
    return {"items": items, "meta": {"limit": limit}, "links": {"next": following}}


def counts_out(by_article: Mapping[int, int]) -> Json:
    """Build a `CountListOut`, the counts of several articles."""
    return {"items": [{"article": article, "count": count} for article, count in by_article.items()]}


def _items(page: ThreadPage, thread: ThreadSummary, next_replies: NextReplies) -> list[Json]:
    return [comment_out(branch, thread.url, next_replies) for branch in page.branches]
