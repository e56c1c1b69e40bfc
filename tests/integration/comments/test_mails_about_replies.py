"""Mails about replies: what is sent, to whom, and when nothing is."""

from datetime import timedelta
from typing import Any

import pytest

from cms.models import ArticlePage
from comments import services
from comments.jobs import mails_to_send
from comments.mails.replies import BUNDLE_TIME
from comments.models import CONFIRM_TIME, Mail
from comments.moderation import Status
from comments.notices import Purpose, mail_link
from tests import comment_factories
from tests.integration.comments.mailing import (
    LATER,
    NOW,
    confirmed,
    decide,
    subject_of,
    text_of,
)
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db


class TestAMailAboutReplies:
    def test_has_name_text_and_place_of_each_reply_of_some_minutes(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = confirmed(article)
        first = comment_factories.comment(parent=comment, email="b@example.org", author_name="Bo")
        decide(first, Status.PUBLISHED, moderator)
        soon = NOW + timedelta(minutes=4)
        second = services.reply_as_newsroom(
            comment_id=comment.pk, text="Danke.", moderator=moderator, now=soon
        )
        late = comment_factories.comment(parent=comment, email="c@example.org")
        decide(late, Status.PUBLISHED, moderator, NOW + timedelta(minutes=12))
        assert services.send_due_mails(now=NOW + BUNDLE_TIME) == 1
        assert subject_of(server) == "2 Antworten auf deinen Kommentar zu „Der Preis“"
        text = text_of(server)
        assert f"Bo schreibt:\n> {first.text}\n{article.full_url}#comment-{first.pk}" in text
        assert f"Ada Berg (Redaktion) schreibt:\n> Danke.\n{article.full_url}#comment-{second.pk}" in text
        assert "b@example.org" not in text
        assert services.send_due_mails(now=NOW + BUNDLE_TIME) == 0
        assert services.send_due_mails(now=NOW + BUNDLE_TIME + timedelta(minutes=12)) == 1

    def test_is_not_sent_to_an_author_who_has_not_asked_for_it(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        reply = comment_factories.comment(
            parent=confirmed(article, notify_replies=False), email="b@example.org"
        )
        decide(reply, Status.PUBLISHED, moderator)
        assert not Mail.objects.exists()

    def test_waits_for_an_author_who_confirms_the_address_within_a_day(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = confirmed(article, address_confirmed_at=None)
        services.reply_as_newsroom(comment_id=comment.pk, text="Danke.", moderator=moderator, now=NOW)
        evening = NOW + CONFIRM_TIME - timedelta(seconds=1)
        assert services.send_due_mails(now=evening) == 0
        assert [waiting.count for waiting in mails_to_send(evening)] == [0]
        token = mail_link(Purpose.CONFIRM, comment.pk).split("/")[-2]
        services.confirm_replies(token=token, now=evening)
        assert services.send_due_mails(now=evening) == 1
        assert "> Danke." in text_of(server)

    def test_is_dropped_a_day_after_the_reply_without_a_confirmation(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = confirmed(article, address_confirmed_at=None)
        for text, at in (("Danke.", NOW), ("Und noch etwas.", LATER)):
            services.reply_as_newsroom(comment_id=comment.pk, text=text, moderator=moderator, now=at)
        for now, left in ((NOW, 1), (LATER, 0)):
            assert services.send_due_mails(now=now + CONFIRM_TIME) == 0
            assert Mail.objects.count() == left

    def test_is_not_sent_of_ones_own_reply(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        own = comment_factories.comment(
            parent=confirmed(article, email="ida@example.org"), email="Ida@example.org"
        )
        decide(own, Status.PUBLISHED, moderator)
        assert not Mail.objects.exists()

    def test_is_not_sent_of_a_reply_that_is_hidden(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        reply = comment_factories.comment(parent=confirmed(article), email="b@example.org")
        decide(reply, Status.PUBLISHED, moderator)
        decide(reply, Status.HIDDEN, moderator)
        assert services.send_due_mails(now=NOW + BUNDLE_TIME) == 0

    def test_is_sent_once_for_a_reply_that_is_shown_again(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        reply = comment_factories.comment(parent=confirmed(article), email="b@example.org")
        for to in (Status.PUBLISHED, Status.HIDDEN, Status.PUBLISHED):
            decide(reply, to, moderator)
        assert services.send_due_mails(now=NOW + BUNDLE_TIME) == 1
        decide(reply, Status.HIDDEN, moderator, LATER)
        decide(reply, Status.PUBLISHED, moderator, LATER)
        assert services.send_due_mails(now=NOW + timedelta(hours=2)) == 0

    @pytest.mark.parametrize("status", [Status.HIDDEN, Status.SPAM])
    def test_is_not_sent_while_the_comment_itself_is_gone(
        self, status: str, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = confirmed(article)
        decide(comment_factories.comment(parent=comment, email="b@example.org"), Status.PUBLISHED, moderator)
        decide(comment, status, moderator)
        assert services.send_due_mails(now=NOW + BUNDLE_TIME) == 0
