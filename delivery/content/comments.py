"""Comments as JSON. The selectors read no e-mail address, so none can be sent by mistake."""

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from comments.models import MAX_DEPTH
from comments.moderation import State
from comments.selectors import Branch
from delivery.content.schema import Content, Moment, OneOf, Url, local_time

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


def comment_out(branch: Branch, article_url: str, next_replies: NextReplies) -> Json:
    """Build a `CommentOut` as plain data: the models would take longer than all the rest of a long thread.

    The tests of the contract compare the answers with the models.
    """
    place = {
        "id": branch.id,
        "article": branch.article_id,
        "parent": branch.parent_id,
        "depth": branch.depth,
        "state": branch.state,
    }
    replies = {
        "count": branch.reply_count,
        "items": [comment_out(reply, article_url, next_replies) for reply in branch.replies],
        "next": next_replies(branch),
    }
    if branch.state != State.PUBLISHED:
        return {**place, "replies": replies}
    return {
        **place,
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
        "replies": replies,
    }


def comment_url(article_url: str, comment_id: UUID | str) -> str:
    """Return the URL of a comment on the reader's page."""
    return f"{article_url}#comment-{comment_id}"
