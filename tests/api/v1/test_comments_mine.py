"""`comments/mine/`."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from cms.models import CommentPolicy
from comments import services
from comments.models import Comment
from comments.moderation import Status
from tests import comment_factories, factories
from tests.api.v1 import comment_client
from tests.api.v1.comment_client import get, submit
from tests.api.v1.own_comment_client import edit, export, mine, receipt_of, withdraw

pytestmark = pytest.mark.django_db


def test_the_receipt_of_a_submission_shows_the_comment() -> None:
    article = factories.compiled_article()
    submitted = submit(article.pk).data
    response = mine(submitted["receipt"])
    assert response.status_code == 200
    created_at = response.data.pop("created_at")
    assert created_at
    assert response.data == {
        "id": submitted["id"],
        "article": article.pk,
        "status": "PENDING",
        "reason": None,
        "text": "Das sehe ich anders.",
        "edit_until": submitted["edit_until"],
        "url": None,
    }


def test_a_published_comment_says_where_it_stands() -> None:
    comment = comment_client.comment(status=Status.PUBLISHED)
    data = mine(receipt_of(comment)).data
    assert (data["status"], data["url"]) == (
        "PUBLISHED",
        f"{comment.article.full_url}#comment-{comment.pk}",
    )


def test_a_published_comment_below_a_withdrawn_article_stands_nowhere() -> None:
    comment = comment_client.comment(status=Status.PUBLISHED)
    comment.article.unpublish()
    assert mine(receipt_of(comment)).data["url"] is None


def test_a_published_comment_stands_nowhere_while_comments_are_off() -> None:
    article = factories.compiled_article(comment_policy=CommentPolicy.OFF)
    comment = comment_factories.comment(article=article, status=Status.PUBLISHED)
    assert mine(receipt_of(comment)).data["url"] is None


def test_a_rejected_comment_says_why() -> None:
    comment = comment_client.comment()
    services.moderate_comment(
        comment_id=comment.pk,
        to=Status.REJECTED,
        expected_version=1,
        moderator=comment_factories.moderator(),
        now=comment_factories.NOON + timedelta(hours=1),
        reason="Bitte ohne Beleidigung.",
    )
    data = mine(receipt_of(comment)).data
    assert (data["status"], data["reason"]) == ("REJECTED", "Bitte ohne Beleidigung.")


def test_a_rejection_that_an_undo_brought_back_still_says_why() -> None:
    comment, moderator = comment_client.comment(), comment_factories.moderator()

    def decide(to: Status, **values: Any) -> Comment:
        version = Comment.objects.get(pk=comment.pk).version
        acting = {"expected_version": version, "moderator": moderator, "now": comment_factories.NOON}
        return services.moderate_comment(comment_id=comment.pk, to=to, **acting, **values)

    decide(Status.REJECTED, reason="Bitte ohne Beleidigung.")
    approved = decide(Status.PUBLISHED)
    services.undo_decision(
        comment_id=comment.pk,
        expected_version=approved.version,
        moderator=moderator,
        now=comment_factories.NOON,
    )
    data = mine(receipt_of(comment)).data
    assert (data["status"], data["reason"]) == ("REJECTED", "Bitte ohne Beleidigung.")
    decide(Status.PUBLISHED)
    decide(Status.HIDDEN)
    assert mine(receipt_of(comment)).data["reason"] is None


def test_a_parameter_is_refused() -> None:
    receipt = receipt_of(comment_client.comment())
    assert get("comments/mine/?x=1", Authorization=f"Receipt {receipt}").status_code == 400


def test_spam_looks_as_if_it_waited() -> None:
    data = mine(receipt_of(comment_client.comment(status=Status.SPAM))).data
    assert (data["status"], data["reason"]) == ("PENDING", None)


def test_the_answer_is_kept_nowhere_and_holds_no_email_address() -> None:
    response = mine(receipt_of(comment_client.comment(email="geheim@example.org")))
    assert response["Cache-Control"] == "no-store"
    assert b"geheim" not in response.content


@pytest.mark.parametrize(
    "spoil", [lambda r: r[:-1], lambda r: "x" + r, lambda r: r + "ä", lambda r: "", lambda r: "a.b"]
)
def test_a_receipt_that_is_not_genuine_is_refused(spoil: Any) -> None:
    response = mine(spoil(receipt_of(comment_client.comment())))
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Receipt"


def test_a_revoked_receipt_is_refused() -> None:
    comment = comment_client.comment()
    Comment.objects.update(receipt_version=2)
    assert mine(receipt_of(comment)).status_code == 401


def test_no_receipt_is_refused() -> None:
    assert get("comments/mine/").status_code == 401
    assert get("comments/mine/", Authorization="Bearer x").status_code == 401


def test_the_receipt_of_one_comment_opens_no_other() -> None:
    first, second = comment_client.comment(), comment_client.comment()
    crossed = first.pk.hex + "." + receipt_of(second).split(".")[1]
    assert mine(crossed).status_code == 401


@pytest.mark.parametrize("call", [mine, export, withdraw, edit])
def test_a_comment_that_is_erased_or_deleted_is_gone(call: Any) -> None:
    erased, deleted = comment_client.comment(), comment_client.comment()
    services.erase_comment(comment_id=erased.pk, now=comment_factories.NOON)
    deleted.article.delete()
    for comment in (erased, deleted):
        response = call(receipt_of(comment))
        assert (response.status_code, response["Cache-Control"]) == (410, "no-store")
        assert response.data["detail"] == (
            "Dein Kommentar ist gelöscht. Hier ist nichts mehr davon gespeichert."
        )
    forged = receipt_of(deleted)[:-1] + "."
    assert call(forged).status_code == 401


def test_asking_takes_four_queries_at_most(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    receipt = receipt_of(comment_client.comment(status=Status.REJECTED))
    with django_assert_max_num_queries(4):
        mine(receipt)
