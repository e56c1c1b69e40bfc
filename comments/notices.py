"""Rules of the mails to readers: what they may ask to be told, and the links in a mail.

A link holds the id of a comment and a keyed seal, which is stored nowhere. It is valid as long as the comment is there.
"""

import base64
import hmac
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# A mistaken decision is usually undone within minutes; no mail shall tell of it.
UNDO_TIME = timedelta(minutes=5)
# The path of the pages behind the links.
PAGES = "/mails/"


class Notice(TextChoices):
    """What readers may ask to be told by mail."""

    DECISION = "DECISION", _("when my comment has been decided on")
    REPLIES = "REPLIES", _("when somebody has replied to me")


class Purpose(TextChoices):
    """What a link in a mail is for."""

    CONFIRM = "confirm"
    STOP = "stop"


def readers_get_mails() -> bool:
    """Return whether there is a server for the mails to readers."""
    return bool(settings.OUTBOX_EMAIL_BACKEND)


def mail_link(purpose: Purpose, comment_id: UUID) -> str:
    """Return the URL of the page for a purpose."""
    return f"{settings.PUBLIC_URL}{PAGES}{purpose}/{comment_id.hex}.{_seal(purpose, comment_id)}/"


def linked_comment(purpose: str, token: str) -> UUID | None:
    """Return the id of the comment in the token of a link, or None if its seal is not ours for this purpose."""
    named, _dot, seal = token.partition(".")
    try:
        comment_id = UUID(hex=named) if len(named) == 32 else None
    except ValueError:
        return None
    if comment_id is None or not hmac.compare_digest(seal.encode(), _seal(purpose, comment_id).encode()):
        return None
    return comment_id


def _seal(purpose: str, comment_id: UUID) -> str:
    digest = hmac.new(settings.RECEIPT_KEY.encode(), f"mail:{purpose}:{comment_id.hex}".encode(), sha256)
    return base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
