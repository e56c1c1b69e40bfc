"""What readers do with their own comments, to be measured."""

from collections.abc import Callable
from itertools import count
from typing import Any

import orjson
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage
from comments.mails import message_for
from comments.models import Comment, Mail
from comments.moderation import Status
from comments.notices import Purpose, mail_link
from comments.receipts import receipt_for
from comments.services import moderate_comment
from tests import comment_factories


def own_comment_calls(article: ArticlePage) -> dict[str, Callable[[], object]]:
    """Return the calls by name. Withdrawing and erasing need a new comment each time."""
    reader, numbers = Client(), count()
    known = _sent(article)

    def call(method: str, path: str, comment: Comment, body: Any = None) -> None:
        receipt = receipt_for(comment_id=comment.pk, receipt_version=comment.receipt_version)
        raw = orjson.dumps(body) if body else b""
        response = reader.generic(
            method,
            f"/api/v1/comments/{path}",
            raw,
            content_type="application/json",
            headers={"Authorization": f"Receipt {receipt}", "Content-Length": str(len(raw))},
            REMOTE_ADDR=f"10.3.{next(numbers)}.1",
        )
        assert response.status_code in (200, 204), path

    return {
        "comments/mine/": lambda: call("GET", "mine/", known),
        "comments/mine/export/": lambda: call("GET", "mine/export/", known),
        "PATCH comments/mine/": lambda: call("PATCH", "mine/", known, {"text": f"Neu, {next(numbers)}."}),
        "DELETE comments/mine/": lambda: call("DELETE", "mine/", _sent(article)),
        "POST comments/mine/erase/": lambda: call("POST", "mine/erase/", _sent(article)),
    }


def mail_calls(article: ArticlePage) -> dict[str, Callable[[], object]]:
    """Return by name what makes a mail to the author of a comment, and the pages behind its links."""
    reader, mail = Client(), _waiting_mail(article)
    confirm, stop = (mail_link(purpose, mail.comment_id) for purpose in (Purpose.CONFIRM, Purpose.STOP))

    def make() -> None:
        assert message_for([mail], now=timezone.now())

    def answer(response: Any) -> None:
        assert response.status_code == 200

    return {
        "a mail about a decision": make,
        "mails/confirm/": lambda: answer(reader.get(confirm)),
        "POST mails/confirm/": lambda: answer(reader.post(confirm)),
        "mails/stop/": lambda: answer(reader.get(stop)),
    }


def _waiting_mail(article: ArticlePage) -> Mail:
    asking = comment_factories.comment(article=article, notify_decision=True, notify_replies=True)
    moderate_comment(
        comment_id=asking.pk,
        to=Status.PUBLISHED,
        expected_version=asking.version,
        moderator=comment_factories.moderator(),
        now=timezone.now(),
    )
    return Mail.objects.get(comment=asking)


def _sent(article: ArticlePage) -> Comment:
    return comment_factories.comment(article=article, created_at=timezone.now())
