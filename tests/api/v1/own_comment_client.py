"""What an author does with a receipt."""

from typing import Any

import orjson
from django.test import Client

from comments.models import Comment
from comments.receipts import receipt_for
from tests.api.v1.comment_client import get, with_data


def mine(receipt: str) -> Any:
    return get("comments/mine/", Authorization=f"Receipt {receipt}")


def send(method: str, path: str, receipt: str, body: Any = None) -> Any:
    raw = b"" if body is None else orjson.dumps(body)
    headers = {"Authorization": f"Receipt {receipt}", "Content-Length": str(len(raw))}
    answer = Client().generic(
        method, f"/api/v1/{path}", raw, content_type="application/json", headers=headers
    )
    return with_data(answer)


def edit(receipt: str, text: Any = "Neu.") -> Any:
    return send("PATCH", "comments/mine/", receipt, {"text": text})


def withdraw(receipt: str) -> Any:
    return send("DELETE", "comments/mine/", receipt)


def erase(receipt: str) -> Any:
    return send("POST", "comments/mine/erase/", receipt)


def export(receipt: str) -> Any:
    return get("comments/mine/export/", Authorization=f"Receipt {receipt}")


def receipt_of(comment: Comment) -> str:
    return receipt_for(comment_id=comment.pk, receipt_version=comment.receipt_version)
