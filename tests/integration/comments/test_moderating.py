"""The services of moderators."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from comments import errors, selectors, services
from comments.models import Comment, Decision, EmailReveal
from comments.moderation import Status
from comments.selectors.moderation import decision_log
from comments.signals import thread_changed
from tests import comment_factories, factories

NOW = comment_factories.NOON + timedelta(days=1)


def decide(comment: Comment, to: str, moderator: Any, **values: Any) -> Comment:
    decision = services.moderate_comment(
        comment_id=comment.pk,
        **{"to": to, "expected_version": comment.version, "moderator": moderator, "now": NOW, **values},
    )
    assert decision
    return decision.comment


def undo(comment: Comment, moderator: Any, **values: Any) -> Comment:
    decision = services.undo_decision(
        comment_id=comment.pk,
        **{"expected_version": comment.version, "moderator": moderator, "now": NOW, **values},
    )
    assert decision
    return decision.comment


@pytest.mark.django_db
class TestADecision:
    def test_moves_the_comment_and_counts_its_version(self) -> None:
        comment = comment_factories.comment()
        moved = decide(comment, Status.PUBLISHED, comment_factories.moderator())
        assert (moved.status, moved.version, moved.published_at) == (Status.PUBLISHED, 2, NOW)

    def test_is_recorded_with_who_why_and_when_and_returned(self) -> None:
        comment, moderator = comment_factories.comment(), comment_factories.moderator()
        decision = services.moderate_comment(
            comment_id=comment.pk,
            to=Status.REJECTED,
            expected_version=1,
            moderator=moderator,
            now=NOW,
            reason="Beleidigend",
        )
        assert decision == Decision.objects.get()
        assert (decision.from_status, decision.to_status) == (Status.PENDING, Status.REJECTED)
        assert (decision.moderator, decision.reason, decision.at) == (moderator, "Beleidigend", NOW)

    def test_made_twice_changes_nothing_and_records_nothing(self) -> None:
        comment, moderator = comment_factories.comment(), comment_factories.moderator()
        decide(comment, Status.PUBLISHED, moderator)
        again = services.moderate_comment(
            comment_id=comment.pk, to=Status.PUBLISHED, expected_version=1, moderator=moderator, now=NOW
        )
        comment.refresh_from_db()
        assert (again, comment.version, Decision.objects.count()) == (None, 2, 1)

    def test_on_an_old_version_is_refused_and_says_who_was_faster(self) -> None:
        comment = comment_factories.comment()
        decide(comment, Status.PUBLISHED, comment_factories.moderator(first_name="Ada", last_name="Erste"))
        with pytest.raises(errors.StaleDecision) as refusal:
            decide(comment, Status.REJECTED, comment_factories.moderator(), reason="Werbung")
        stale = refusal.value
        assert (stale.decided_by, stale.status, stale.version, stale.decided_at) == (
            "Ada Erste",
            Status.PUBLISHED,
            2,
            NOW,
        )

    def test_that_is_stale_is_refused_with_an_exception_that_can_be_hashed(self) -> None:
        assert hash(errors.StaleDecision(status="SPAM", version=2, decided_by="", decided_at=None))

    def test_keeps_the_first_time_of_publication(self) -> None:
        moderator = comment_factories.moderator()
        shown = decide(comment_factories.comment(), Status.PUBLISHED, moderator)
        hidden = decide(shown, Status.HIDDEN, moderator)
        again = decide(hidden, Status.PUBLISHED, moderator, now=NOW + timedelta(days=1))
        assert again.published_at == NOW

    def test_that_the_table_lacks_is_refused(self) -> None:
        comment = comment_factories.comment()
        with pytest.raises(errors.MoveNotAllowed):
            decide(comment, Status.HIDDEN, comment_factories.moderator())
        assert not Decision.objects.exists()

    @pytest.mark.parametrize("reason", ["", " "])
    def test_that_asks_for_a_reason_is_refused_without_one(self, reason: str) -> None:
        comment = comment_factories.comment()
        with pytest.raises(errors.ReasonMissing):
            decide(comment, Status.REJECTED, comment_factories.moderator(), reason=reason)
        assert not Decision.objects.exists()

    def test_needs_the_permission(self) -> None:
        with pytest.raises(errors.PermissionMissing):
            decide(comment_factories.comment(), Status.PUBLISHED, factories.user())

    def test_needs_a_comment(self) -> None:
        with pytest.raises(errors.CommentNotFound):
            services.moderate_comment(
                comment_id=uuid4(),
                to=Status.PUBLISHED,
                expected_version=1,
                moderator=comment_factories.moderator(),
                now=NOW,
            )

    def test_cannot_be_rewritten_or_removed(self) -> None:
        decide(comment_factories.comment(), Status.PUBLISHED, comment_factories.moderator())
        decision = Decision.objects.get()
        with pytest.raises(TypeError):
            decision.save()
        with pytest.raises(TypeError):
            decision.delete()

    def test_leaves_with_its_article(self) -> None:
        comment = comment_factories.comment()
        decide(comment, Status.PUBLISHED, comment_factories.moderator())
        comment.article.delete()
        assert not Decision.objects.exists()


@pytest.mark.django_db
class TestUndoing:
    def test_makes_the_inverse_move_with_a_row_of_its_own(self) -> None:
        moderator = comment_factories.moderator()
        moved = decide(comment_factories.comment(), Status.SPAM, moderator)
        back = undo(moved, moderator)
        first, second = decision_log(comment_id=back.pk)
        assert (back.status, back.version, second.undoes) == (Status.PENDING, 3, first)

    def test_goes_back_step_by_step(self) -> None:
        moderator = comment_factories.moderator()
        moved = decide(comment_factories.comment(), Status.REJECTED, moderator, reason="Werbung")
        moved = decide(moved, Status.PUBLISHED, moderator)
        moved = undo(moved, moderator)
        assert moved.status == Status.REJECTED
        assert undo(moved, moderator).status == Status.PENDING

    def test_ends_at_the_submission(self) -> None:
        moderator = comment_factories.moderator()
        with pytest.raises(errors.NothingToUndo):
            undo(undo(decide(comment_factories.comment(), Status.SPAM, moderator), moderator), moderator)

    def test_of_an_old_version_is_refused(self) -> None:
        comment, moderator = comment_factories.comment(), comment_factories.moderator()
        decide(comment, Status.SPAM, moderator)
        with pytest.raises(errors.StaleDecision):
            undo(comment, moderator)

    def test_needs_the_permission(self) -> None:
        with pytest.raises(errors.PermissionMissing):
            undo(comment_factories.comment(), factories.user())


@pytest.mark.django_db
class TestTheEvent:
    @pytest.fixture
    def articles(self) -> Any:
        received: list[int] = []

        def receive(sender: Any, article_id: int, **rest: Any) -> None:
            received.append(article_id)

        thread_changed.connect(receive)
        yield received
        thread_changed.disconnect(receive)

    def test_is_announced_in_the_transaction_when_the_public_sees_a_difference(
        self, articles: list[int]
    ) -> None:
        comment = comment_factories.comment()
        decide(comment, Status.PUBLISHED, comment_factories.moderator())
        assert articles == [comment.article_id]

    def test_is_not_announced_when_the_public_sees_none(self, articles: list[int]) -> None:
        decide(comment_factories.comment(), Status.SPAM, comment_factories.moderator())
        assert articles == []


@pytest.mark.django_db
class TestAnEmailAddress:
    def test_is_shown_to_those_who_may_and_each_look_is_recorded(self) -> None:
        comment = comment_factories.comment(email="Jörg+x@Example.org")
        moderator = comment_factories.moderator("view_email")
        assert (
            services.reveal_email(comment_id=comment.pk, moderator=moderator, now=NOW) == "Jörg+x@Example.org"
        )
        assert EmailReveal.objects.get().moderator == moderator

    def test_stays_closed_to_those_who_only_moderate(self) -> None:
        with pytest.raises(errors.PermissionMissing):
            services.reveal_email(
                comment_id=comment_factories.comment().pk, moderator=comment_factories.moderator(), now=NOW
            )
        assert not EmailReveal.objects.exists()


@pytest.mark.django_db
class TestTheQueue:
    def test_shows_what_waits_oldest_first(self) -> None:
        first, second = comment_factories.comment(), comment_factories.comment()
        comment_factories.comment(status=Status.PUBLISHED)
        assert list(selectors.moderation_queue(status=Status.PENDING)) == [first, second]

    def test_shows_what_is_decided_newest_first(self) -> None:
        first, second = (comment_factories.comment(status=Status.SPAM) for _ in range(2))
        assert list(selectors.moderation_queue(status=Status.SPAM)) == [second, first]

    def test_is_filtered_by_article_age_and_words(self) -> None:
        wanted = comment_factories.comment(text="Das Stadtbad bleibt offen.")
        other = comment_factories.comment(author_name="Ida Stadtbad")
        assert list(selectors.moderation_queue(article_id=wanted.article_id)) == [wanted]
        assert list(selectors.moderation_queue(written_before=other.created_at)) == [wanted]
        assert list(selectors.moderation_queue(written_after=other.created_at)) == [other]
        assert list(selectors.moderation_queue(text="stadtbad")) == [other, wanted]

    @pytest.mark.parametrize("rows", [1, 20])
    def test_costs_four_queries_whatever_its_length(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        moderator = comment_factories.moderator()
        article = factories.article()
        for _ in range(rows):
            comment = comment_factories.comment(article=article)
            comment.hold_reasons.create(code="MANY_LINKS", detail="7")
            decide(comment, Status.SPAM, moderator)
        with django_assert_num_queries(4):
            for comment in selectors.moderation_queue(status=Status.SPAM):
                assert comment.article.title
                assert [reason.get_code_display() for reason in comment.hold_reasons.all()]
                assert [str(decision.moderator) for decision in comment.decisions.all()]

    def test_is_counted_by_status(self) -> None:
        comment_factories.comment()
        comment_factories.comment(status=Status.SPAM)
        counts = selectors.status_counts()
        assert (counts[Status.PENDING], counts[Status.SPAM], counts[Status.HIDDEN]) == (1, 1, 0)
        assert selectors.status_counts(Status.PENDING) == {Status.PENDING: 1}


@pytest.mark.django_db
def test_the_group_of_moderators_may_enter_the_admin_and_decide_but_not_see_email_addresses() -> None:
    moderator = factories.user(groups=[Group.objects.get(name="Kommentarmoderation")])
    assert moderator.has_perms(["wagtailadmin.access_admin", "comments.moderate_comment"])
    assert not moderator.has_perm("comments.view_email")


@pytest.mark.parametrize("round_", range(3))
def test_of_two_who_decide_at_the_same_moment_one_wins_and_the_other_learns_who(
    committed_site: None, round_: int
) -> None:
    comment = comment_factories.comment()
    choices = {"Ada": Status.PUBLISHED, "Ben": Status.REJECTED}
    people = {name: comment_factories.moderator(first_name=name) for name in choices}
    outcomes: dict[str, Any] = {}
    barrier = threading.Barrier(len(choices))

    def act(name: str) -> Callable[[], None]:
        def run() -> None:
            barrier.wait()
            try:
                outcomes[name] = decide(comment, choices[name], people[name], reason="Werbung")
            except errors.StaleDecision as refusal:
                outcomes[name] = refusal
            finally:
                connection.close()

        return run

    threads = [threading.Thread(target=act(name)) for name in choices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [winner] = [name for name, outcome in outcomes.items() if isinstance(outcome, Comment)]
    [loser] = [outcome for outcome in outcomes.values() if isinstance(outcome, errors.StaleDecision)]
    assert (loser.decided_by, loser.status) == (winner, choices[winner])
    assert Decision.objects.count() == 1
