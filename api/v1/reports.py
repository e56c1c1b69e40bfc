"""Reports of readers on comments."""

from typing import ClassVar
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from api.http import idempotency
from api.http.rate_limits import client_network, limit_headers, refuse_if_over
from api.http.views import WriteView
from api.v1.challenges import challenge_failed
from api.v1.comments import RefusedCommentOut
from api.v1.problems import CHALLENGE_FAILED, IDEMPOTENCY_MISMATCH
from api.v1.submissions import ReportIn, read_report
from api.v1.threads import COMMENT_ID, TAGS
from comments import selectors, services
from comments.captcha import Purpose
from comments.errors import ChallengeFailed, CommentRefusal
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
        fingerprint = idempotency.fingerprint_of(request.path, request.data, without=["challenge"])
        if key and (earlier := idempotency.earlier_result(key, fingerprint=fingerprint, now=now)):
            return _accepted(earlier)
        network = client_network(request._request)
        usages = [services.consume(limit, network, now=now) for limit in (REPORT_MINUTE, REPORT_HOUR)]
        refuse_if_over(usages)
        self.headers.update(limit_headers(usages))

        def perform() -> UUID:
            report = services.report_comment(
                comment_id=comment_id, submission=submission, challenge=challenge, network=network, now=now
            )
            return report.pk

        try:
            return _accepted(
                idempotency.perform_once(
                    key, fingerprint=fingerprint, now=now, perform=perform, refusal=CommentRefusal
                )
            )
        except ChallengeFailed as error:
            article_id = selectors.public_comment(comment_id=comment_id, now=now).article_id
            raise challenge_failed(error, article_id=article_id, purpose=Purpose.REPORT, now=now) from error


def _accepted(report_id: UUID) -> Response:
    return Response(CaseOut(case=selectors.case_of(report_id=report_id)), status=202)
