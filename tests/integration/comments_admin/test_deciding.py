"""Decisions at the desk: what is carried out, what is refused, and which message the moderator gets."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comments.models import Comment, Decision
from comments.moderation import Status
from tests.admin import client_of, soup, soup_of
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import (
    DECIDE,
    DESK,
    decide,
    decided_by,
    messages_after,
    moderator,
    names,
)

pytestmark = pytest.mark.django_db


class TestADecision:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("PENDING", "PUBLISHED"),
            ("PENDING", "REJECTED"),
            ("PENDING", "SPAM"),
            ("PUBLISHED", "HIDDEN"),
            ("HIDDEN", "PUBLISHED"),
            ("SPAM", "PENDING"),
        ],
    )
    def test_is_carried_out(self, desk: Client, old: str, new: str) -> None:
        target = comment(status=old)
        decide(desk, new, target, reason="Off topic")
        assert Comment.objects.get().status == new

    def test_is_recorded_with_who_and_why(self, desk: Client, ada: User) -> None:
        decide(desk, "REJECTED", comment(), reason="Off topic")
        decision = Decision.objects.get()
        assert (decision.moderator, decision.reason) == (ada, "Off topic")

    def test_leads_back_to_where_the_moderator_was(self, desk: Client) -> None:
        response = decide(
            desk, "SPAM", comment(), back="status=PENDING&q=bad&age=day&p=2&next=//evil.example"
        )
        path, _, query = response.url.partition("?")
        assert path == DESK
        assert query.startswith("status=PENDING&q=bad&age=day&p=2&decided=")
        assert "evil" not in query

    def test_is_confirmed_and_can_be_undone_from_there(self, desk: Client) -> None:
        response = decide(desk, "SPAM", comment(author_name="Ida"), back="status=PENDING")
        page = soup(desk.get(response.url))
        assert "Comment by Ida: Spam." in page.select(".messages li")[0].get_text()
        [undo] = page.select(".desk-decided form")
        fields = {str(field["name"]): field["value"] for field in undo.select("[name]")}
        desk.post(DECIDE, fields)
        assert Comment.objects.get().status == Status.PENDING

    def test_answers_a_script_with_the_row_as_it_is_now(self, desk: Client) -> None:
        target = comment(author_name="Ida")
        answer = decide(desk, "SPAM", target, script=True, back="status=PENDING")
        data = answer.json()
        assert (answer.status_code, data["level"], data["message"]) == (
            200,
            "success",
            "Comment by Ida: Spam.",
        )
        assert "desk-row--left" in data["rows"][str(target.pk)]
        assert 'value="UNDO"' in data["rows"][str(target.pk)]
        assert (data["counts"]["PENDING"], data["counts"]["SPAM"]) == ("0", "1")
        assert data["menu"] == {"PENDING": "Comments", "REPORTED": "Reported"}

    def test_leaves_nothing_in_its_row_but_what_became_of_it(self, desk: Client) -> None:
        target = comment(author_name="Ida", html="<p>Ein Gedanke.</p>")
        target.hold_reasons.create(code="SHOUTING")
        answer = decide(desk, "SPAM", target, script=True, back="status=PENDING").json()
        row = soup_of(answer["rows"][str(target.pk)])
        assert [button["value"] for button in row.select("button")] == ["UNDO"]
        assert "Ada Erste decided: Spam" in " ".join(row.get_text().split())
        assert not row.select(".desk-holds, .desk-history, .desk-reject")

    @pytest.mark.parametrize(("to", "statements"), [("SPAM", 18), ("UNDO", 22)])
    def test_takes_few_statements(
        self,
        desk: Client,
        to: str,
        statements: int,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        target = comment(article=comment(status=Status.PUBLISHED).article)
        if to == "UNDO":
            decide(desk, "SPAM", target)
            target.refresh_from_db()
        with django_assert_max_num_queries(statements):
            assert decide(desk, to, target, script=True, back="status=PENDING").status_code == 200

    def test_counts_for_a_script_what_its_filters_find(self, desk: Client) -> None:
        comment(author_name="Ben")
        answer = decide(
            desk, "SPAM", comment(author_name="Ida"), script=True, back="status=PENDING&q=ida"
        ).json()
        assert (answer["counts"]["PENDING"], answer["counts"]["SPAM"]) == ("0", "1")
        assert answer["menu"]["PENDING"] == "Comments (1)"


class TestRejecting:
    def test_asks_for_a_reason(self, desk: Client) -> None:
        response = decide(desk, "REJECTED", comment(), back="status=PENDING")
        assert messages_after(desk, response)[0].startswith("Please give a reason.")
        assert Comment.objects.get().status == Status.PENDING

    def test_without_a_reason_is_a_bad_request_to_a_script(self, desk: Client) -> None:
        answer = decide(desk, "REJECTED", comment(), script=True)
        assert (answer.status_code, answer.json()["message"]) == (400, "Please give a reason.")


class TestTheSameDecisionTwice:
    def test_changes_nothing_and_says_so(self, desk: Client) -> None:
        target = comment(author_name="Ida")
        decide(desk, "PUBLISHED", target)
        response = decide(desk, "PUBLISHED", target)
        assert "Nothing was changed" in messages_after(desk, response)[-1]
        assert (Comment.objects.get().version, Decision.objects.count()) == (2, 1)

    def test_is_fine_for_a_script(self, desk: Client) -> None:
        target = comment()
        answers = [decide(desk, "PUBLISHED", target, script=True) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert [answer.json()["level"] for answer in answers] == ["success", "info"]


class TestAStaleDecision:
    def test_says_who_was_faster_and_what_they_decided(self, desk: Client, ben: User) -> None:
        target = comment()
        decided_by(ben, "PUBLISHED", target)
        messages = messages_after(desk, decide(desk, "SPAM", target))
        assert messages[0].startswith("Ben Zweiter was faster: “Published”")
        assert "Your decision was not carried out." in messages[0]

    def test_changes_nothing(self, desk: Client, ben: User) -> None:
        target = comment()
        decided_by(ben, "PUBLISHED", target)
        decide(desk, "SPAM", target)
        assert (Comment.objects.get().status, Decision.objects.count()) == (Status.PUBLISHED, 1)

    def test_shows_the_comment_as_it_is_now(self, desk: Client, ben: User) -> None:
        target = comment()
        decided_by(ben, "REJECTED", target)
        response = decide(desk, "SPAM", target, back="status=PENDING")
        shown = soup(desk.get(response.url)).select_one(".desk-decided li")
        assert shown
        assert "Rejected" in shown.get_text()
        assert "Ben Zweiter" in shown.get_text()
        assert "Off topic" in shown.get_text()

    def test_is_a_conflict_to_a_script_with_the_row_and_the_reason(self, desk: Client, ben: User) -> None:
        target = comment()
        decided_by(ben, "PUBLISHED", target)
        answer = decide(desk, "SPAM", target, script=True, back="status=PENDING")
        row = soup_of(answer.json()["rows"][str(target.pk)])
        assert answer.status_code == 409
        assert "Ben Zweiter was faster" in row.select_one(".desk-notice").get_text()
        assert row.select_one(".desk-status").get_text() == "Published"

    def test_against_oneself_says_so(self, desk: Client, ada: User) -> None:
        target = comment()
        decided_by(ada, "PUBLISHED", target)
        assert messages_after(desk, decide(desk, "SPAM", target))[0].startswith(
            "You have already decided here"
        )

    def test_after_the_author_acted_does_not_blame_anybody(self, desk: Client) -> None:
        target = comment()
        Comment.objects.update(status=Status.WITHDRAWN, version=2)
        Decision.objects.create(
            comment=target,
            version=2,
            actor="AUTHOR",
            from_status="PENDING",
            to_status="WITHDRAWN",
            at=timezone.now(),
        )
        messages = messages_after(desk, decide(desk, "SPAM", target))
        assert messages[0].startswith("The comment has changed in the meantime and is now “Withdrawn”")


class TestUndoing:
    def test_takes_the_last_decision_back(self, desk: Client, ben: User) -> None:
        target = comment()
        decided_by(ben, "SPAM", target)
        target.refresh_from_db()
        decide(desk, "UNDO", target)
        assert Comment.objects.get().status == Status.PENDING

    def test_is_offered_only_where_there_is_something_to_undo(self, desk: Client, ben: User) -> None:
        fresh, target = comment(), comment()
        decided_by(ben, "SPAM", target)
        undos = [len(soup(desk.get(f"{DESK}{one.pk}/")).select('[value="UNDO"]')) for one in (fresh, target)]
        assert undos == [0, 1]

    def test_without_a_decision_is_refused(self, desk: Client) -> None:
        answer = decide(desk, "UNDO", comment(), script=True)
        assert answer.status_code == 409
        assert answer.json()["message"] == "There is no decision here that could be taken back."

    def test_twice_takes_back_once(self, desk: Client, ben: User) -> None:
        target = comment()
        decided_by(ben, "SPAM", target)
        target.refresh_from_db()
        answers = [decide(desk, "UNDO", target, script=True).status_code for _ in range(2)]
        assert (answers, Comment.objects.get().status) == ([200, 409], Status.PENDING)


class TestAMoveThatDoesNotExist:
    def test_is_refused_and_leaves_the_comment(self, desk: Client) -> None:
        answer = decide(desk, "HIDDEN", comment(), script=True)
        assert (answer.status_code, Comment.objects.get().status) == (409, Status.PENDING)

    def test_of_a_comment_that_is_gone_says_so(self, desk: Client) -> None:
        gone = comment()
        Comment.objects.all().delete()
        assert decide(desk, "SPAM", gone, script=True).status_code == 404
        assert messages_after(desk, decide(desk, "SPAM", gone)) == ["This comment does not exist any more."]


class TestBrokenInput:
    @pytest.mark.parametrize(
        "values",
        [
            {"to": "NOWHERE"},
            {"to": ""},
            {"to": "ERASED"},
            {"comment": "x"},
            {"comment": "x:1"},
            {"comment": ":"},
            {"comment": f"{'0' * 32}:-1"},
            {"comment": f"{'0' * 32}:²"},
            {"comment": []},
            {"reason": "\x00"},
            {"reason": "x" * 1001},
            {"comment": [f"{n:032x}:1" for n in range(101)]},
        ],
    )
    def test_is_a_bad_request_and_decides_nothing(self, desk: Client, values: dict[str, Any]) -> None:
        target = comment()
        fields = {"to": "SPAM", "comment": f"{target.pk}:1", **values}
        answer = desk.post(DECIDE, fields, headers={"Accept": "application/json"})
        assert answer.status_code == 400
        assert Comment.objects.get().status == Status.PENDING

    @pytest.mark.parametrize("version", ["2147483648", "9999999999"])
    def test_of_a_huge_version_is_stale(self, desk: Client, version: str) -> None:
        answer = desk.post(
            DECIDE,
            {"to": "SPAM", "comment": f"{comment().pk}:{version}"},
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == 409

    @pytest.mark.parametrize("decided", ["x", "," * 200, "z" * 32, "0" * 32, "\x00"])
    def test_in_the_query_string_is_left_out(self, desk: Client, decided: str) -> None:
        comment(author_name="Ida")
        page = desk.get(DESK, {"decided": decided})
        assert (page.status_code, names(page)) == (200, ["Ida"])


def test_a_moderator_is_told_in_their_own_language(ben: User) -> None:
    client, target = client_of(moderator(language="de")), comment()
    decided_by(ben, "PUBLISHED", target)
    messages = messages_after(client, decide(client, "SPAM", target))
    assert messages[0].startswith("Ben Zweiter war schneller: „Veröffentlicht“")
