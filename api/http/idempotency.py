"""The same key with the same body makes one comment, however often and however simultaneously it is sent."""

import hmac
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from api.http import problems
from api.models import IdempotencyKey
from comments.errors import CommentRefusal

KEPT = timedelta(hours=24)
_KEY = re.compile(r"[\x21-\x7e]{8,200}\Z")


def read_key(header: str | None) -> str:
    """This will return the key from its header; empty without one.

    :raises api.http.problems.Problem: `invalid-parameter` for a key that is none
    """
    if header is None:
        return ""
    if not _KEY.match(header):
        detail = _("A key has 8 to 200 visible ASCII characters.")
        fault = {"header": "Idempotency-Key", "code": "invalid", "detail": detail}
        raise problems.Problem(problems.INVALID_PARAMETER, errors=[fault])
    return header


def fingerprint_of(path: str, body: Any) -> str:
    """This will return a keyed digest of what was asked for.

    The challenge is left out: a reader whose answer was lost may send the same letter with a new one.
    """
    asked = {name: value for name, value in body.items() if name != "challenge"}
    return _digest(path.encode() + b"\n" + orjson.dumps(asked, option=orjson.OPT_SORT_KEYS))


def earlier_comment(key: str, *, fingerprint: str, now: datetime) -> UUID | None:
    """This will find the comment that was made under a key.

    :raises api.http.problems.Problem: `idempotency-mismatch` if the key came with another body
    """
    row = IdempotencyKey.objects.filter(pk=_digest(key.encode()), created_at__gt=now - KEPT).first()
    return _comment_of(row, fingerprint) if row else None


def once(key: str, *, fingerprint: str, now: datetime, perform: Callable[[], UUID]) -> UUID:
    """This will perform under a key, or return what another request with the same key has made.

    The row of the key is written first, so that a second request waits in the database until the first one
    is through. A refusal leaves no key behind, but what it used up stays used.

    :raises api.http.problems.Problem: `idempotency-mismatch` if the key came with another body
    """
    refusal: CommentRefusal | None = None
    with transaction.atomic():
        digest = _digest(key.encode())
        IdempotencyKey.objects.filter(pk=digest, created_at__lte=now - KEPT).delete()
        row, is_ours = IdempotencyKey.objects.get_or_create(
            pk=digest, defaults={"fingerprint": fingerprint, "created_at": now}
        )
        if not is_ours:
            earlier = _comment_of(row, fingerprint)
            if earlier:
                return earlier
        try:
            row.comment_id = perform()
            row.save(update_fields=["comment_id"])
        except CommentRefusal as error:
            row.delete()
            refusal = error
    if refusal:
        raise refusal
    assert row.comment_id is not None  # noqa: S101
    return row.comment_id


def _comment_of(row: IdempotencyKey, fingerprint: str) -> UUID | None:
    if not hmac.compare_digest(row.fingerprint, fingerprint):
        raise problems.Problem(problems.IDEMPOTENCY_MISMATCH)
    return row.comment_id


def _digest(message: bytes) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"idempotency:" + message, sha256).hexdigest()
