"""A new comment."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import MISSING
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import idempotency
from api.http.problem_responses import ProblemOut
from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import Operation, WriteView
from api.v1.challenges import challenge_failed, fresh_challenge
from api.v1.problems import CHALLENGE_FAILED, COMMENTS_CLOSED, GONE, IDEMPOTENCY_MISMATCH
from api.v1.sending import take_once
from api.v1.submissions import CommentIn, count_submission, read_submission
from api.v1.threads import TAGS, ThreadRead
from comments import selectors, services
from comments.captcha import Purpose
from comments.challenge import ChallengeAnswer
from comments.errors import ChallengeFailed
from comments.forms import Submission
from comments.models import Comment
from comments.services.rates import TooManyComments
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
        submission, answer = read_submission(request.data)
        network = client_network(request._request)
        comment = take_once(
            request,
            take=lambda new_id, now: self._submit(new_id, article_id, submission, answer, network, now),
            find=lambda comment_id: selectors.submitted_comment(comment_id=comment_id),
        )
        return Response(receipt_out(comment), status=202)

    def _submit(
        self,
        comment_id: UUID,
        article_id: int,
        submission: Submission,
        answer: ChallengeAnswer,
        network: str,
        now: datetime,
    ) -> Comment:
        usages = count_submission(network, now=now)
        self.headers.update(limit_headers(usages))
        try:
            comment, usage = services.submit_comment(
                comment_id=comment_id,
                article_id=article_id,
                submission=submission,
                challenge=answer,
                network=network,
                now=now,
            )
        except ChallengeFailed as error:
            raise challenge_failed(error, article_id=article_id, purpose=Purpose.COMMENT, now=now) from error
        except TooManyComments as error:
            # The headers of the refusal name the limit of the article as well.
            for name in limit_headers(usages):
                del self.headers[name]
            fresh = fresh_challenge(article_id=article_id, purpose=Purpose.COMMENT, now=now)
            refuse_if_over([*usages, error.usage], extra=fresh)
            raise
        self.headers.update(limit_headers([*usages, usage]))
        return comment
