"""A reader's own comment, opened by its receipt."""

from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from api.http import problems
from api.http.parameters import Query
from api.http.views import ReadView
from comments import selectors
from comments.errors import ReceiptNotValid
from delivery.content.own_comments import OwnCommentOut, own_comment_out
from delivery.read.threads import thread_summary
from delivery.serialization import to_json

_SCHEME = "receipt "


class OwnCommentView(ReadView):
    """`GET comments/mine/`."""

    operation_id, summary, tags = "comments_mine", "Ask what became of your comment", ["comments"]
    out = OwnCommentOut
    refusals = (problems.UNAUTHORIZED,)
    security: ClassVar = {
        "receipt": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Receipt <receipt>`, with the receipt that came with the answer to a submitted comment.",
        }
    }
    has_validator = False

    def get(self, request: HttpRequest, query: Query, now: datetime) -> HttpResponse:
        try:
            comment, reason = selectors.authors_comment(_receipt(request))
        except ReceiptNotValid as error:
            headers = {"WWW-Authenticate": "Receipt"}
            raise problems.Problem(problems.UNAUTHORIZED, headers=headers) from error
        thread = thread_summary(comment.article_id, now=now)
        body = to_json(own_comment_out(comment, reason, article_url=thread.url if thread else ""))
        return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})


def _receipt(request: HttpRequest) -> str:
    value = request.headers.get("Authorization", "")
    if not value.lower().startswith(_SCHEME):
        raise ReceiptNotValid
    return value[len(_SCHEME) :].strip()
