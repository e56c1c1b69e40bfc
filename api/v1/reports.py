"""Reports of readers on comments."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import idempotency
from api.http.problems import Problem
from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import WriteView
from api.v1.challenges import challenge_failed
from api.v1.comments import RefusedCommentOut
from api.v1.problems import CHALLENGE_FAILED, IDEMPOTENCY_MISMATCH
from api.v1.submissions import ReportIn, read_report
from api.v1.threads import COMMENT_ID, TAGS
from comments import selectors, services
from comments.captcha import Purpose
from comments.challenge import ChallengeAnswer
from comments.errors import ChallengeFailed, CommentRefusal
from comments.forms import ReportSubmission
from comments.identifiers import uuid7
from comments.services.rates import REPORT_HOUR, REPORT_MINUTE
from delivery.content.reports import CaseOut


class ReportView(WriteView):
    """`POST comments/{id}/reports/`."""

    operation_id, summary, tags = "reportComment", "Report a comment to the newsroom", TAGS
    path_parameters: ClassVar = COMMENT_ID
    header_parameters = (idempotency.HEADER,)
    body = ReportIn
    out: ClassVar = {202: CaseOut, 400: RefusedCommentOut}
    refusals = (CHALLENGE_FAILED, IDEMPOTENCY_MISMATCH)

    def post(self, request: Request, comment_id: UUID) -> Response:
        now = timezone.now()
        key = idempotency.read_key(request.headers.get("Idempotency-Key"))
        submission, challenge = read_report(request.data)
        report_id = uuid7(now)

        def perform() -> UUID:
            return self._report(request, report_id, comment_id, submission, challenge, now)

        if key:
            case_id = idempotency.perform_once(
                key,
                fingerprint=idempotency.fingerprint_of(request.path, request.data, without=["challenge"]),
                now=now,
                result_id=report_id,
                perform=perform,
                refusals=(CommentRefusal, Problem),
            )
        else:
            case_id = perform()
        return Response(CaseOut(case=selectors.case_of(report_id=case_id)), status=202)

    def _report(
        self,
        request: Request,
        report_id: UUID,
        comment_id: UUID,
        submission: ReportSubmission,
        challenge: ChallengeAnswer,
        now: datetime,
    ) -> UUID:
        network = client_network(request._request)
        usages = services.consume_each((REPORT_MINUTE, REPORT_HOUR), network, now=now)
        refuse_if_over(usages)
        self.headers.update(limit_headers(usages))
        try:
            return services.report_comment(
                report_id=report_id,
                comment_id=comment_id,
                submission=submission,
                challenge=challenge,
                network=network,
                now=now,
            ).pk
        except ChallengeFailed as error:
            article_id = selectors.public_comment(comment_id=comment_id, now=now).article_id
            raise challenge_failed(error, article_id=article_id, purpose=Purpose.REPORT, now=now) from error
