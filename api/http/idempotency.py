"""The same key with the same body makes one object, however often and however simultaneously it is sent."""

import hmac
import re
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter

from api.http.problems import INVALID_PARAMETER, Problem
from api.models import IdempotencyKey

KEPT = timedelta(hours=24)
HEADER = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": r"^[\x21-\x7e]{8,200}$"},
    OpenApiParameter.HEADER,
    description="8 to 200 visible ASCII characters. The same key gives the same answer for 24 hours.",
)
_KEY = re.compile(r"[\x21-\x7e]{8,200}\Z")


class KeyMismatch(Exception):
    """A key came again with another body."""


def read_key(header: str | None) -> str:
    """Return the key from its header, or an empty text without one.

    :raises api.http.problems.Problem: `invalid-parameter` for a key of the wrong form
    """
    if header is None:
        return ""
    if not _KEY.match(header):
        detail = _("A key has 8 to 200 visible ASCII characters.")
        error = {"header": HEADER.name, "code": "invalid", "detail": detail}
        raise Problem(INVALID_PARAMETER, errors=[error])
    return header


def fingerprint_of(path: str, body: Any, *, without: Collection[str] = ()) -> str:
    """Return a keyed digest of a request. The fields in `without` may differ when it is repeated."""
    fields = {name: value for name, value in body.items() if name not in without}
    return _digest(path.encode() + b"\n" + orjson.dumps(fields, option=orjson.OPT_SORT_KEYS))


def earlier_result(key: str, *, fingerprint: str, now: datetime) -> UUID | None:
    """Return the id of the object that was made under a key, or None.

    :raises KeyMismatch: if the key came with another body
    """
    row = IdempotencyKey.objects.filter(pk=_digest(key.encode()), created_at__gt=now - KEPT).first()
    return _result_of(row, fingerprint) if row else None


def perform_once(
    key: str, *, fingerprint: str, now: datetime, perform: Callable[[], UUID], refusal: type[Exception]
) -> UUID:
    """Perform under a key, or return the id of what another request with the same key has made; just perform without one.

    The row of the key is written first, so a second request with it waits in the database until the first one has
    ended. When `perform` raises a `refusal`, the row is deleted, but what `perform` has written is committed.

    :raises KeyMismatch: if the key came with another body
    """
    if not key:
        return perform()
    refused: Exception | None = None
    with transaction.atomic():
        digest = _digest(key.encode())
        IdempotencyKey.objects.filter(pk=digest, created_at__lte=now - KEPT).delete()
        row, is_ours = IdempotencyKey.objects.get_or_create(
            pk=digest, defaults={"fingerprint": fingerprint, "created_at": now}
        )
        if not is_ours and (earlier := _result_of(row, fingerprint)):
            return earlier
        try:
            row.result_id = perform()
            row.save(update_fields=["result_id"])
        except refusal as error:
            row.delete()
            refused = error
    if refused:
        raise refused
    assert row.result_id is not None  # noqa: S101
    return row.result_id


def _result_of(row: IdempotencyKey, fingerprint: str) -> UUID | None:
    if not hmac.compare_digest(row.fingerprint, fingerprint):
        raise KeyMismatch
    return row.result_id


def _digest(message: bytes) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"idempotency:" + message, sha256).hexdigest()
