"""Pending and reported comments in the main menu and on the dashboard."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments import services
from comments.forms import ReportSubmission
from comments.models import Comment
from comments.moderation import Status
from tests.admin import client_of, soup
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import DESK, moderator

pytestmark = pytest.mark.django_db


def report(target: Comment, *, reason: str = "INSULT", ago: timedelta = timedelta(0)) -> None:
    submission = ReportSubmission(reason=reason)
    services.open_case(comment=target, submission=submission, now=timezone.now() - ago)


def menu_label(client: Client, path: str = "/admin/", name: str = "comments-desk") -> Any:
    script = soup(client.get(path)).select_one("#wagtail-sidebar-props")
    assert script

    def find(node: Any) -> Any:
        if isinstance(node, dict):
            if node.get("name") == name:
                return node["label"]
            node = list(node.values())
        if isinstance(node, list):
            return next((label for label in map(find, node) if label), None)
        return None

    return find(json.loads(script.string or ""))


class TestTheMenu:
    def test_counts_what_waits(self, desk: Client) -> None:
        for status in (Status.PENDING, Status.PENDING, Status.SPAM):
            comment(status=status)
        assert menu_label(desk) == "Comments (2)"

    def test_counts_anew_for_every_request(self, desk: Client) -> None:
        comment()
        assert menu_label(desk) == "Comments (1)"
        comment()
        assert menu_label(desk, DESK) == "Comments (2)"

    def test_says_no_number_when_nothing_waits(self, desk: Client) -> None:
        assert menu_label(desk) == "Comments"

    def test_counts_what_is_reported_while_there_is_something(self, desk: Client) -> None:
        comment()
        assert menu_label(desk, name="comments-reported") is None
        report(comment(status=Status.PUBLISHED))
        for path in ("/admin/", DESK):
            assert menu_label(desk, path, name="comments-reported") == "Reported (1)"
            assert menu_label(desk, path) == "Comments (1)"

    def test_speaks_german(self) -> None:
        comment()
        report(comment(status=Status.PUBLISHED))
        client = client_of(moderator(language="de"))
        assert menu_label(client) == "Kommentare (1)"
        assert menu_label(client, name="comments-reported") == "Gemeldet (1)"


class TestThePanel:
    def test_shows_the_ones_that_have_waited_longest(self, desk: Client) -> None:
        for name in "ABCDE":
            comment(author_name=name)
        panel = soup(desk.get("/admin/")).select_one(".desk-panel")
        assert panel
        assert [link.get_text() for link in panel.select("li a")] == ["A", "B", "C", "D"]
        assert "5 comments wait for a decision" in " ".join(panel.get_text().split())

    def test_shows_the_text_without_its_marks(self, desk: Client) -> None:
        comment(text="Ein **guter** Text", html="<p>Ein <strong>guter</strong> Text</p>")
        text = soup(desk.get("/admin/")).select_one(".desk-panel__text")
        assert text
        assert text.get_text() == "Ein guter Text"

    def test_leads_to_the_comment_in_the_desk(self, desk: Client) -> None:
        waiting = comment()
        link = soup(desk.get("/admin/")).select_one(".desk-panel li a")
        assert link
        assert link["href"] == f"{DESK}#row-{waiting.pk}"

    def test_shows_what_is_reported_with_the_reasons(self, desk: Client) -> None:
        target = comment(status=Status.PUBLISHED, author_name="Grob")
        report(target)
        report(target)
        part = soup(desk.get("/admin/")).select_one(".desk-panel__part")
        assert part
        shown = " ".join(part.get_text().split())
        assert shown.startswith("1 comment is reported by readers Grob")
        assert "Insult × 2" in shown
        hrefs = [link["href"] for link in part.select("a")]
        assert hrefs == [f"{DESK}?status=REPORTED#row-{target.pk}", f"{DESK}?status=REPORTED"]

    def test_says_how_long_the_first_report_has_been_open(self, desk: Client) -> None:
        target = comment(status=Status.PUBLISHED, created_at=timezone.now() - timedelta(days=9))
        report(target, ago=timedelta(hours=5))
        report(target, reason="SPAM", ago=timedelta(hours=2))
        meta = soup(desk.get("/admin/")).select_one(".desk-panel__meta").get_text()
        assert meta.replace("\xa0", " ").endswith("reported: 5 hours")

    def test_says_when_nothing_waits(self, desk: Client) -> None:
        assert "Nothing is waiting." in soup(desk.get("/admin/")).select_one(".desk-panel").get_text()  # type: ignore[union-attr]
