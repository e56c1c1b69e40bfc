"""Moderators, and what their browsers send and show."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from comments import services
from comments.models import Comment
from tests.admin import soup, staff

DESK = "/admin/comments/"
DECIDE = "/admin/comments/decide/"


def moderator(*permissions: str, **fields: Any) -> User:
    """Store a moderator, called Ada Erste by default."""
    named = {"first_name": "Ada", "last_name": "Erste", **fields}
    return staff(*permissions, groups=["Kommentarmoderation"], **named)


def seen(*comments: Comment) -> list[str]:
    """Name comments as the forms of the desk do, with their versions and without reports."""
    return [f"{comment.pk}:{comment.version}:0" for comment in comments]


def decide(client: Client, to: str, *comments: Comment, script: bool = False, **values: Any) -> Any:
    """Send a decision, as a form or as the desk's script does."""
    headers = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"} if script else {}
    return client.post(DECIDE, {"to": to, "comment": seen(*comments), **values}, headers=headers)


def decided_by(person: Any, to: str, target: Comment) -> None:
    """Decide on a comment before the moderator at the desk does."""
    services.moderate_comment(
        comment_id=target.pk,
        to=to,
        expected_version=target.version,
        moderator=person,
        now=timezone.now(),
        reason="Off topic",
    )


def messages_after(client: Client, response: Any) -> list[str]:
    """Follow the redirect of a form and return the messages of the page."""
    page = soup(client.get(response.url))
    return [" ".join(item.get_text(" ").split()) for item in page.select(".messages li")]


def names(response: Any) -> list[str]:
    """Return the authors of the rows on a page."""
    return [name.get_text(strip=True) for name in soup(response).select(".desk-row__name")]
