"""Challenges: a fresh one on demand, and its picture."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import problems
from api.http.parameters import read
from api.http.rate_limits import client_network, limit_headers
from api.http.views import ReadView, WriteView
from api.v1.shapes.comments import ChallengeOut
from api.v1.shapes.problems import ProblemOut
from api.v1.submissions import ChallengeIn, read_body
from comments import selectors, services
from comments.services.rates import CHALLENGE
from delivery.content.comment_form import challenge_out


class ChallengeView(WriteView):
    """`comments/challenge/`"""

    @extend_schema(
        operation_id="challenges_create",
        summary="Ask for a challenge",
        request=ChallengeIn,
        responses={201: ChallengeOut, 400: ProblemOut, 403: ProblemOut, 404: ProblemOut, 429: ProblemOut},
    )
    def post(self, request: Request) -> Response:
        now = timezone.now()
        read(request._request.GET, ())
        with translation.override(problems.language_of(request._request)):
            usages = services.consume([(CHALLENGE, client_network(request._request))], now=now)
            self.tell(limit_headers(usages))
            values = read_body(ChallengeIn, request.data)
            issued = services.issue_challenge(article_id=values["article"], now=now)
            return Response(challenge_out(issued), status=201)


class ChallengePictureView(ReadView):
    """`comments/challenge/{id}/picture/`"""

    accepted = ("/",)

    @extend_schema(
        operation_id="challenges_picture",
        summary="See the picture of a challenge",
        responses={(200, "image/png"): OpenApiTypes.BINARY},
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        read(request.GET, ())
        png = selectors.challenge_picture(challenge_id=kwargs["challenge_id"], now=timezone.now())
        if png is None:
            raise problems.Problem(problems.NOT_FOUND, headers={"Cache-Control": "no-store"})
        return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "no-store"})
