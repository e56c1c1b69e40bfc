"""Rules of the receipt, which lets its holder see one comment without an account.

It is computed from the comment's id and receipt version and not stored; raising the version revokes it.
"""

import base64
import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings

EDIT_WINDOW = timedelta(minutes=15)
FIRST_VERSION = 1


def receipt_for(*, comment_id: UUID, receipt_version: int) -> str:
    """Return the receipt of a comment: its id and a keyed seal, in ASCII for a header."""
    return f"{comment_id.hex}.{_seal(comment_id, receipt_version)}"


def comment_id_in(receipt: str) -> UUID | None:
    """Return the id that a receipt names, or None. It does not check the seal."""
    named, _dot, _seal_part = receipt.partition(".")
    try:
        return UUID(hex=named) if len(named) == 32 else None
    except ValueError:
        return None


def is_genuine(receipt: str, *, comment_id: UUID, receipt_version: int) -> bool:
    """Return whether a receipt belongs to this comment and is not revoked."""
    expected = receipt_for(comment_id=comment_id, receipt_version=receipt_version)
    return hmac.compare_digest(receipt.encode(), expected.encode())


def edit_until(created_at: datetime) -> datetime:
    """Return when the time ends in which the author may edit a comment."""
    return created_at + EDIT_WINDOW


def _seal(comment_id: UUID, receipt_version: int) -> str:
    message = f"receipt:{comment_id.hex}:{receipt_version}".encode()
    digest = hmac.new(settings.RECEIPT_KEY.encode(), message, sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
