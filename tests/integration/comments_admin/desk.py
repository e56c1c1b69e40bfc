"""Who sits at the desk, and what a browser does there, in a few words."""

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from wagtail.users.models import UserProfile

from comments.models import Comment
from tests import factories

DESK = "/admin/comments/"
DECIDE = "/admin/comments/decide/"


def staff(*permissions: str, groups: Any = (), language: str = "en", **fields: Any) -> User:
    """This will make somebody who may enter the admin, with permissions of the comments and a language."""
    person = factories.user(groups=[Group.objects.get(name=name) for name in groups], **fields)
    person.user_permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        *Permission.objects.filter(content_type__app_label="comments", codename__in=permissions),
    )
    UserProfile.objects.create(user=person, preferred_language=language)
    return person


def moderator(*permissions: str, **fields: Any) -> User:
    """This will make a moderator called Ada Erste, unless told otherwise."""
    named = {"first_name": "Ada", "last_name": "Erste", **fields}
    return staff(*permissions, groups=["Comment moderators"], **named)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def soup(response: Any) -> BeautifulSoup:
    return soup_of(response.content)


def soup_of(html: Any) -> Any:
    return BeautifulSoup(html, "html.parser")


def seen(*comments: Comment) -> list[str]:
    """This will name comments as the desk's forms do: with the version that was on the screen."""
    return [f"{comment.pk}:{comment.version}" for comment in comments]


def decide(client: Client, to: str, *comments: Comment, script: bool = False, **values: Any) -> Any:
    """This will send a decision, as a form or as the desk's script does."""
    headers = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"} if script else {}
    return client.post(DECIDE, {"to": to, "comment": seen(*comments), **values}, headers=headers)


def messages_after(client: Client, response: Any) -> list[str]:
    """This will follow a form's redirect and read what the page says on top."""
    page = soup(client.get(response.url))
    return [" ".join(item.get_text(" ").split()) for item in page.select(".messages li")]


def names(response: Any) -> list[str]:
    """This will list the authors of the rows on a page."""
    return [name.get_text(strip=True) for name in soup(response).select(".desk-row__name")]
