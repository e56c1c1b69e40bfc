"""A reader's receipt: the right to one comment, without an account.

It is computed from the comment's id and receipt version and stored nowhere; raising the version revokes it.
"""

import base64
import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings

EDIT_WINDOW = timedelta(minutes=15)


def receipt_for(*, comment_id: UUID, receipt_version: int) -> str:
    """This will return the receipt of a comment: its id and a keyed seal, safe in a header."""
    return f"{comment_id.hex}.{_seal(comment_id, receipt_version)}"


def comment_id_in(receipt: str) -> UUID | None:
    """This will read the id that a receipt claims; the seal is still to be checked."""
    claimed, _dot, _seal_part = receipt.partition(".")
    try:
        return UUID(hex=claimed) if len(claimed) == 32 else None
    except ValueError:
        return None


def is_genuine(receipt: str, *, comment_id: UUID, receipt_version: int) -> bool:
    """This will tell whether a receipt was made for this comment and is not revoked."""
    expected = receipt_for(comment_id=comment_id, receipt_version=receipt_version)
    return hmac.compare_digest(receipt.encode(), expected.encode())


def edit_until(created_at: datetime) -> datetime:
    """This will return the end of the time in which an author may still change a comment."""
    return created_at + EDIT_WINDOW


def _seal(comment_id: UUID, receipt_version: int) -> str:
    message = f"receipt:{comment_id.hex}:{receipt_version}".encode()
    digest = hmac.new(settings.RECEIPT_KEY.encode(), message, sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
