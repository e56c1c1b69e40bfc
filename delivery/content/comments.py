"""Comments as JSON. The selectors read no e-mail address, so none can be sent by mistake."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from comments.models import MAX_DEPTH
from comments.selectors import Branch, ThreadPage
from delivery.content.articles import Policy
from delivery.content.comment_form import FormOut, form_out
from delivery.content.lists import LinksOut
from delivery.content.schema import Content, Moment, OneOf, Url
from delivery.read.threads import ThreadSummary

NextReplies = Callable[[Branch], str | None]


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


class CommentOut(OneOf[Annotated[PublishedCommentOut | RemovedCommentOut, Field(discriminator="state")]]):
    """A comment, or the place where one was."""


class ThreadMetaOut(Content):
    """Facts about a thread."""

    count: int = Field(description="All published comments, replies included.")
    limit: int
    open: bool
    policy: Policy
    closes_at: Moment | None
    max_depth: int = MAX_DEPTH
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


class CountOut(Content):
    """How many comments an article has."""

    article: int
    count: int


class CountListOut(Content):
    """The counts of several articles; those that are not public are missing."""

    items: list[CountOut]


# Most comments have no replies, and share one object.
_NO_REPLIES = RepliesOut(count=0, items=[], next=None)


def _comments(branches: Iterable[Branch], article_url: str, next_replies: NextReplies) -> list[CommentOut]:
    return [_comment_out(branch, article_url, next_replies) for branch in branches]


def _comment_out(branch: Branch, article_url: str, next_replies: NextReplies) -> CommentOut:
    comment = branch.comment
    place: dict[str, Any] = {
        "id": comment.pk,
        "article": comment.article_id,
        "parent": comment.parent_id,
        "depth": comment.depth,
    }
    replies = _NO_REPLIES
    if branch.reply_count:
        items = _comments(branch.replies, article_url, next_replies)
        replies = RepliesOut(count=branch.reply_count, items=items, next=next_replies(branch))
    if branch.is_removed:
        return CommentOut(RemovedCommentOut(**place, replies=replies))
    published = PublishedCommentOut(
        **place,
        author=CommentAuthorOut(
            name=comment.author_name,
            badge="STAFF" if comment.by_newsroom else None,
            avatar=comment.avatar_seed,
        ),
        html=comment.html,
        text=comment.text,
        created_at=comment.created_at,
        edited_at=comment.edited_at,
        featured=comment.featured,
        url=comment_url(article_url, comment.pk),
        replies=replies,
    )
    return CommentOut(published)


def thread_out(
    page: ThreadPage,
    thread: ThreadSummary,
    *,
    limit: int,
    locale: str,
    following: str | None,
    next_replies: NextReplies,
    now: datetime,
) -> ThreadOut:
    """Build a page of a thread, with the form in this language. `following` is the URL of the next page."""
    meta = ThreadMetaOut(
        count=thread.count,
        limit=limit,
        open=thread.rules.open_at(now),
        policy=thread.rules.policy.value,
        closes_at=thread.rules.closes_at,
        form=form_out(locale),
    )
    items = _comments(page.branches, thread.url, next_replies)
    return ThreadOut(items=items, meta=meta, links=LinksOut(next=following))


def reply_list_out(
    page: ThreadPage,
    thread: ThreadSummary,
    *,
    count: int,
    limit: int,
    following: str | None,
    next_replies: NextReplies,
) -> ReplyListOut:
    """Build a page of replies, of which there are `count`."""
    items = _comments(page.branches, thread.url, next_replies)
    meta = RepliesMetaOut(count=count, limit=limit)
    return ReplyListOut(items=items, meta=meta, links=LinksOut(next=following))


def counts_out(threads: Iterable[ThreadSummary]) -> CountListOut:
    """Build the counts of several threads."""
    # Up to a hundred: pydantic builds them faster together than one by one.
    items = [{"article": thread.article_id, "count": thread.count} for thread in threads]
    return CountListOut.model_validate({"items": items})


def comment_url(article_url: str, comment_id: UUID) -> str:
    """Return the URL of a comment on the reader's page."""
    return f"{article_url}#comment-{comment_id}"
