"""Reports of readers on comments."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from api.http import idempotency
from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import WriteView
from api.v1.challenges import challenge_failed
from api.v1.comments import RefusedCommentOut
from api.v1.problems import CHALLENGE_FAILED, IDEMPOTENCY_MISMATCH
from api.v1.sending import take_once
from api.v1.submissions import ReportIn, read_report
from api.v1.threads import COMMENT_ID, TAGS
from comments import selectors, services
from comments.captcha import Purpose
from comments.challenge import ChallengeAnswer
from comments.errors import ChallengeFailed
from comments.forms import ReportSubmission
from comments.models import Report
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
        submission, challenge = read_report(request.data)
        network = client_network(request._request)
        report = take_once(
            request,
            take=lambda new_id, now: self._report(new_id, comment_id, submission, challenge, network, now),
            find=lambda report_id: selectors.submitted_report(report_id=report_id),
        )
        return Response(CaseOut(case=report.case), status=202)

    def _report(
        self,
        report_id: UUID,
        comment_id: UUID,
        submission: ReportSubmission,
        challenge: ChallengeAnswer,
        network: str,
        now: datetime,
    ) -> Report:
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
            )
        except ChallengeFailed as error:
            article_id = selectors.public_comment(comment_id=comment_id, now=now).article_id
            raise challenge_failed(error, article_id=article_id, purpose=Purpose.REPORT, now=now) from error
