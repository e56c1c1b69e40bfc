"""Reports on comments, to be measured."""

from collections.abc import Callable
from itertools import count

import orjson
from captcha.models import CaptchaStore
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage
from comments import services
from comments.captcha import Purpose
from comments.forms import ReportSubmission
from comments.models import Comment
from comments.moderation import Status

# More than a page of the desk.
_REPORTED = 60


def report_some() -> None:
    """Open cases about some comments."""
    spam = ReportSubmission(reason="SPAM")
    for comment in Comment.objects.filter(status=Status.PUBLISHED)[:_REPORTED]:
        services.open_case(comment=comment, submission=spam, now=timezone.now())


def reporting(article: ArticlePage) -> Callable[[], object]:
    """Return the call that reports a comment on an article, each time from another network."""
    reader, numbers = Client(), count()
    comment = Comment.objects.filter(article=article, status=Status.PUBLISHED).latest("created_at")

    def report() -> None:
        challenge = services.issue_challenge(
            article_id=article.pk, purpose=Purpose.REPORT, now=timezone.now()
        )
        answer = CaptchaStore.objects.get(hashkey=challenge.id).response
        body = {"reason": "SPAM", "challenge": {"id": challenge.id, "answer": answer}}
        response = reader.post(
            f"/api/v1/comments/{comment.pk}/reports/",
            orjson.dumps(body),
            content_type="application/json",
            REMOTE_ADDR=f"10.4.{next(numbers)}.1",
        )
        assert response.status_code == 202

    return report
