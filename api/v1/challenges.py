"""Challenges: a fresh one on demand, and its picture."""

from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import problems
from api.http.bodies import read_body
from api.http.parameters import Query
from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import ReadView, WriteView
from api.v1.problems import CHALLENGE_FAILED, COMMENTS_CLOSED
from api.v1.submissions import ChallengeIn
from comments import selectors, services
from comments.captcha import Purpose
from comments.challenge import Mode
from comments.errors import ChallengeFailed, CommentRefusal
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
        asked = read_body(ChallengeIn, request.data)
        issued = services.issue_challenge(article_id=asked.article, purpose=asked.purpose, now=now)
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


def challenge_failed(
    error: ChallengeFailed, *, article_id: int, purpose: Purpose, now: datetime
) -> problems.Problem:
    """Return the refusal of a wrong answer, with a fresh challenge."""
    details = {
        Mode.CAPTCHA: (
            "answer",
            _("The letters did not match the picture, or it was too old. Please try the new one."),
        ),
        Mode.POW: (
            "pow",
            _("The calculation was too old or had been used. Please let your device calculate again."),
        ),
    }
    errors = [
        {"pointer": f"/challenge/{name}", "code": "refused", "detail": detail}
        for name, detail in (details[Mode(mode)] for mode in error.modes)
    ]
    extra = fresh_challenge(article_id=article_id, purpose=purpose, now=now)
    return problems.Problem(CHALLENGE_FAILED, errors=errors, extra=extra)


def fresh_challenge(*, article_id: int, purpose: Purpose, now: datetime) -> dict[str, ChallengeOut]:
    """Return a new challenge as a member of a refusal, for what the reader has written and still wants to send."""
    # The article may have been closed or unpublished in the meantime.
    with suppress(CommentRefusal):
        issued = services.issue_challenge(article_id=article_id, purpose=purpose, now=now)
        return {"challenge": challenge_out(issued)}
    return {}
