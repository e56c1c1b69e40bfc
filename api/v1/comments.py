"""A new comment."""

from typing import ClassVar
from uuid import UUID

from django.utils import timezone
from pydantic import MISSING
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import idempotency
from api.http.problem_responses import ProblemOut
from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import Operation, WriteView
from api.v1.challenges import challenge_failed, fresh_challenge
from api.v1.problems import CHALLENGE_FAILED, COMMENTS_CLOSED, GONE, IDEMPOTENCY_MISMATCH
from api.v1.submissions import CommentIn, read_submission
from api.v1.threads import TAGS, ThreadRead
from comments import selectors, services
from comments.captcha import Purpose
from comments.errors import ChallengeFailed, CommentRefusal
from comments.services.rates import SUBMIT_HOUR, SUBMIT_MINUTE, TooManyComments
from delivery.content.comment_form import ChallengeOut
from delivery.content.own_comments import ReceiptOut, receipt_out


class RefusedCommentOut(ProblemOut):
    """Why a comment or a report was not taken. After an attempt at the challenge there is a fresh one."""

    challenge: ChallengeOut | MISSING = MISSING


class ThreadView(ThreadRead, WriteView):
    """`GET` and `POST articles/{id}/comments/`."""

    class Post(Operation):
        operation_id, summary, tags = "submitComment", "Write a comment", TAGS
        header_parameters = (idempotency.HEADER,)
        body = CommentIn
        out: ClassVar = {202: ReceiptOut, **dict.fromkeys((400, 403, 404, 410, 422, 429), RefusedCommentOut)}
        refusals = (CHALLENGE_FAILED, COMMENTS_CLOSED, GONE, IDEMPOTENCY_MISMATCH)

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


def _accepted(comment_id: UUID) -> Response:
    return Response(receipt_out(selectors.submitted_comment(comment_id=comment_id)), status=202)
