"""The thread of an article: its comments, the rest of the replies, counts, and a new comment."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import problems
from api.http.idempotency import earlier_comment, fingerprint_of, once, read_key
from api.http.pagination import decode_cursor, encode_cursor, next_link
from api.http.parameters import CURSOR, LIMIT, Parameter, identifiers, one_of, read
from api.http.rate_limits import ARTICLE_MINUTE, SUBMIT_HOUR, SUBMIT_MINUTE, client_network, spend
from api.http.views import ReadView, WriteView
from api.v1.shapes.comments import CountListOut, ReceiptOut, RefusedCommentOut, ReplyListOut, ThreadOut
from api.v1.submissions import CommentIn, read_submission
from comments import selectors, services
from comments.errors import ChallengeFailed, CommentNotFound, CommentRefusal, SubmissionNotValid
from comments.models import Comment
from comments.selectors import Branch, Page, Position
from delivery.caching.headers import cacheable
from delivery.caching.tags import article_tags, header
from delivery.content.comment_form import challenge_out
from delivery.content.comments import (
    counts_out,
    cursor_out,
    replies_path,
    reply_list_out,
    thread_out,
)
from delivery.content.own_comments import receipt_out
from delivery.read.threads import thread_summaries, thread_summary
from delivery.serialization import to_json

_LOCALES = tuple(code for code, _name in settings.LANGUAGES)
THREAD_PARAMETERS = (
    Parameter(
        "order",
        one_of("oldest", "newest"),
        "Of the top level; replies are always oldest first.",
        "oldest",
        schema={"enum": ["oldest", "newest"], "default": "oldest"},
    ),
    Parameter(
        "locale",
        one_of(*_LOCALES),
        "The language of the form; by default the article's.",
        schema={"enum": list(_LOCALES)},
    ),
    LIMIT,
    CURSOR,
)
REPLY_PARAMETERS = (LIMIT, CURSOR)
COUNT_PARAMETERS = (
    Parameter("article", identifiers, "Ids of articles, separated by commas.", required=True),
)
_IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="8 to 200 visible ASCII characters. The same key gives the same answer for 24 hours.",
)


class ThreadView(WriteView):
    """`articles/{id}/comments/`"""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # Reads take the short path; everything else, with parsing and its refusals, the long one.
        if request.method in ("GET", "HEAD"):
            return _ThreadReading().dispatch(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    @extend_schema(
        operation_id="comments_list",
        summary="Read the comments on an article",
        parameters=[parameter.openapi() for parameter in THREAD_PARAMETERS],
        responses=ThreadOut,
    )
    def get(self, request: HttpRequest, article_id: int) -> HttpResponseBase:
        """This will describe the read; it is answered by the short path."""
        raise NotImplementedError

    @extend_schema(
        operation_id="comments_create",
        summary="Write a comment",
        parameters=[_IDEMPOTENCY_KEY],
        request=CommentIn,
        responses={202: ReceiptOut, **dict.fromkeys((400, 403, 404, 422, 429), RefusedCommentOut)},
    )
    def post(self, request: Request, article_id: int) -> Response:
        now = timezone.now()
        read(request._request.GET, ())
        with translation.override(problems.language_of(request._request)):
            comment = self._submit(request, article_id, now)
        return Response(receipt_out(comment), status=202)

    def _submit(self, request: Request, article_id: int, now: datetime) -> Comment:
        key = read_key(request.headers.get("Idempotency-Key"))
        submission = read_submission(request.data)
        fingerprint = fingerprint_of(request.path, request.data)
        earlier = earlier_comment(key, fingerprint=fingerprint, now=now) if key else None
        if earlier:
            return selectors.submitted_comment(comment_id=earlier)
        network = client_network(request._request)
        own = [(SUBMIT_MINUTE, network), (SUBMIT_HOUR, network)]
        self.tell(spend(own, then=[(ARTICLE_MINUTE, str(article_id))], now=now))

        def perform() -> UUID:
            taken = services.submit_comment(
                article_id=article_id, submission=submission, network=network, now=now
            )
            return taken.pk

        try:
            comment_id = once(key, fingerprint=fingerprint, now=now, perform=perform) if key else perform()
        except ChallengeFailed as refusal:
            raise _challenge_failed(article_id, now) from refusal
        except SubmissionNotValid as refusal:
            faults = [vars(fault) for fault in refusal.faults]
            raise problems.Problem(problems.INVALID_BODY, errors=faults) from refusal
        return selectors.submitted_comment(comment_id=comment_id)


class _ThreadReading(ReadView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        values = read(request.GET, THREAD_PARAMETERS)
        scope = {"thread": kwargs["article_id"], "order": values["order"]}
        after = _position(values["cursor"], scope)
        thread = thread_summary(kwargs["article_id"], now=now)
        if thread is None:
            raise problems.Problem(problems.NOT_FOUND)
        page = Page([], None)
        if thread.shows_comments:
            page = selectors.thread_page(
                article_id=thread.article_id,
                limit=values["limit"],
                after=after,
                newest_first=values["order"] == "newest",
            )
        locale = values["locale"] or thread.locale
        out = thread_out(
            page,
            thread,
            limit=values["limit"],
            locale=locale,
            following=_following(request, page, scope),
            next_replies=_next_replies,
            now=now,
        )
        # A copy must not outlive the moment at which the form closes.
        ends = (thread.expires_at, thread.rules.closes_at)
        changes_at = [moment for moment in ends if moment and moment > now]
        return cacheable(
            request,
            to_json(out),
            now=now,
            tags=header(article_tags([thread.article_id])),
            expires_at=min(changes_at, default=None),
            language=thread.locale,
        )


class RepliesView(ReadView):
    """`comments/{id}/replies/`"""

    @extend_schema(
        operation_id="comments_replies",
        summary="Read the replies to a comment",
        parameters=[parameter.openapi() for parameter in REPLY_PARAMETERS],
        responses=ReplyListOut,
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        values = read(request.GET, REPLY_PARAMETERS)
        scope = _replies_scope(kwargs["comment_id"])
        after = _position(values["cursor"], scope)
        try:
            parent = selectors.listed_comment(comment_id=kwargs["comment_id"])
        except CommentNotFound as refusal:
            raise _no_comment() from refusal
        thread = thread_summary(parent.article_id, now=now)
        if thread is None:
            raise problems.Problem(problems.NOT_FOUND)
        if not thread.shows_comments:
            raise _no_comment()
        count, page = selectors.replies_page(comment_id=parent.pk, limit=values["limit"], after=after)
        out = reply_list_out(
            page,
            thread,
            count=count,
            limit=values["limit"],
            following=_following(request, page, scope),
            next_replies=_next_replies,
        )
        tags = header(article_tags([thread.article_id]))
        return cacheable(
            request, to_json(out), now=now, tags=tags, expires_at=thread.expires_at, language=thread.locale
        )


class CountsView(ReadView):
    """`comments/counts/`"""

    @extend_schema(
        operation_id="comments_counts",
        summary="Count the comments of several articles",
        parameters=[parameter.openapi() for parameter in COUNT_PARAMETERS],
        responses=CountListOut,
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        values = read(request.GET, COUNT_PARAMETERS)
        threads = thread_summaries(values["article"], now=now)
        expires_at = min((thread.expires_at for thread in threads if thread.expires_at), default=None)
        # Also those that are not public: one of them may appear.
        tags = header(article_tags(values["article"]))
        return cacheable(request, to_json(counts_out(threads)), now=now, tags=tags, expires_at=expires_at)


def _following(request: HttpRequest, page: Page, scope: dict[str, Any]) -> str | None:
    cursor = encode_cursor(cursor_out(page.next), of=scope) if page.next else None
    query = {name: value for name, value in request.GET.items() if name != "cursor"}
    return next_link(request.path, query, cursor)


def _next_replies(branch: Branch) -> str | None:
    if branch.next is None:
        return None
    comment_id = branch.comment.pk
    cursor = encode_cursor(cursor_out(branch.next), of=_replies_scope(comment_id))
    return next_link(replies_path(comment_id), {}, cursor)


def _replies_scope(comment_id: UUID) -> dict[str, Any]:
    return {"replies": comment_id.hex}


def _position(cursor: str | None, scope: dict[str, Any]) -> Position | None:
    if cursor is None:
        return None
    created_at, comment_id = decode_cursor(cursor, of=scope)
    return datetime.fromisoformat(created_at), UUID(hex=comment_id)


def _no_comment() -> problems.Problem:
    # Its approval has only what shows comments forgotten, and this shows none.
    return problems.Problem(problems.NOT_FOUND, headers={"Cache-Control": "no-store"})


def _challenge_failed(article_id: int, now: datetime) -> problems.Problem:
    detail = _("The letters did not match the picture, or it was too old. Please try the new one.")
    fault = {"pointer": "/challenge/answer", "code": "refused", "detail": detail}
    try:
        fresh = challenge_out(services.issue_challenge(article_id=article_id, now=now))
    except CommentRefusal:
        # The article was closed or taken away in this very moment.
        return problems.Problem(problems.CHALLENGE_FAILED, errors=[fault])
    return problems.Problem(problems.CHALLENGE_FAILED, errors=[fault], extra={"challenge": fresh})
