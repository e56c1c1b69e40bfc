"""A reader's own comment, opened by its receipt: read, edited, withdrawn, erased, exported."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import problems
from api.http.bodies import Body, read_body
from api.http.parameters import Query
from api.http.rate_limits import client_network, limit_headers
from api.http.views import Operation, WriteView
from api.v1.problems import GONE, STALE_DECISION, TOO_LARGE, UNAUTHORIZED
from api.v1.submissions import TextIn, count_submission, read_text
from comments import selectors, services
from comments.errors import CommentGone, CommentRefusal, EditWindowOver, NotEditable
from comments.models import Comment
from delivery.content.own_comments import ExportOut, OwnCommentOut, export_out, own_comment_out
from delivery.content.schema import Content
from delivery.read.threads import thread_summary
from delivery.serialization import to_json

_TAGS, _SECURITY = ["comments"], ("receipt",)
_NO_STORE = {"Cache-Control": "no-store"}
_REFUSED_EDITS: Mapping[type[CommentRefusal], tuple[str, Promise]] = {
    EditWindowOver: ("edit_window_over", _("The time in which you could change your comment is over.")),
    NotEditable: ("not_editable", _("This comment can no longer be changed.")),
}


class OwnComment(WriteView):
    """What the endpoints of one's own comment have in common."""

    tags, security = _TAGS, _SECURITY
    has_validator = False

    def explain(self, problem: problems.Problem, request: HttpRequest, **path: Any) -> problems.Problem:
        if problem.kind is UNAUTHORIZED:
            problem.headers = {"WWW-Authenticate": "Receipt"}
        if problem.kind is GONE:
            # Only this reader asks for it, so no cache may keep the answer.
            problem.headers = _NO_STORE
            problem.detail = _("Your comment has been deleted. Nothing of it is kept here any more.")
        if problem.kind is STALE_DECISION:
            # The usual text is for moderators.
            problem.detail = _("Your comment was changed elsewhere at the same moment. Please try again.")
        return problem

    def count(self, request: Request, now: datetime) -> None:
        """Count a change against the limits of submissions."""
        network = client_network(request._request)
        self.headers.update(limit_headers(count_submission(network, now=now)))


class OwnCommentView(OwnComment):
    """`GET`, `PATCH` and `DELETE comments/mine/`."""

    operation_id, summary = "readOwnComment", "Ask what became of your comment"
    out = OwnCommentOut
    refusals = (UNAUTHORIZED, GONE)

    class Patch(Operation):
        operation_id, summary, tags = "editOwnComment", "Change the text of your comment", _TAGS
        body = TextIn
        out: ClassVar = {200: OwnCommentOut}
        refusals = (UNAUTHORIZED, problems.FORBIDDEN, STALE_DECISION, GONE)
        security = _SECURITY

    class Delete(Operation):
        operation_id, summary, tags = "withdrawOwnComment", "Withdraw your comment", _TAGS
        out: ClassVar = {200: OwnCommentOut}
        refusals = (UNAUTHORIZED, STALE_DECISION, GONE, problems.TOO_MANY_REQUESTS)
        security = _SECURITY

    def get(self, request: HttpRequest, query: Query, now: datetime) -> HttpResponse:
        return _not_stored(_out(request, now))

    def patch(self, request: Request) -> Response:
        now = timezone.now()
        comment, _reason = _opened(request)
        text = read_text(request.data)
        self.count(request, now)
        try:
            services.edit_comment(comment_id=comment.pk, text=text, now=now)
        except (EditWindowOver, NotEditable) as refusal:
            code, detail = _REFUSED_EDITS[type(refusal)]
            error = {"pointer": "/text", "code": code, "detail": detail}
            raise problems.Problem(problems.FORBIDDEN, detail, errors=[error]) from refusal
        return Response(_out(request, now))

    def delete(self, request: Request) -> Response:
        now = timezone.now()
        comment, _reason = _opened(request)
        self.count(request, now)
        services.withdraw_comment(comment_id=comment.pk, now=now)
        return Response(_out(request, now))


class EraseView(OwnComment):
    """`POST comments/mine/erase/`."""

    class Post(Operation):
        operation_id, summary, tags = "eraseOwnComment", "Erase your comment", _TAGS
        out: ClassVar = {204: None}
        refusals = (
            UNAUTHORIZED,
            STALE_DECISION,
            problems.INVALID_BODY,
            problems.MALFORMED_JSON,
            problems.LENGTH_REQUIRED,
            TOO_LARGE,
            problems.UNSUPPORTED_MEDIA_TYPE,
            problems.TOO_MANY_REQUESTS,
        )
        security = _SECURITY

    def post(self, request: Request) -> Response:
        now = timezone.now()
        comment = None
        # A request that is repeated finds nothing any more and gets the same answer.
        with suppress(CommentGone):
            comment, _reason = _opened(request)
        read_body(Body, request.data)
        self.count(request, now)
        if comment:
            services.erase_comment(comment_id=comment.pk, now=now)
        return Response(status=204)


class ExportView(OwnComment):
    """`GET comments/mine/export/`."""

    operation_id, summary = "exportOwnComment", "Download what is stored of your comment"
    out = ExportOut
    refusals = (UNAUTHORIZED, GONE)

    def get(self, request: HttpRequest, query: Query, now: datetime) -> HttpResponse:
        comment, _reason = _opened(request, with_email=True)
        out = export_out(
            comment,
            selectors.decision_log(comment_id=comment.pk),
            selectors.email_reveals(comment_id=comment.pk),
            selectors.sent_mails(comment_id=comment.pk),
            article_url=_article_url(comment, now),
        )
        response = _not_stored(out)
        response["Content-Disposition"] = f'attachment; filename="comment-{comment.pk}.json"'
        return response


def _opened(request: HttpRequest | Request, *, with_email: bool = False) -> tuple[Comment, str | None]:
    """Return the comment that the receipt of a request opens, and the reason why it was rejected."""
    scheme, _space, receipt = request.headers.get("Authorization", "").partition(" ")
    return selectors.authors_comment(
        receipt.strip() if scheme.lower() == "receipt" else "", with_email=with_email
    )


def _out(request: HttpRequest | Request, now: datetime) -> OwnCommentOut:
    comment, reason = _opened(request)
    return own_comment_out(comment, reason, article_url=_article_url(comment, now))


def _article_url(comment: Comment, now: datetime) -> str:
    thread = thread_summary(comment.article_id, now=now)
    return thread.url if thread and thread.shows_comments else ""


def _not_stored(out: Content) -> HttpResponse:
    return HttpResponse(to_json(out), content_type="application/json", headers=_NO_STORE)
