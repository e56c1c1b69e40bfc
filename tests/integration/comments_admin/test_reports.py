"""Reports at the desk: their tab, the filter, the page of the comment, and the key that dismisses them."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import services
from comments.forms import ReportSubmission
from comments.models import Comment, Decision, Report
from comments.moderation import DecisionKind
from tests.admin import soup
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import DECIDE, DESK, decide, messages_after, names

pytestmark = pytest.mark.django_db
WHY = "Zeile eins <script>alert(1)</script>"


def reported(*reasons: str, explanation: str = "", **fields: Any) -> Comment:
    """Store a published comment with open reports."""
    made = comment(status="PUBLISHED", **fields)
    for reason in reasons:
        submission = ReportSubmission(reason=reason, explanation=explanation)
        services.open_case(comment=made, submission=submission, now=timezone.now())
    return made


def dismiss(client: Client, target: Comment, reports: int, **values: Any) -> Any:
    named = {"to": "DISMISS", "comment": f"{target.pk}:{target.version}:{reports}", **values}
    return client.post(DECIDE, named, headers={"Accept": "application/json"})


class TestTheTab:
    def test_has_what_has_open_reports_in_their_order(self, desk: Client) -> None:
        late = comment(status="PUBLISHED", author_name="Zwei")
        reported("SPAM", author_name="Eins")
        comment(status="PUBLISHED", author_name="Niemand")
        services.open_case(comment=late, submission=ReportSubmission(reason="SPAM"), now=timezone.now())
        response = desk.get(f"{DESK}?status=REPORTED")
        assert names(response) == ["Eins", "Zwei"]
        tab = soup(response).select_one('[data-desk-tab="REPORTED"]')
        assert tab is not None
        assert tab.get_text(" ", strip=True).split() == ["Reported", "2"]

    def test_shows_the_reasons_with_their_counts_and_no_reporter(self, desk: Client) -> None:
        reported("INSULT", "SPAM", "INSULT")
        row = soup(desk.get(f"{DESK}?status=REPORTED")).select_one(".desk-row")
        assert row is not None
        shown = [item.get_text(" ", strip=True) for item in row.select(".desk-reports li")]
        assert shown[:2] == ["Insult × 2", "Spam"]

    def test_counts_a_comment_once_in_all(self, desk: Client) -> None:
        reported("SPAM")
        tab = soup(desk.get(f"{DESK}?status=ALL")).select_one('[data-desk-tab="ALL"] [data-desk-count]')
        assert tab is not None
        assert tab.get_text() == "1"

    def test_is_filtered_by_reason(self, desk: Client) -> None:
        reported("SPAM", author_name="Werbung")
        reported("INSULT", author_name="Grob")
        assert names(desk.get(f"{DESK}?status=REPORTED&reported=INSULT")) == ["Grob"]
        assert names(desk.get(f"{DESK}?status=REPORTED&reported=NOTHING")) == []

    def test_takes_as_many_queries_for_one_row_as_for_twenty(self, desk: Client) -> None:
        article = reported("SPAM", "INSULT").article
        desk.get(f"{DESK}?status=REPORTED")
        with CaptureQueriesContext(connection) as few:
            desk.get(f"{DESK}?status=REPORTED")
        for _ in range(19):
            reported("SPAM", "INSULT", article=article)
        with CaptureQueriesContext(connection) as many:
            assert len(names(desk.get(f"{DESK}?status=REPORTED"))) == 20
        assert len(many) == len(few)


class TestDismissing:
    def test_is_offered_with_its_key_and_in_the_bar(self, desk: Client) -> None:
        reported("SPAM")
        page = soup(desk.get(f"{DESK}?status=REPORTED"))
        assert [button["data-desk-key"] for button in page.select('.desk-row [value="DISMISS"]')] == ["d"]
        assert page.select('.desk-bulk [value="DISMISS"]')

    def test_is_not_offered_where_nothing_is_reported(self, desk: Client) -> None:
        comment(status="PUBLISHED")
        assert not soup(desk.get(f"{DESK}?status=PUBLISHED")).select('[value="DISMISS"]')

    def test_sends_what_the_page_has_shown(self, desk: Client) -> None:
        target = reported("SPAM", "INSULT")
        seen = soup(desk.get(f"{DESK}?status=REPORTED")).select_one(".desk-row [name=comment]")
        assert seen is not None
        assert seen["value"] == f"{target.pk}:{target.version}:2"

    def test_leaves_the_comment_and_takes_the_row_away(self, desk: Client, ada: User) -> None:
        target = reported("SPAM")
        answer = dismiss(desk, target, 1, back="status=REPORTED").json()
        assert answer["message"].endswith(": reports dismissed.")
        assert "desk-row--left" in answer["rows"][str(target.pk)]
        assert (answer["counts"]["REPORTED"], answer["counts"]["PUBLISHED"]) == ("0", "1")
        assert Decision.objects.get().kind == DecisionKind.DISMISSED

    def test_is_refused_if_somebody_has_reported_since(self, desk: Client) -> None:
        target = reported("SPAM", "INSULT")
        response = dismiss(desk, target, 1)
        assert response.status_code == 409
        assert "reported this comment again" in response.json()["message"]

    def test_stands_in_the_log_and_can_be_taken_back(self, desk: Client) -> None:
        target = reported("SPAM")
        dismiss(desk, target, 1)
        target.refresh_from_db()
        decide(desk, "UNDO", target)
        log = soup(desk.get(f"{DESK}{target.pk}/")).select(".desk-log td:nth-of-type(3)")
        assert [cell.get_text(strip=True) for cell in log] == ["reports dismissed", "reports open again"]
        assert Report.objects.get().decision is None

    def test_of_several_at_once(self, desk: Client) -> None:
        targets = [reported("SPAM"), reported("OTHER")]
        named = [f"{one.pk}:{one.version}:1" for one in targets]
        response = desk.post(DECIDE, {"to": "DISMISS", "comment": named})
        assert messages_after(desk, response) == ["Reports on 2 comments dismissed."]


class TestThePageOfTheComment:
    def test_has_every_report_escaped_with_its_case_and_state(self, desk: Client) -> None:
        target = reported("ILLEGAL", explanation=WHY)
        decide(desk, "HIDDEN", target)
        panel = soup(desk.get(f"{DESK}{target.pk}/")).select_one("#reports-section, [id^=reports]")
        assert panel is not None
        text = panel.get_text(" ", strip=True)
        assert WHY in text
        assert f"Case {Report.objects.get().case}" in text
        assert "closed" in text
        assert not panel.select("script")

    def test_has_no_panel_without_reports(self, desk: Client) -> None:
        assert "What readers report" not in desk.get(f"{DESK}{comment().pk}/").content.decode()


def test_a_decision_that_cannot_be_read_is_refused(desk: Client) -> None:
    target = reported("SPAM")
    for name in (f"{target.pk}", f"{target.pk}:1:x", f"{target.pk}:1:1:1", f"{target.pk}:1:"):
        assert (
            desk.post(
                DECIDE, {"to": "DISMISS", "comment": name}, headers={"Accept": "application/json"}
            ).status_code
            == 400
        )
