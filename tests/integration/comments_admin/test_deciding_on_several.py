"""One decision on several comments at the desk."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment, Decision
from comments.moderation import Status
from tests.admin import soup
from tests.comment_factories import comment
from tests.integration.comments_admin.desk import DECIDE, decide, decided_by, messages_after

pytestmark = pytest.mark.django_db


class TestSeveralAtOnce:
    def test_are_decided_each_by_itself(self, desk: Client, ben: User) -> None:
        waiting = [comment() for _ in range(3)]
        stale, same = comment(), comment()
        decided_by(ben, "PUBLISHED", stale)
        decided_by(ben, "SPAM", same)
        response = decide(desk, "SPAM", *waiting, stale, same)
        assert messages_after(desk, response) == [
            "3 comments: Spam. 1 was so already. 1 already decided by Ben Zweiter."
        ]
        stale.refresh_from_db()
        assert stale.status == Status.PUBLISHED
        assert Comment.objects.filter(status=Status.SPAM).count() == 4

    def test_are_refused_together_without_a_reason_for_rejecting(self, desk: Client) -> None:
        decide(desk, "REJECTED", comment(), comment())
        assert not Decision.objects.exists()

    def test_share_the_reason_for_rejecting(self, desk: Client) -> None:
        decide(desk, "REJECTED", comment(), comment(), reason="Advertising")
        assert [decision.reason for decision in Decision.objects.all()] == ["Advertising"] * 2

    def test_can_be_undone_together(self, desk: Client) -> None:
        response = decide(desk, "SPAM", comment(), comment(), back="status=PENDING")
        undo = soup(desk.get(response.url)).select(".desk-decided form")[0]
        named = [field["value"] for field in undo.select('[name="comment"]')]
        response = desk.post(DECIDE, {"to": "UNDO", "comment": named})
        assert messages_after(desk, response) == ["2 decisions taken back."]
        assert Comment.objects.filter(status=Status.PENDING).count() == 2

    def test_named_twice_count_once(self, desk: Client) -> None:
        target = comment()
        response = desk.post(DECIDE, {"to": "SPAM", "comment": [f"{target.pk}:1"] * 2})
        assert len(messages_after(desk, response)) == 1
        assert Decision.objects.count() == 1

    def test_are_a_conflict_to_a_script_only_when_none_was_carried_out(self, desk: Client, ben: User) -> None:
        stale, other = comment(), comment()
        for target in (stale, other):
            decided_by(ben, "PUBLISHED", target)
        assert decide(desk, "SPAM", stale, other, script=True).status_code == 409
        assert decide(desk, "SPAM", stale, comment(), script=True).status_code == 200
