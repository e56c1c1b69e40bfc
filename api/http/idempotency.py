"""The same key with the same body makes one object, however often and however simultaneously it is sent."""

import hmac
import re
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
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
Result = TypeVar("Result", bound=Model)
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


def perform_once(
    key: str,
    *,
    fingerprint: str,
    now: datetime,
    result_id: UUID,
    perform: Callable[[], Result],
    find: Callable[[UUID], Result],
    refusals: tuple[type[Exception], ...],
) -> Result:
    """Perform under a key, or not again. Return the row that `perform` returns, or that of the first request.

    `perform` makes a row under `result_id`, or returns one that is there already. With an empty key it performs each
    time.

    The row of the key is written first, so a second request with it waits in the database until the first one has
    ended. When `perform` raises one of `refusals`, the row is deleted, but what `perform` has written is committed.

    :raises KeyMismatch: if the key came with another body
    """
    if not key:
        return perform()
    digest = _digest(key.encode())
    with transaction.atomic():
        if not _claim(digest, fingerprint, now, result_id):
            return find(_earlier(digest, fingerprint))
        try:
            result = perform()
        except refusals as error:
            IdempotencyKey.objects.filter(pk=digest).delete()
            refused = error
        else:
            if result.pk != result_id:
                IdempotencyKey.objects.filter(pk=digest).update(result_id=result.pk)
            return result
    raise refused


def _claim(digest: str, fingerprint: str, now: datetime, result_id: UUID) -> bool:
    """Store a key for a result, in place of one that is too old. Return whether there was none that still holds."""
    result = IdempotencyKey._meta.get_field("result_id").get_db_prep_save(result_id, connection)
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO api_idempotencykey (digest, fingerprint, result_id, created_at) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (digest) DO UPDATE SET fingerprint = excluded.fingerprint,"
            " result_id = excluded.result_id, created_at = excluded.created_at"
            " WHERE api_idempotencykey.created_at <= %s RETURNING digest",
            [digest, fingerprint, result, adapt(now), adapt(now - KEPT)],
        )
        return cursor.fetchone() is not None


def _earlier(digest: str, fingerprint: str) -> UUID:
    row = IdempotencyKey.objects.get(pk=digest)
    if not hmac.compare_digest(row.fingerprint, fingerprint):
        raise KeyMismatch
    assert row.result_id is not None  # noqa: S101
    return row.result_id


def _digest(message: bytes) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"idempotency:" + message, sha256).hexdigest()
