"""What readers do with their own comments, to be measured."""

from collections.abc import Callable
from itertools import count
from typing import Any

import orjson
from django.test import Client
from django.utils import timezone

from cms.models import ArticlePage
from comments.models import Comment
from comments.receipts import receipt_for
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


def _sent(article: ArticlePage) -> Comment:
    return comment_factories.comment(article=article, created_at=timezone.now())
