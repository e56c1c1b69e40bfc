"""Reports of readers on comments: how a case is opened, and what decisions do with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from comments.captcha import Purpose
from comments.challenge import ChallengeAnswer
from comments.errors import CommentNotFound
from comments.forms import ReportSubmission
from comments.identifiers import uuid7
from comments.models import Comment, Report
from comments.moderation import Status
from comments.reports import draw_case
from comments.selectors.articles import language_of
from comments.selectors.reports import public_comment
from comments.services.challenges import verify_challenge
from comments.services.networks import tag_of, tags_of
from comments.services.threads import lock_thread


def report_comment(
    *,
    report_id: UUID,
    comment_id: UUID,
    submission: ReportSubmission,
    challenge: ChallengeAnswer,
    network: str,
    now: datetime,
) -> Report:
    """Open a case about a public comment under a new id if the answer to the challenge is right, and return it.

    A network that has an open case about the comment gets that one. Of `network` only a keyed tag is stored.

    :raises CommentNotFound: if the public does not see the comment
    :raises ChallengeFailed: if the answer is wrong, late or used; the challenge is then used up
    """
    comment = public_comment(comment_id=comment_id, now=now)
    verify_challenge(challenge=challenge, article_id=comment.article_id, purpose=Purpose.REPORT, now=now)
    return open_case(report_id=report_id, comment=comment, submission=submission, network=network, now=now)


@transaction.atomic
def open_case(
    *,
    report_id: UUID | None = None,
    comment: Comment,
    submission: ReportSubmission,
    network: str = "",
    now: datetime,
) -> Report:
    """Open a case about a published comment, or return the one that the network has open, without a challenge.

    :raises CommentNotFound: if it is not published any more
    """
    # No decision comes between, which would leave an open case about a comment that is hidden.
    lock_thread(comment.article_id)
    if not Comment.objects.filter(pk=comment.pk, status=Status.PUBLISHED).exists():
        raise CommentNotFound
    known = Report.objects.filter(comment=comment, decision=None, network_tag__in=tags_of(network)).first()
    if known is None:
        return Report.objects.create(
            id=report_id or uuid7(now),
            comment=comment,
            case=draw_case(),
            reason=submission.reason,
            explanation=submission.explanation,
            network_tag=tag_of(network, now=now),
            locale=submission.locale or language_of(article_id=comment.article_id),
            at=now,
        )
    # What was only a reason may be explained later; a network is shared by many, so nothing is overwritten.
    if submission.explanation and not known.explanation:
        known.reason, known.explanation = submission.reason, submission.explanation
        known.save(update_fields=["reason", "explanation"])
    return known
