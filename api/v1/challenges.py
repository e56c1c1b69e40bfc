"""Challenges: a fresh one on demand, and its picture."""

from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import problems
from api.http.bodies import read_body
from api.http.parameters import Query
from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import ReadView, WriteView
from api.v1.problems import COMMENTS_CLOSED
from api.v1.submissions import ChallengeIn
from comments import selectors, services
from comments.services.rates import CHALLENGE, PICTURE
from delivery.content.comment_form import ChallengeOut, challenge_out


class ChallengeView(WriteView):
    """`POST comments/challenge/`."""

    operation_id, summary, tags = "createChallenge", "Ask for a challenge", ["comments"]
    body = ChallengeIn
    out: ClassVar = {201: ChallengeOut}
    refusals = (COMMENTS_CLOSED,)

    def post(self, request: Request) -> Response:
        now = timezone.now()
        usage = services.consume(CHALLENGE, client_network(request._request), now=now)
        refuse_if_over([usage])
        self.headers.update(limit_headers([usage]))
        article_id = read_body(ChallengeIn, request.data).article
        issued = services.issue_challenge(article_id=article_id, now=now)
        return Response(challenge_out(issued), status=201)


class ChallengePictureView(ReadView):
    """`GET comments/challenge/{id}/picture/`."""

    operation_id, summary, tags = "readChallengePicture", "See the picture of a challenge", ["comments"]
    out: ClassVar = {(200, "image/png"): OpenApiTypes.BINARY}
    refusals = (problems.TOO_MANY_REQUESTS,)
    has_validator = False
    accepted = ("/",)

    def get(self, request: HttpRequest, query: Query, now: datetime, *, challenge_id: str) -> HttpResponse:
        # No cache keeps a picture, so a read is limited for once.
        refuse_if_over([services.consume(PICTURE, client_network(request), now=now)])
        png = selectors.challenge_picture(challenge_id=challenge_id, now=now)
        if png is None:
            raise problems.Problem(problems.NOT_FOUND, headers={"Cache-Control": "no-store"})
        return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "no-store"})
