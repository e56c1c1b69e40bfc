"""Comments as JSON. The selectors read no e-mail address, so none can be sent by mistake."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from pydantic import Field

from comments.models import MAX_DEPTH
from comments.moderation import State
from comments.selectors import Branch, ThreadPage
from delivery.content.articles import Policy
from delivery.content.comment_form import FormOut
from delivery.content.lists import LinksOut
from delivery.content.schema import Content, Moment, OneOf, Url, local_time
from delivery.read.threads import LatestComments, ThreadSummary

NextReplies = Callable[[Branch], str | None]
Json = dict[str, Any]


class CommentAuthorOut(Content):
    """Who wrote a comment, under the name that they gave."""

    name: str
    badge: Literal["STAFF"] | None = Field(
        description="`STAFF` if the newsroom wrote it. Nothing else shows that: a name may be anybody's."
    )
    avatar: str = Field(
        description="A random seed to draw an image from; not derived from the e-mail address."
    )


class RepliesOut(Content):
    """The first replies to a comment, oldest first."""

    count: int = Field(description="How many direct replies there are.")
    items: list["CommentOut"]
    next: Url | None = Field(description="The rest of them.")


class PlaceOut(Content):
    """Where a comment stands."""

    id: UUID
    article: int
    parent: UUID | None
    depth: int = Field(ge=0, le=MAX_DEPTH - 1)


class PublishedCommentOut(PlaceOut):
    """A comment that everybody may read."""

    state: Literal["PUBLISHED"] = "PUBLISHED"
    author: CommentAuthorOut
    html: str = Field(description="Sanitised: p, br, em, strong, ul, ol, li, blockquote, code, pre, a.")
    text: str
    created_at: Moment
    edited_at: Moment | None
    featured: bool
    url: Url
    replies: RepliesOut


class RemovedCommentOut(PlaceOut):
    """The place of a comment that is gone, kept because there are replies to it."""

    state: Literal["REMOVED"] = "REMOVED"
    replies: RepliesOut


class WaitingCommentOut(PlaceOut):
    """The place of a comment that its author has edited, and that waits for approval again."""

    state: Literal["WAITING"] = "WAITING"
    replies: RepliesOut


class CommentOut(
    OneOf[
        Annotated[PublishedCommentOut | WaitingCommentOut | RemovedCommentOut, Field(discriminator="state")]
    ]
):
    """A comment, or the place where one was."""


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


def _comments(branches: Iterable[Branch], article_url: str, next_replies: NextReplies) -> list[Json]:
    return [_comment(branch, article_url, next_replies) for branch in branches]


def _comment(branch: Branch, article_url: str, next_replies: NextReplies) -> Json:
    """Return a `CommentOut` as plain data: the models would take longer than all the rest of a long thread.

    The tests of the contract compare the answers with the models.
    """
    known: Json = {
        "id": branch.id,
        "article": branch.article_id,
        "parent": branch.parent_id,
        "depth": branch.depth,
        "state": branch.state and branch.state.value,
    }
    if branch.state == State.PUBLISHED:
        known |= {
            "author": {
                "name": branch.author_name,
                "badge": "STAFF" if branch.by_newsroom else None,
                "avatar": branch.avatar_seed,
            },
            "html": branch.html,
            "text": branch.text,
            "created_at": local_time(branch.created_at),
            "edited_at": branch.edited_at and local_time(branch.edited_at),
            "featured": branch.featured,
            "url": comment_url(article_url, branch.id),
        }
    known["replies"] = {
        "count": branch.reply_count,
        "items": _comments(branch.replies, article_url, next_replies),
        "next": next_replies(branch),
    }
    return known


def thread_out(
    page: ThreadPage,
    thread: ThreadSummary,
    form: FormOut,
    *,
    limit: int,
    following: str | None,
    next_replies: NextReplies,
    now: datetime,
) -> Json:
    """Build a page of a thread, a `ThreadOut`. `following` is the URL of the next page."""
    meta = ThreadMetaOut(
        count=thread.count,
        limit=limit,
        open=thread.rules.open_at(now),
        policy=thread.rules.policy.value,
        closes_at=thread.rules.closes_at,
        max_depth=settings.COMMENT_LEVELS,
        form=form,
    )
    items = _comments(page.branches, thread.url, next_replies)
    return {"items": items, "meta": meta, "links": LinksOut(next=following)}


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
    items = _comments(page.branches, thread.url, next_replies)
    meta = RepliesMetaOut(count=count, limit=limit)
    return {"items": items, "meta": meta, "links": LinksOut(next=following)}


def place_out(branches: Sequence[Branch], thread: ThreadSummary, *, next_replies: NextReplies) -> Json:
    """Build a `CommentPlaceOut`: a comment, the last one of the branches, and what it answers, the others."""
    *ancestors, comment = _comments(branches, thread.url, next_replies)
    return {"comment": comment, "ancestors": ancestors}


def latest_out(
    found: LatestComments, *, limit: int, following: str | None, next_replies: NextReplies
) -> Json:
    """Build a `LatestListOut`, a page of comments of all articles."""
    items = [_comment(one.branch, one.article_url, next_replies) for one in found.comments]
    return {"items": items, "meta": {"limit": limit}, "links": {"next": following}}


def counts_out(threads: Iterable[ThreadSummary]) -> CountListOut:
    """Build the counts of several threads."""
    # Up to a hundred: pydantic builds them faster together than one by one.
    items = [{"article": thread.article_id, "count": thread.count} for thread in threads]
    return CountListOut.model_validate({"items": items})


def comment_url(article_url: str, comment_id: UUID) -> str:
    """Return the URL of a comment on the reader's page."""
    return f"{article_url}#comment-{comment_id}"
