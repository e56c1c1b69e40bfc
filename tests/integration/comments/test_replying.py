"""Replies of the newsroom."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cms.models import CommentPolicy
from comments import errors, services
from comments.models import MAX_DEPTH, Comment, Thread
from comments.moderation import Actor, Status
from comments.selectors.verification import miscounted_threads
from tests import comment_factories, factories
from tests.api.v1.comment_client import get, submit

pytestmark = pytest.mark.django_db
NOW = comment_factories.NOON + timedelta(days=1)


def replier(**fields: Any) -> Any:
    named = {"first_name": "Anna", "last_name": "Beispiel", **fields}
    return comment_factories.moderator("moderate_comment", "reply_as_newsroom", **named)


def reply(comment: Comment, by: Any = None, text: str = "Danke für den *Hinweis*.") -> Comment:
    return services.reply_as_newsroom(comment_id=comment.pk, text=text, moderator=by or replier(), now=NOW)


def published(**fields: Any) -> Comment:
    return comment_factories.comment(status=Status.PUBLISHED, **fields)


class TestAReplyOfTheNewsroom:
    def test_is_published_at_once_under_the_name_of_its_author(self) -> None:
        comment, anna = published(), replier()
        made = reply(comment, anna)
        assert (made.status, made.published_at, made.parent_id) == (Status.PUBLISHED, NOW, comment.pk)
        assert (made.author_name, made.html) == ("Anna Beispiel", "<p>Danke für den <em>Hinweis</em>.</p>")
        [decision] = made.decisions.all()
        assert (decision.actor, decision.moderator, decision.to_status) == (
            Actor.MODERATOR,
            anna,
            Status.PUBLISHED,
        )

    def test_keeps_the_name_with_which_it_was_signed(self) -> None:
        anna = replier()
        made = reply(published(), anna)
        anna.first_name = "Berta"
        anna.save()
        made.refresh_from_db()
        assert made.author_name == "Anna Beispiel"

    def test_is_signed_by_the_paper_for_a_user_without_a_name(self) -> None:
        settings = factories.settings_of_site()
        settings.name = "Das Nordlicht"
        settings.save()
        assert reply(published(), replier(first_name="", last_name="")).author_name == "Das Nordlicht"

    def test_counts_in_the_thread(self) -> None:
        comment = published()
        made = reply(comment)
        comment.refresh_from_db()
        assert (comment.public_replies, made.depth) == (1, 1)
        assert (
            Thread.objects.get(pk=comment.article_id).count
            == 1 + Comment.objects.filter(parent=comment).count()
        )
        assert miscounted_threads() == []

    def test_stands_beside_a_comment_of_the_deepest_level(self) -> None:
        top = published()
        lowest = published(parent=published(parent=top))
        assert lowest.depth == MAX_DEPTH - 1
        assert reply(lowest).parent_id == lowest.parent_id

    def test_stands_beside_the_replies_where_threads_have_two_levels(self, settings: Any) -> None:
        top = published()
        lowest = published(parent=published(parent=top))
        settings.COMMENT_LEVELS = 2
        assert reply(lowest).parent_id == top.pk

    def test_has_no_address_no_network_and_no_consent(self) -> None:
        made = reply(published())
        assert (made.encrypted_email, made.email_lookup, made.network_tag) == ("", "", "")
        assert (made.consent_version, made.consent_at) == ("", None)

    def test_is_hidden_undone_and_erased_as_others_are(self) -> None:
        anna, made = replier(), reply(published())
        arguments = {"comment_id": made.pk, "moderator": anna, "now": NOW}
        services.moderate_comment(**arguments, to=Status.HIDDEN, expected_version=made.version)
        services.undo_decision(**arguments, expected_version=made.version + 1)
        services.undo_decision(**arguments, expected_version=made.version + 2)
        made.refresh_from_db()
        assert made.status == Status.PENDING
        services.erase_comment(comment_id=made.pk, now=NOW)
        made.refresh_from_db()
        assert (made.author_name, made.text) == ("", "")

    def test_is_one_however_often_it_is_sent(self) -> None:
        comment, anna = published(), replier()
        assert reply(comment, anna) == reply(comment, anna)
        assert Comment.objects.filter(parent=comment).count() == 1

    @pytest.mark.parametrize(
        "status", [one for one in Status if one not in (Status.PUBLISHED, Status.ERASED)]
    )
    def test_needs_a_published_comment(self, status: Status) -> None:
        with pytest.raises(errors.CommentNotFound):
            reply(comment_factories.comment(status=status))

    def test_needs_an_article_that_is_public(self) -> None:
        with pytest.raises(errors.ArticleNotFound):
            reply(published(article=factories.article(live=False)))

    def test_needs_an_article_that_shows_comments(self) -> None:
        with pytest.raises(errors.ArticleNotFound):
            reply(published(article=factories.article(comment_policy=CommentPolicy.OFF)))

    def test_needs_its_permission(self) -> None:
        with pytest.raises(errors.PermissionMissing):
            reply(published(), comment_factories.moderator("moderate_comment"))


class TestTheBadge:
    def test_is_that_of_the_newsroom_and_of_nobody_else(self) -> None:
        article = factories.compiled_article()
        comment = published(article=article, author_name="Anna Beispiel")
        reply(comment)
        [shown] = get(f"articles/{article.pk}/comments/").data["items"]
        assert shown["author"]["badge"] is None
        assert [one["author"]["badge"] for one in shown["replies"]["items"]] == ["STAFF"]

    def test_cannot_be_asked_for(self) -> None:
        article = factories.compiled_article()
        response = submit(article.pk, by_newsroom=True, badge="STAFF")
        assert response.status_code == 400
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("values", [{"by_newsroom": True}, {"consent_version": ""}, {"consent_at": None}])
    def test_is_not_for_a_comment_with_an_address_nor_without_consent(self, values: Any) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            comment_factories.comment(**values)
