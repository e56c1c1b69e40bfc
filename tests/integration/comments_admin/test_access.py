"""Who may enter the moderation desk: a truth table of people and views."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from comments.models import Comment, EmailReveal
from comments.moderation import Status
from tests import factories
from tests.admin import client_of, soup, staff
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import DECIDE, DESK, decide, moderator

pytestmark = pytest.mark.django_db

PEOPLE: dict[str, Callable[[], Client]] = {
    "anonymous": Client,
    "reader with an account": lambda: client_of(factories.user()),
    "moderator without the admin": lambda: client_of(outsider()),
    "editor": lambda: client_of(factories.user(groups=[Group.objects.get(name="Redaktion")])),
    "e-mail address viewer": lambda: client_of(staff("view_email")),
    "moderator": lambda: client_of(staff("moderate_comment")),
    "moderator who replies": lambda: client_of(staff("moderate_comment", "reply_as_newsroom")),
    "moderator who sees e-mail addresses": lambda: client_of(staff("moderate_comment", "view_email")),
    "administrator": lambda: client_of(factories.user(is_superuser=True)),
}
REPLY = {"moderator who replies", "administrator"}
MODERATE = {"moderator", "moderator who sees e-mail addresses", *REPLY}
SEE_EMAIL_ADDRESSES = {"moderator who sees e-mail addresses", "administrator"}
ENTER = {"editor", "e-mail address viewer", *MODERATE}


def outsider() -> Any:
    person = staff("moderate_comment")
    person.user_permissions.remove(*person.user_permissions.filter(codename="access_admin"))
    return person


@pytest.mark.parametrize("who", PEOPLE)
class TestTheTruthTable:
    def test_of_the_list(self, who: str) -> None:
        response = PEOPLE[who]().get(DESK)
        if who in MODERATE:
            assert response.status_code == 200
        elif who in ENTER:
            assert (response.status_code, response.url) == (302, "/admin/")
        else:
            assert response.url.startswith("/admin/login/")

    def test_of_the_list_for_scripts(self, who: str) -> None:
        response = PEOPLE[who]().get(DESK, headers={"X-Requested-With": "XMLHttpRequest"})
        assert response.status_code == (200 if who in MODERATE else 403)

    def test_of_one_comment(self, who: str) -> None:
        response = PEOPLE[who]().get(f"{DESK}{comment().pk}/")
        assert response.status_code == (200 if who in MODERATE else 302)

    def test_of_replying(self, who: str) -> None:
        answered = comment(status=Status.PUBLISHED)
        PEOPLE[who]().post(f"{DESK}{answered.pk}/reply/", {"text": "Danke."})
        assert answered.replies.exists() == (who in REPLY)

    def test_of_deciding_with_a_form(self, who: str) -> None:
        waiting = comment()
        response = decide(PEOPLE[who](), "SPAM", waiting)
        waiting.refresh_from_db()
        assert waiting.status == (Status.SPAM if who in MODERATE else Status.PENDING)
        assert response.status_code == (403 if who in ENTER - MODERATE else 302)

    def test_of_deciding_with_a_script(self, who: str) -> None:
        waiting = comment()
        response = decide(PEOPLE[who](), "SPAM", waiting, script=True)
        waiting.refresh_from_db()
        assert waiting.status == (Status.SPAM if who in MODERATE else Status.PENDING)
        assert response.status_code == (200 if who in MODERATE else 403)

    def test_of_seeing_an_email_address(self, who: str) -> None:
        seen = comment(email="ida@example.org")
        response = PEOPLE[who]().post(f"{DESK}{seen.pk}/email-address/")
        allowed = who in SEE_EMAIL_ADDRESSES
        assert (b"ida@example.org" in response.content) is allowed
        assert EmailReveal.objects.exists() is allowed
        assert response.status_code == (200 if allowed else 403 if who in ENTER else 302)

    def test_of_the_menu_and_the_dashboard(self, who: str) -> None:
        comment(author_name="Wartende Ida")
        response = PEOPLE[who]().get("/admin/")
        assert (b"comments-desk" in response.content) is (who in MODERATE)
        assert (b"Wartende Ida" in response.content) is (who in MODERATE)


class TestAForgedForm:
    def test_without_the_token_is_refused(self, ada: Any) -> None:
        client, waiting = Client(enforce_csrf_checks=True), comment()
        client.force_login(ada)
        assert decide(client, "SPAM", waiting).status_code == 403
        assert Comment.objects.get().status == Status.PENDING

    @pytest.mark.parametrize("path", [DECIDE, f"{DESK}{{id}}/email-address/"])
    def test_as_a_link_is_not_allowed(self, path: str) -> None:
        client = client_of(moderator("view_email"))
        response = client.get(path.format(id=comment().pk))
        assert response.status_code == 405
        assert not EmailReveal.objects.exists()


def test_a_refusal_is_a_page_of_the_admin() -> None:
    response = decide(client_of(staff()), "SPAM", comment())
    assert "You may not do this." in soup(response).get_text()


def test_administrators_can_give_the_permissions_to_groups() -> None:
    page = client_of(factories.user(is_superuser=True)).get("/admin/groups/new/").content.decode()
    for name in ("May decide on comments", "May see the e-mail address of a commenter"):
        assert name in page or "Darf" in page
