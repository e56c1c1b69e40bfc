"""How a comment will look before it is sent."""

from typing import ClassVar

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import WriteView
from api.v1.submissions import TextIn, read_text
from comments import services
from comments.services.rates import PREVIEW
from delivery.content.own_comments import PreviewOut


class PreviewView(WriteView):
    """`POST comments/preview/`. Nothing is stored."""

    operation_id, summary, tags = "previewComment", "See the HTML that a text will become", ["comments"]
    body = TextIn
    out: ClassVar = {200: PreviewOut}

    def post(self, request: Request) -> Response:
        text = read_text(request.data)
        usage = services.consume(PREVIEW, client_network(request._request), now=timezone.now())
        refuse_if_over([usage])
        self.headers.update(limit_headers([usage]))
        return Response(PreviewOut(html=services.html_of(text, [])))
