"""Two moderators decide on one comment in the real admin."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.users.models import UserProfile

from comments.models import Comment, Decision
from comments.moderation import Status
from tests import comment_factories, factories

pytestmark = pytest.mark.django_db


def sit_down(first_name: str) -> Client:
    """Log a moderator in by the form of the admin."""
    person = factories.user(
        username=first_name.lower(),
        first_name=first_name,
        groups=[Group.objects.get(name="Kommentarmoderation")],
    )
    UserProfile.objects.create(user=person, preferred_language="de")
    client = Client()
    client.post("/admin/login/", {"username": person.username, "password": "geheim-genug-1"})
    return client


def open_page(client: Client, path: str) -> Any:
    response = client.get(path, follow=True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def press(client: Client, page: Any, button: str, **typed: str) -> Any:
    """Submit the form of the first button with this label and follow the redirect."""
    [form, pressed] = next(
        (form, pressed)
        for form in page.select("form[method=post]")
        for pressed in form.select("button")
        if pressed.get_text(strip=True) == button
    )
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    if pressed.get("name"):
        fields[pressed["name"]] = pressed["value"]
    response = client.post(form["action"], {**fields, **typed}, follow=True)
    return BeautifulSoup(response.content, "html.parser")


def said(page: Any) -> str:
    return " ".join(page.select_one(".messages").get_text(" ").split())


def test_two_moderators_share_a_desk_and_neither_overwrites_the_other() -> None:
    waiting = comment_factories.comment(author_name="Ida Sommer", text="Wo bleibt der Bericht?")
    waiting.hold_reasons.create(code="MANY_LINKS", detail="3")
    ada, ben = sit_down("Ada"), sit_down("Ben")

    dashboard = open_page(ada, "/admin/")
    seen_by_ada = open_page(ada, dashboard.select_one(".desk-panel .button")["href"])
    seen_by_ben = open_page(ben, "/admin/comments/")
    assert "Viele Links: 3" in seen_by_ada.select_one(".desk-row").get_text()

    after_ada = press(ada, seen_by_ada, "Freigeben")
    assert "Kommentar von Ida Sommer: Veröffentlicht." in said(after_ada)
    assert not after_ada.select(".desk-row")

    after_ben = press(ben, seen_by_ben, "Ablehnen", reason="Geht am Thema vorbei")
    assert "Ada war schneller: „Veröffentlicht“" in said(after_ben)
    assert Comment.objects.get().status == Status.PUBLISHED

    again = press(ada, after_ada, "Rückgängig")
    assert again.select_one(".desk-row__name").get_text(strip=True) == "Ida Sommer"
    assert "Ada hat eine Entscheidung rückgängig gemacht" in " ".join(
        again.select_one(".desk-last").get_text().split()
    )

    press(ben, open_page(ben, "/admin/comments/"), "Ablehnen", reason="Geht am Thema vorbei")
    log = open_page(ada, f"/admin/comments/{waiting.pk}/").select("#decisions-content tbody tr")
    assert [row.select("td")[1].get_text() for row in log] == ["Ada", "Ada", "Ben"]
    assert Decision.objects.last().reason == "Geht am Thema vorbei"  # type: ignore[union-attr]
