"""Comments as everybody reads them: a thread, the rest of the replies, one comment, the latest ones, and counts."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from api.http import problems
from api.http.pagination import decode_cursor, page_url
from api.http.parameters import CURSOR, LIMIT, LOCALE, LOCALES, Parameter, Query, choice, identifiers
from api.http.views import Answer, ReadView
from api.v1.articles import ARTICLE_ID
from api.v1.takedowns import OfArticle
from comments import selectors
from comments.selectors import Branch, ThreadCursor, ThreadPage
from delivery.caching.tags import COMMENTS, PAGES, article_tags, header
from delivery.content.comment_form import form_json
from delivery.content.threads import (
    CommentPlaceOut,
    CountListOut,
    LatestListOut,
    ReplyListOut,
    ThreadOut,
    counts_out,
    latest_out,
    place_out,
    reply_list_out,
    thread_out,
)
from delivery.read.threads import (
    ThreadSummary,
    comment_counts,
    latest_comments,
    thread_of_comment,
    thread_summary,
)
from delivery.serialization import to_json

TAGS = ["comments"]
# Raised whenever the same comments give other bytes.
_VERSION = 2
COMMENT_ID = {"comment_id": "The id of a comment."}


class ThreadRead(OfArticle):
    """`GET articles/{id}/comments/`."""

    operation_id, summary, tags = "listComments", "Read the comments on an article", TAGS
    path_parameters = ARTICLE_ID
    parameters = (
        choice(
            "order",
            "Of the top level; replies are always oldest first. `featured` begins with those that the newsroom features.",
            *selectors.ORDERS,
            default="oldest",
        ),
        choice("locale", "The language of the form; by default the article's.", *LOCALES),
        LIMIT,
        CURSOR,
    )
    out = ThreadOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, article_id: int) -> Answer:
        scope = {"thread": article_id, "order": query["order"]}
        after = _thread_cursor(query["cursor"], scope)
        thread = thread_summary(article_id, now=now)
        if thread is None:
            raise problems.Problem(problems.NOT_FOUND)
        form = form_json(query["locale"] or thread.locale)

        def body() -> bytes:
            page = ThreadPage([], None)
            if thread.shows_comments:
                page = selectors.thread_page(
                    article_id=article_id, limit=query["limit"], after=after, order=query["order"]
                )
            out = thread_out(
                page,
                thread,
                form,
                limit=query["limit"],
                following=_following(request, page, scope),
                next_replies=_next_replies,
                now=now,
            )
            return to_json(out)

        # A cached copy must not outlive the moment at which the form closes.
        ends = (thread.expires_at, thread.rules.closes_at)
        return _answer(
            body,
            request,
            thread,
            [str(thread.rules.open_at(now)), str(settings.COMMENT_LEVELS), form.decode()],
            expires_at=min((end for end in ends if end and end > now), default=None),
        )


class RepliesView(ReadView):
    """`GET comments/{id}/replies/`."""

    operation_id, summary, tags = "listReplies", "Read the replies to a comment", TAGS
    path_parameters: ClassVar = COMMENT_ID
    parameters = (LIMIT, CURSOR)
    out = ReplyListOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, comment_id: UUID) -> Answer:
        scope = _replies_scope(comment_id)
        after = _thread_cursor(query["cursor"], scope)
        thread, count = _thread_of(comment_id, now)

        def body() -> bytes:
            page = selectors.replies_page(comment_id=comment_id, limit=query["limit"], after=after)
            out = reply_list_out(
                page,
                thread,
                count=count,
                limit=query["limit"],
                following=_following(request, page, scope),
                next_replies=_next_replies,
            )
            return to_json(out)

        return _answer(body, request, thread)


class CommentView(ReadView):
    """`GET comments/{id}/`."""

    operation_id, summary, tags = "readComment", "Read a comment and what it answers", TAGS
    path_parameters: ClassVar = COMMENT_ID
    out = CommentPlaceOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, comment_id: UUID) -> Answer:
        thread, _count = _thread_of(comment_id, now)

        def body() -> bytes:
            branches = selectors.comment_in_thread(comment_id=comment_id)
            if not branches:
                # Hidden since the statement before.
                raise _no_comment()
            return to_json(place_out(branches, thread, next_replies=_next_replies))

        return _answer(body, request, thread)


class LatestView(ReadView):
    """`GET comments/latest/`."""

    operation_id, summary, tags = "listLatestComments", "Read the latest comments on all articles", TAGS
    parameters = (LOCALE, LIMIT, CURSOR)
    out = LatestListOut

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        scope = {"latest": query["locale"]}
        found = latest_comments(
            locale=query["locale"],
            limit=query["limit"],
            after=_thread_cursor(query["cursor"], scope),
            now=now,
        )
        out = latest_out(
            found,
            limit=query["limit"],
            following=page_url(request.path, _position(found.next), of=scope, query=request.GET),
            next_replies=_next_replies,
        )
        tags = f"{PAGES} {COMMENTS}"
        return Answer(to_json(out), tags, expires_at=found.expires_at, language=query["locale"] or "")


class CountsView(ReadView):
    """`GET comments/counts/`."""

    operation_id, summary, tags = "countComments", "Count the comments of several articles", TAGS
    parameters = (Parameter("article", identifiers, "Ids of articles, separated by commas.", required=True),)
    out = CountListOut

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        counts = comment_counts(query["article"], now=now)
        # Articles that are not public are named as well: the answer changes when one of them is published.
        tags = header(article_tags(query["article"]))
        return Answer(to_json(counts_out(counts.by_article)), tags, expires_at=counts.expires_at)


def _thread_of(comment_id: UUID, now: datetime) -> tuple[ThreadSummary, int]:
    found = thread_of_comment(comment_id, now=now)
    if found is None:
        raise _no_comment()
    return found


def _no_comment() -> problems.Problem:
    # Not cacheable: publishing a comment purges answers that show comments, and a cached 404 would stay.
    return problems.Problem(problems.NOT_FOUND, headers={"Cache-Control": "no-store"})


def _answer(
    body: Callable[[], bytes],
    request: HttpRequest,
    thread: ThreadSummary,
    shown: Sequence[str] = (),
    *,
    expires_at: datetime | None = None,
) -> Answer:
    """Return an answer whose validator is known before its comments are read; it changes with what is `shown` besides."""
    seen = " ".join([str(_VERSION), thread.etag, request.get_full_path(), *shown])
    return Answer(
        body,
        header(article_tags([thread.article_id])),
        hashlib.sha256(seen.encode()).hexdigest()[:32],
        expires_at or thread.expires_at,
        thread.locale,
    )


def _following(request: HttpRequest, page: ThreadPage, scope: dict[str, Any]) -> str | None:
    return page_url(request.path, _position(page.next), of=scope, query=request.GET)


def _next_replies(branch: Branch) -> str | None:
    """Return the URL of the replies to a comment that are not shown with it."""
    if branch.reply_count <= len(branch.replies):
        return None
    path = f"{settings.API_ROOT}comments/{branch.id}/replies/"
    if not branch.replies:
        return f"{settings.PUBLIC_URL}{path}"
    return page_url(path, _position(branch.replies[-1].cursor), of=_replies_scope(branch.id))


def _replies_scope(comment_id: UUID | str) -> dict[str, Any]:
    return {"replies": comment_id}


def _position(cursor: ThreadCursor | None) -> list[Any] | None:
    # Exact to the microsecond.
    return [cursor.at.isoformat(), cursor.id, cursor.leads] if cursor else None


def _thread_cursor(cursor: str | None, scope: dict[str, Any]) -> ThreadCursor | None:
    position = decode_cursor(cursor, of=scope)
    if position is None:
        return None
    at, comment_id, leads = position
    return ThreadCursor(datetime.fromisoformat(at), comment_id, leads)
