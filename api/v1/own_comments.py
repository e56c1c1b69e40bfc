"""A reader's own comment, for whoever shows its receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema

from api.http import problems
from api.http.parameters import read
from api.http.views import ReadView
from api.v1.shapes.comments import OwnCommentOut
from api.v1.shapes.problems import ProblemOut
from comments import selectors
from comments.errors import ReceiptNotValid
from delivery.content.own_comments import own_comment_out
from delivery.read.threads import thread_summary
from delivery.serialization import to_json

_SCHEME = "receipt "
_AUTHORIZATION = OpenApiParameter(
    "Authorization",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="`Receipt`, a space, and the receipt.",
)


class OwnCommentView(ReadView):
    """`comments/mine/`"""

    @extend_schema(
        operation_id="comments_mine",
        summary="Ask what became of your comment",
        parameters=[_AUTHORIZATION],
        responses={200: OwnCommentOut, 401: ProblemOut},
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        read(request.GET, ())
        try:
            own = selectors.own_comment(_receipt(request))
        except ReceiptNotValid as refusal:
            headers = {"WWW-Authenticate": "Receipt"}
            raise problems.Problem(problems.UNAUTHORIZED, headers=headers) from refusal
        thread = thread_summary(own.comment.article_id, now=timezone.now())
        body = to_json(own_comment_out(own, article_url=thread.url if thread else ""))
        return HttpResponse(body, content_type="application/json", headers={"Cache-Control": "no-store"})


def _receipt(request: HttpRequest) -> str:
    value = request.headers.get("Authorization", "")
    if not value.lower().startswith(_SCHEME):
        raise ReceiptNotValid
    return value[len(_SCHEME) :].strip()
