"""What moderators do for the newsroom in the desk: they reply and feature."""

import pytest
from django.test import Client

from comments.models import Comment
from comments.moderation import Status
from tests import factories
from tests.admin import client_of, soup, staff
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import DESK, decide, messages_after, names

pytestmark = pytest.mark.django_db
PUBLISHED = {"status": Status.PUBLISHED}


def reply(client: Client, answered: Comment, text: str) -> object:
    return client.post(f"{DESK}{answered.pk}/reply/", {"text": text, "back": "status=PUBLISHED"})


class TestAReply:
    def test_is_published_and_shown_in_the_list_it_was_written_in(self, desk: Client) -> None:
        answered = comment(**PUBLISHED, author_name="Ida")
        response = reply(desk, answered, "Danke, wir *fragen* nach.")
        assert messages_after(desk, response) == ["Your reply is published."]
        page = desk.get(response.url)
        assert names(page) == ["Ada Erste", "Ida"]
        [badge] = soup(page).select(".desk-row .desk-status")
        assert badge.get_text(strip=True) == "Newsroom"

    def test_keeps_its_text_when_the_comment_is_hidden_meanwhile(self, desk: Client) -> None:
        answered = comment(status=Status.HIDDEN)
        response = reply(desk, answered, "Mühsam getippt.")
        assert response.status_code == 400
        assert not answered.replies.exists()
        shown = soup(response).select_one(".desk-reply")
        assert shown
        assert shown.select_one("textarea").get_text(strip=True) == "Mühsam getippt."
        assert "Nothing was published." in shown.get_text()

    @pytest.mark.parametrize("text", ["", " ", "\u200b", "x" * 5001])
    def test_is_refused_without_a_text_that_can_be_shown(self, desk: Client, text: str) -> None:
        answered = comment(**PUBLISHED)
        response = reply(desk, answered, text)
        assert (response.status_code, answered.replies.count()) == (400, 0)

    def test_needs_no_address_to_be_looked_at(self, desk: Client) -> None:
        answered = comment(**PUBLISHED)
        reply(desk, answered, "Danke.")
        assert not soup(desk.get(f"{DESK}{answered.replies.get().pk}/")).select("#email-address-section")


class TestTheForm:
    def test_is_below_published_comments_of_public_articles_only(self, desk: Client) -> None:
        for status in (Status.PENDING, Status.PUBLISHED):
            comment(status=status, author_name=status)
        comment(**PUBLISHED, article=factories.article(live=False), author_name="offline")
        rows = soup(desk.get(DESK, {"status": "ALL"})).select(".desk-row:has(.desk-reply)")
        assert [row.select_one(".desk-row__name").get_text() for row in rows] == [Status.PUBLISHED]

    def test_is_not_there_without_the_permission(self) -> None:
        comment(**PUBLISHED)
        page = soup(client_of(staff("moderate_comment")).get(DESK, PUBLISHED))
        assert page.select(".desk-row")
        assert not page.select(".desk-reply")


class TestFeaturing:
    def test_is_told_marked_and_logged(self, desk: Client) -> None:
        chosen = comment(**PUBLISHED, author_name="Ida")
        response = decide(desk, "FEATURE", chosen, back="status=PUBLISHED")
        assert messages_after(desk, response) == ["Comment by Ida: featured."]
        row = soup(desk.get(DESK, PUBLISHED)).select_one(".desk-row")
        assert row
        assert "Featured" in row.select_one(".desk-row__head").get_text()
        assert "Ada Erste decided: featured" in " ".join(row.select_one(".desk-last").get_text().split())
        assert row.select_one(".desk-log__move").get_text(strip=True) == "featured"
        assert row.select_one("[data-desk-key='f']")["value"] == "UNFEATURE"

    def test_of_several_is_told_in_one_sentence(self, desk: Client) -> None:
        chosen = [comment(**PUBLISHED), comment(**PUBLISHED)]
        answer = decide(desk, "FEATURE", *chosen, script=True)
        assert answer.json()["message"] == "2 comments featured."
