"""Users who may enter the admin, and the pages that they see."""

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.test import Client, RequestFactory
from wagtail.users.models import UserProfile

from tests import factories


def staff(*permissions: str, groups: Any = (), language: str = "en", **fields: Any) -> User:
    """Store a user who may enter the admin, with permissions by code, groups by name, and a language."""
    person = factories.user(groups=[Group.objects.get(name=name) for name in groups], **fields)
    person.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *permissions]))
    UserProfile.objects.create(user=person, preferred_language=language)
    return person


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def add_to_collection(action: Any, files: Any, collection: Any) -> None:
    """Do a bulk action of `cms.editor.bulk` that moves files to a collection, without a view."""
    action(RequestFactory().get("/"), type(files[0])).execute_action(files, collection=collection)


def soup(response: Any) -> Any:
    return soup_of(response.content)


def soup_of(html: Any) -> Any:
    return BeautifulSoup(html, "html.parser")
