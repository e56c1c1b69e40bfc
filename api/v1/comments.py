"""The thread of an article: its comments, the rest of the replies, counts, and a new comment."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from pydantic import MISSING
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import idempotency, problems
from api.http.pagination import decode_cursor, page_url
from api.http.parameters import CURSOR, LIMIT, LOCALES, Parameter, Query, choice, identifiers
from api.http.problem_responses import ProblemOut
from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import Answer, Operation, ReadView, WriteView
from api.v1.articles import ARTICLE_ID
from api.v1.challenges import challenge_failed, fresh_challenge
from api.v1.problems import CHALLENGE_FAILED, COMMENTS_CLOSED, GONE, IDEMPOTENCY_MISMATCH
from api.v1.submissions import CommentIn, read_submission
from api.v1.takedowns import OfArticle
from comments import selectors, services
from comments.captcha import Purpose
from comments.errors import ChallengeFailed, CommentNotFound, CommentRefusal
from comments.selectors import Branch, ThreadCursor, ThreadPage
from comments.services.rates import SUBMIT_HOUR, SUBMIT_MINUTE, TooManyComments
from delivery.caching.tags import article_tags, header
from delivery.content.comment_form import ChallengeOut
from delivery.content.comments import (
    CountListOut,
    ReplyListOut,
    ThreadOut,
    counts_out,
    reply_list_out,
    thread_out,
)
from delivery.content.own_comments import ReceiptOut, receipt_out
from delivery.read.threads import thread_summaries, thread_summary
from delivery.serialization import to_json

_TAGS = ["comments"]


class RefusedCommentOut(ProblemOut):
    """Why a comment was not taken. After an attempt at the challenge there is a fresh one."""

    challenge: ChallengeOut | MISSING = MISSING


class ThreadView(OfArticle, WriteView):
    """`GET` and `POST articles/{id}/comments/`."""

    operation_id, summary, tags = "listComments", "Read the comments on an article", _TAGS
    path_parameters = ARTICLE_ID
    parameters = (
        choice(
            "order",
            "Of the top level; replies are always oldest first.",
            "oldest",
            "newest",
            default="oldest",
        ),
        choice("locale", "The language of the form; by default the article's.", *LOCALES),
        LIMIT,
        CURSOR,
    )
    out = ThreadOut

    class Post(Operation):
        operation_id, summary, tags = "submitComment", "Write a comment", _TAGS
        header_parameters = (idempotency.HEADER,)
        body = CommentIn
        out: ClassVar = {202: ReceiptOut, **dict.fromkeys((400, 403, 404, 410, 422, 429), RefusedCommentOut)}
        refusals = (CHALLENGE_FAILED, COMMENTS_CLOSED, GONE, IDEMPOTENCY_MISMATCH)

    def get(self, request: HttpRequest, query: Query, now: datetime, *, article_id: int) -> Answer:
        scope = {"thread": article_id, "order": query["order"]}
        after = _thread_cursor(query["cursor"], scope)
        thread = thread_summary(article_id, now=now)
        if thread is None:
            raise problems.Problem(problems.NOT_FOUND)
        page = ThreadPage([], None)
        if thread.shows_comments:
            page = selectors.thread_page(
                article_id=thread.article_id,
                limit=query["limit"],
                after=after,
                newest_first=query["order"] == "newest",
            )
        out = thread_out(
            page,
            thread,
            limit=query["limit"],
            locale=query["locale"] or thread.locale,
            following=_following(request, page, scope),
            next_replies=_next_replies,
            now=now,
        )
        # A cached copy must not outlive the moment at which the form closes.
        ends = (thread.expires_at, thread.rules.closes_at)
        return Answer(
            to_json(out),
            _tags_of([thread.article_id]),
            expires_at=min((end for end in ends if end and end > now), default=None),
            language=thread.locale,
        )

    def post(self, request: Request, article_id: int) -> Response:
        now = timezone.now()
        key = idempotency.read_key(request.headers.get("Idempotency-Key"))
        submission, challenge = read_submission(request.data)
        # A client whose connection broke may send the same comment again with another challenge.
        fingerprint = idempotency.fingerprint_of(request.path, request.data, without=["challenge"])
        if key and (earlier := idempotency.earlier_result(key, fingerprint=fingerprint, now=now)):
            return _accepted(earlier)
        network = client_network(request._request)
        usages = [services.consume(limit, network, now=now) for limit in (SUBMIT_MINUTE, SUBMIT_HOUR)]
        refuse_if_over(usages)
        self.headers.update(limit_headers(usages))

        def perform() -> UUID:
            comment, usage = services.submit_comment(
                article_id=article_id,
                submission=submission,
                challenge=challenge,
                network=network,
                now=now,
            )
            self.headers.update(limit_headers([*usages, usage]))
            return comment.pk

        try:
            if not key:
                return _accepted(perform())
            comment_id = idempotency.perform_once(
                key, fingerprint=fingerprint, now=now, perform=perform, refusal=CommentRefusal
            )
            return _accepted(comment_id)
        except ChallengeFailed as error:
            raise challenge_failed(error, article_id=article_id, purpose=Purpose.COMMENT, now=now) from error
        except TooManyComments as error:
            # The headers of the refusal name the limit of the article as well.
            for name in limit_headers(usages):
                del self.headers[name]
            fresh = fresh_challenge(article_id=article_id, purpose=Purpose.COMMENT, now=now)
            refuse_if_over([*usages, error.usage], extra=fresh)
            raise


class RepliesView(ReadView):
    """`GET comments/{id}/replies/`."""

    operation_id, summary, tags = "listReplies", "Read the replies to a comment", _TAGS
    path_parameters: ClassVar = {"comment_id": "The id of a comment."}
    parameters = (LIMIT, CURSOR)
    out = ReplyListOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, comment_id: UUID) -> Answer:
        scope = _replies_scope(comment_id)
        after = _thread_cursor(query["cursor"], scope)
        try:
            parent = selectors.listed_comment(comment_id=comment_id)
        except CommentNotFound as error:
            raise _no_comment() from error
        thread = thread_summary(parent.article_id, now=now)
        if thread is None:
            raise problems.Problem(problems.NOT_FOUND)
        if not thread.shows_comments:
            raise _no_comment()
        count, page = selectors.replies_page(comment_id=parent.pk, limit=query["limit"], after=after)
        out = reply_list_out(
            page,
            thread,
            count=count,
            limit=query["limit"],
            following=_following(request, page, scope),
            next_replies=_next_replies,
        )
        tags = _tags_of([thread.article_id])
        return Answer(to_json(out), tags, expires_at=thread.expires_at, language=thread.locale)


class CountsView(ReadView):
    """`GET comments/counts/`."""

    operation_id, summary, tags = "countComments", "Count the comments of several articles", _TAGS
    parameters = (Parameter("article", identifiers, "Ids of articles, separated by commas.", required=True),)
    out = CountListOut

    def get(self, request: HttpRequest, query: Query, now: datetime) -> Answer:
        threads = thread_summaries(query["article"], now=now)
        expires_at = min((thread.expires_at for thread in threads if thread.expires_at), default=None)
        # Articles that are not public are named as well: the answer changes when one of them is published.
        return Answer(to_json(counts_out(threads)), _tags_of(query["article"]), expires_at=expires_at)


def _tags_of(article_ids: list[int]) -> str:
    return header(article_tags(article_ids))


def _following(request: HttpRequest, page: ThreadPage, scope: dict[str, Any]) -> str | None:
    return page_url(request.path, _position(page.next), of=scope, query=request.GET)


def _next_replies(branch: Branch) -> str | None:
    comment_id = branch.comment.pk
    path = f"{settings.API_ROOT}comments/{comment_id}/replies/"
    return page_url(path, _position(branch.next), of=_replies_scope(comment_id))


def _replies_scope(comment_id: UUID) -> dict[str, Any]:
    return {"replies": comment_id.hex}


def _position(cursor: ThreadCursor | None) -> list[str] | None:
    # Exact to the microsecond.
    return [cursor[0].isoformat(), cursor[1].hex] if cursor else None


def _thread_cursor(cursor: str | None, scope: dict[str, Any]) -> ThreadCursor | None:
    position = decode_cursor(cursor, of=scope)
    if position is None:
        return None
    created_at, comment_id = position
    return datetime.fromisoformat(created_at), UUID(hex=comment_id)


def _no_comment() -> problems.Problem:
    # Not cacheable: publishing a comment purges answers that show comments, and a cached 404 would stay.
    return problems.Problem(problems.NOT_FOUND, headers={"Cache-Control": "no-store"})


def _accepted(comment_id: UUID) -> Response:
    return Response(receipt_out(selectors.submitted_comment(comment_id=comment_id)), status=202)
