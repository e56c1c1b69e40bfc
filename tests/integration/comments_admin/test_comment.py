"""The page of one comment: its history, and its author's e-mail address."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from comments import services
from comments.models import Comment, EmailReveal
from comments.moderation import Status
from tests.admin import client_of, soup
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import DESK, decide, moderator

pytestmark = pytest.mark.django_db


def page_of(target: Comment) -> str:
    return f"{DESK}{target.pk}/"


@pytest.mark.parametrize("is_told", [True, False])
def test_the_page_says_whether_the_author_is_told_of_a_decision(desk: Client, is_told: bool) -> None:
    page = soup(desk.get(page_of(comment(notify_decision=is_told)))).get_text()
    assert ("The author gets an e-mail if you approve or reject the comment." in page) == is_told


class TestTheLog:
    def test_shows_every_decision_with_who_when_why_and_who_took_it_back(self, desk: Client) -> None:
        target, ben = comment(), moderator(first_name="Ben", last_name="Zweiter")
        services.moderate_comment(
            comment_id=target.pk,
            to="REJECTED",
            expected_version=1,
            moderator=ben,
            now=timezone.now(),
            reason="Off topic",
        )
        target.refresh_from_db()
        decide(desk, "UNDO", target)
        rows = [
            [" ".join(cell.get_text(" ").split()) for cell in row.select("td")[1:]]
            for row in soup(desk.get(page_of(target))).select("#decisions-content tbody tr")
        ]
        assert rows == [
            ["Ben Zweiter", "Waiting → Rejected", "Off topic Taken back by Ada Erste"],
            ["Ada Erste", "Rejected → Waiting", "Takes back the decision before"],
        ]

    def test_keeps_the_decision_of_a_deleted_account(self, desk: Client) -> None:
        target, gone = comment(), moderator()
        decide(client_of(gone), "SPAM", target)
        gone.delete()
        assert "a moderator whose account is gone" in soup(desk.get(page_of(target))).get_text()

    def test_is_in_the_list_too(self, desk: Client) -> None:
        decide(desk, "SPAM", comment())
        history = soup(desk.get(DESK, {"status": "SPAM"})).select_one(".desk-history")
        assert history
        assert "Waiting → Spam" in history.get_text()

    def test_of_a_comment_that_does_not_exist_is_not_found(self, desk: Client) -> None:
        assert desk.get(f"{DESK}{uuid4()}/").status_code == 404


class TestTheEmailAddress:
    @pytest.fixture
    def viewer(self, db: None) -> User:
        return moderator("view_email", first_name="Vera", last_name="Blick")

    def test_is_shown_once_and_nowhere_kept(self, viewer: User) -> None:
        client, target = client_of(viewer), comment(email="Ida+x@Example.org")
        revealed = client.post(f"{page_of(target)}email-address/")
        assert "Ida+x@Example.org" in soup(revealed).get_text()
        assert "no-store" in revealed["Cache-Control"]
        assert b"Example.org" not in client.get(page_of(target)).content

    def test_is_recorded_at_every_look_and_the_record_is_shown(self, viewer: User) -> None:
        client, target = client_of(viewer), comment()
        for _ in range(2):
            client.post(f"{page_of(target)}email-address/")
        shown = soup(client.get(page_of(target))).select(".desk-reveals li")
        assert EmailReveal.objects.filter(moderator=viewer, comment=target).count() == 2
        assert ["Vera Blick" in line.get_text() for line in shown] == [True, True]

    def test_has_no_button_for_those_who_may_not_see_it(self, desk: Client, viewer: User) -> None:
        target = comment()
        buttons = [
            len(soup(client.get(page_of(target))).select('form[action*="/email-address/"]'))
            for client in (desk, client_of(viewer))
        ]
        assert buttons == [0, 1]

    def test_that_was_erased_is_said_to_be_so(self, viewer: User) -> None:
        target = comment(
            status=Status.ERASED, author_name="", encrypted_email="", email_lookup="", text="", html=""
        )
        revealed = client_of(viewer).post(f"{page_of(target)}email-address/")
        assert "The e-mail address has been erased." in soup(revealed).get_text()

    def test_of_a_comment_that_does_not_exist_is_not_found(self, viewer: User) -> None:
        assert client_of(viewer).post(f"{DESK}{uuid4()}/email-address/").status_code == 404
