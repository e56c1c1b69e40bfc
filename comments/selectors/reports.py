"""Reports on comments, and what may be reported."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Min, QuerySet

from comments.errors import ArticleNotFound, CommentNotFound
from comments.models import Comment, Report
from comments.moderation import Status
from comments.reports import Reason
from comments.selectors.articles import article_with_comments


class Reported(NamedTuple):
    """The open reports on a comment with one reason: how many they are, and when the first one came."""

    reason: Reason
    number: int
    first: datetime


def public_comment(*, comment_id: UUID, now: datetime) -> Comment:
    """Return a comment that everybody may read, without its content.

    :raises CommentNotFound: if there is none
    """
    comment = Comment.objects.only("pk", "article_id").filter(pk=comment_id, status=Status.PUBLISHED).first()
    if comment is None:
        raise CommentNotFound
    try:
        article_with_comments(article_id=comment.article_id, now=now)
    except ArticleNotFound as hidden:
        raise CommentNotFound from hidden
    return comment


def open_reports(comment_ids: Collection[UUID]) -> QuerySet[Report]:
    """Return the open reports on these comments."""
    return Report.objects.filter(comment__in=comment_ids, decision=None)


def reasons_by_comment(comment_ids: Collection[UUID]) -> dict[UUID, list[Reported]]:
    """Count the open reports on each comment by their reason, the most frequent first, by one statement."""
    found: dict[UUID, list[Reported]] = defaultdict(list)
    counted = (
        open_reports(comment_ids)
        .values_list("comment", "reason")
        .annotate(number=Count("pk"), first=Min("at"))
    )
    for comment_id, reason, number, first in counted.order_by("-number", "reason"):
        found[comment_id].append(Reported(Reason(reason), number, first))
    return found


def reports_on(*, comment_id: UUID) -> QuerySet[Report]:
    """Return all reports on a comment with what closed them, the newest first."""
    return Report.objects.filter(comment=comment_id).select_related("decision").order_by("-at", "-pk")


def submitted_report(*, report_id: UUID) -> Report:
    """Return a report for the answer to its submission.

    :raises CommentNotFound: if it has been deleted with the comment
    """
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        raise CommentNotFound
    return report
