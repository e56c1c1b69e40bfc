"""A reader's own comment, opened by its receipt."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from api.http import problems
from api.http.parameters import Query
from api.http.views import ReadView
from api.v1.problems import UNAUTHORIZED
from comments import selectors
from comments.errors import ReceiptNotValid
from delivery.content.own_comments import OwnCommentOut, own_comment_out
from delivery.read.threads import thread_summary
from delivery.serialization import to_json


class OwnCommentView(ReadView):
    """`GET comments/mine/`."""

    operation_id, summary, tags = "readOwnComment", "Ask what became of your comment", ["comments"]
    out = OwnCommentOut
    refusals = (UNAUTHORIZED,)
    security = ("receipt",)
    has_validator = False

    def get(self, request: HttpRequest, query: Query, now: datetime) -> HttpResponse:
        scheme, _space, receipt = request.headers.get("Authorization", "").partition(" ")
        try:
            known = receipt.strip() if scheme.lower() == "receipt" else ""
            comment, reason = selectors.authors_comment(known)
        except ReceiptNotValid as error:
            headers = {"WWW-Authenticate": "Receipt"}
            raise problems.Problem(UNAUTHORIZED, headers=headers) from error
        thread = thread_summary(comment.article_id, now=now)
        body = to_json(own_comment_out(comment, reason, article_url=thread.url if thread else ""))
        return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})
