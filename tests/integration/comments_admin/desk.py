"""Who sits at the desk, and what a browser does there, in a few words."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment
from tests.admin import soup, staff

DESK = "/admin/comments/"
DECIDE = "/admin/comments/decide/"


def moderator(*permissions: str, **fields: Any) -> User:
    """Store a moderator called Ada Erste, unless told otherwise."""
    named = {"first_name": "Ada", "last_name": "Erste", **fields}
    return staff(*permissions, groups=["Comment moderators"], **named)


def seen(*comments: Comment) -> list[str]:
    """Name comments as the desk's forms do: with the version that was on the screen."""
    return [f"{comment.pk}:{comment.version}" for comment in comments]


def decide(client: Client, to: str, *comments: Comment, script: bool = False, **values: Any) -> Any:
    """Send a decision, as a form or as the desk's script does."""
    headers = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"} if script else {}
    return client.post(DECIDE, {"to": to, "comment": seen(*comments), **values}, headers=headers)


def messages_after(client: Client, response: Any) -> list[str]:
    """Follow a form's redirect and read what the page says on top."""
    page = soup(client.get(response.url))
    return [" ".join(item.get_text(" ").split()) for item in page.select(".messages li")]


def names(response: Any) -> list[str]:
    """List the authors of the rows on a page."""
    return [name.get_text(strip=True) for name in soup(response).select(".desk-row__name")]
