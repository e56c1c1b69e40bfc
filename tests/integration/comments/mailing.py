"""What tests of mails to readers do and read."""

from datetime import datetime, timedelta
from typing import Any

from cms.models import ArticlePage
from comments import services
from comments.models import Comment
from comments.moderation import Status
from comments.notices import UNDO_TIME
from tests import comment_factories
from tests.mail_server import MailServer

NOW = comment_factories.NOON + timedelta(days=1)
LATER = NOW + UNDO_TIME


def asking(article: ArticlePage, **fields: Any) -> Comment:
    return comment_factories.comment(article=article, **{"notify_decision": True, **fields})


def confirmed(article: ArticlePage, **fields: Any) -> Comment:
    """Store a published comment whose author is told of replies."""
    values = {"status": Status.PUBLISHED, "notify_replies": True, "address_confirmed_at": NOW, **fields}
    return comment_factories.comment(article=article, **values)


def decide(comment: Comment, to: str, moderator: Any, now: datetime = NOW, reason: str = "") -> None:
    comment.refresh_from_db()
    services.moderate_comment(
        comment_id=comment.pk,
        to=to,
        expected_version=comment.version,
        moderator=moderator,
        now=now,
        reason=reason,
    )


def undo(comment: Comment, moderator: Any, now: datetime = NOW) -> None:
    comment.refresh_from_db()
    services.undo_decision(
        comment_id=comment.pk, expected_version=comment.version, moderator=moderator, now=now
    )


def text_of(server: MailServer, number: int = -1) -> str:
    return str(server.messages[number].get_content()).replace("\r\n", "\n")


def subject_of(server: MailServer) -> str:
    # A long one begins on a line of its own.
    return str(server.messages[-1]["Subject"]).strip()
