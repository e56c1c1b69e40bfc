"""Who gets what from every address of the admin and of stored files."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.template.response import SimpleTemplateResponse
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site, UploadedFile

from cms.models import Author, Download, Image
from tests.inputs.role_table import FOR_PAGES, HOME, LOGIN, LOGINS, OWN_FORMS, SEARCHES, Outcome, expected
from tests.inputs.roles import SEALED, SECRET, Newsroom, addresses, attempts, newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def room(module_transaction: None) -> Newsroom:
    """Store one newsroom for all roles."""
    return newsroom()


class Visitor:
    """A client that stays logged in whatever it asks for."""

    def __init__(self, role: str) -> None:
        self._client = Client(raise_request_exception=False)
        if role in LOGINS:
            self._client.force_login(User.objects.get(username=LOGINS[role]))
        self._cookies = {name: cookie.value for name, cookie in self._client.cookies.items()}

    def send(self, address: str, method: str = "get") -> tuple[Outcome, str]:
        """Return what comes of a request, and all that the answer says."""
        self._client.cookies.load(self._cookies)
        answer: Any = getattr(self._client, method)(address)
        text = f"{answer.headers} {answer.getvalue().decode(errors='replace')}"
        target = answer.headers.get("Location", "")
        if target.startswith("/admin/login/"):
            return LOGIN, ""
        return (HOME if target == "/admin/" else answer.status_code), text


def _differences(role: str, room: Newsroom, secrets: tuple[str, ...]) -> dict[str, str]:
    """Return what is not as the table says, and the answers that hold one of the secrets."""
    visitor = Visitor(role)
    wrong = {}
    for route, address in addresses(room).items():
        outcome, text = visitor.send(address)
        if outcome != expected(route, role):
            wrong[route] = f"{outcome} instead of {expected(route, role)}"
        queries = attempts(room, secrets) if SEARCHES.search(route) and outcome == 200 else []
        for sent in (text, *(visitor.send(address + query)[1] for query in queries)):
            if any(secret in sent for secret in secrets):
                wrong[f"{route} says"] = sent
    return wrong


def _leave_empty(monkeypatch: pytest.MonkeyPatch, *, but: str) -> None:
    """Leave all pages empty but these, because HTML takes most of the time."""
    html: Any = SimpleTemplateResponse.rendered_content
    shown = property(lambda answer: html.fget(answer) if re.match(but, answer._request.path) else "")
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", shown)


class TestTheTable:
    def test_of_nobody(self, room: Newsroom) -> None:
        assert _differences("anonymous", room, (SECRET, SEALED)) == {}

    def test_of_a_moderator_who_gets_nothing_that_is_not_public(self, room: Newsroom) -> None:
        assert _differences("moderator", room, (SECRET, SEALED)) == {}

    def test_of_an_editor_who_gets_no_media_for_another_group(
        self, room: Newsroom, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _leave_empty(monkeypatch, but="/admin/(images|documents|bulk)/")
        assert _differences("editor", room, (SEALED,)) == {}

    def test_of_an_administrator(self, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
        _leave_empty(monkeypatch, but="nothing")
        assert _differences("administrator", room, ()) == {}


def test_a_moderator_changes_nothing_of_the_newsroom(room: Newsroom) -> None:
    visitor = Visitor("moderator")
    before = _rows()
    outcomes = {
        route: visitor.send(address, "post")[0]
        for route, address in addresses(room).items()
        if not OWN_FORMS.match(route) and not FOR_PAGES.match(route)
    }

    assert {route: done for route, done in outcomes.items() if done not in (HOME, 404, 405)} == {}
    assert _rows() == before


def _rows() -> list[Any]:
    models = (Page, Image, Download, Author, UploadedFile, Redirect, Collection, User, Group, Site)
    return [list(model.objects.order_by("pk").values()) for model in models]
