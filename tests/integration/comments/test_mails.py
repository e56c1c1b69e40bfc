"""Mails about decisions: what is sent, to whom, and when nothing is."""

from datetime import timedelta
from typing import Any

import pytest

from cms.models import ArticlePage
from comments import services
from comments.models import Mail
from comments.moderation import Status
from comments.notices import UNDO_TIME, Purpose, mail_link
from tests import comment_factories
from tests.integration.comments.mailing import (
    LATER,
    NOW,
    asking,
    decide,
    subject_of,
    text_of,
    undo,
)
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db


class TestAMailAboutADecision:
    def test_says_that_the_comment_is_published_and_where(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article, author_name="Jörg 🌻", email="Leserin@Example.org")
        decide(comment, Status.PUBLISHED, moderator)
        assert services.send_due_mails(now=LATER) == 1
        assert server.recipients == ["Leserin@example.org"]
        assert subject_of(server) == "Dein Kommentar zu „Der Preis“ ist veröffentlicht"
        assert "Hallo Jörg 🌻," in text_of(server)
        assert f"{article.full_url}#comment-{comment.pk}" in text_of(server)
        assert mail_link(Purpose.STOP, comment.pk) in text_of(server)

    def test_says_why_the_comment_was_rejected(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        decide(asking(article, locale="en"), Status.REJECTED, moderator, reason="Off topic")
        services.send_due_mails(now=LATER)
        assert subject_of(server) == "Your comment on “Der Preis” was not published"
        assert "The reason: Off topic" in text_of(server)

    def test_leaves_after_the_time_for_an_undo(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        decide(asking(article), Status.PUBLISHED, moderator)
        assert services.send_due_mails(now=LATER - timedelta(seconds=1)) == 0
        assert services.send_due_mails(now=LATER) == 1
        assert services.send_due_mails(now=LATER + timedelta(days=1)) == 0

    @pytest.mark.parametrize("to", [Status.SPAM, Status.PENDING])
    def test_is_not_sent_for_spam_or_waiting(
        self, to: str, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        decide(asking(article, status=Status.REJECTED), to, moderator)
        assert not Mail.objects.exists()

    def test_is_not_sent_to_whoever_did_not_ask(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        decide(asking(article, notify_decision=False), Status.PUBLISHED, moderator)
        assert not Mail.objects.exists()

    def test_is_not_sent_of_what_was_undone(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article)
        decide(comment, Status.REJECTED, moderator, reason="Off topic")
        undo(comment, moderator)
        assert services.send_due_mails(now=LATER) == 0
        assert not Mail.objects.exists()

    def test_is_sent_once_if_a_moderator_comes_back_to_what_it_said(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article)
        decide(comment, Status.PUBLISHED, moderator)
        services.send_due_mails(now=LATER)
        decide(comment, Status.SPAM, moderator, LATER)
        undo(comment, moderator, LATER)
        assert services.send_due_mails(now=LATER + UNDO_TIME) == 0

    def test_is_sent_again_after_an_edit(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article, created_at=LATER)
        decide(comment, Status.PUBLISHED, moderator)
        services.send_due_mails(now=LATER)
        services.edit_comment(comment_id=comment.pk, text="Anders.", now=LATER)
        decide(comment, Status.PUBLISHED, moderator, LATER)
        assert services.send_due_mails(now=LATER + UNDO_TIME) == 1

    def test_is_sent_again_after_an_edit_of_what_was_taken_back(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article, created_at=LATER)
        decide(comment, Status.PUBLISHED, moderator)
        services.send_due_mails(now=LATER)
        decide(comment, Status.PENDING, moderator, LATER)
        services.edit_comment(comment_id=comment.pk, text="Anders.", now=LATER)
        decide(comment, Status.PUBLISHED, moderator, LATER)
        assert services.send_due_mails(now=LATER + UNDO_TIME) == 1

    def test_gives_the_reason_that_is_in_force_after_an_undo(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article, locale="en")
        decide(comment, Status.REJECTED, moderator, reason="Off topic")
        decide(comment, Status.SPAM, moderator)
        undo(comment, moderator)
        services.send_due_mails(now=LATER)
        assert len(server.messages) == 1
        assert "The reason: Off topic" in text_of(server)

    def test_is_sent_again_with_another_reason(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article, locale="en")
        for number, reason in enumerate(("Off topic", "An insult"), start=1):
            decide(comment, Status.REJECTED, moderator, reason=reason)
            services.send_due_mails(now=LATER)
            assert len(server.messages) == number
            assert f"The reason: {reason}" in text_of(server)
            decide(comment, Status.PENDING, moderator)

    @pytest.mark.parametrize("end", [services.withdraw_comment, services.erase_comment])
    def test_is_not_sent_once_the_author_has_taken_the_comment_back(
        self, end: Any, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article)
        decide(comment, Status.PUBLISHED, moderator)
        end(comment_id=comment.pk, now=NOW)
        assert services.send_due_mails(now=LATER) == 0

    def test_is_not_sent_of_an_article_that_the_public_does_not_see(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        decide(asking(article), Status.PUBLISHED, moderator)
        article.unpublish()
        assert services.send_due_mails(now=LATER) == 0

    def test_asks_for_a_confirmation_before_any_mail_about_replies(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comment = asking(article, notify_decision=False, notify_replies=True)
        decide(comment, Status.PUBLISHED, moderator)
        comment_factories.comment(parent=comment, email="b@example.org")
        services.send_due_mails(now=LATER)
        assert mail_link(Purpose.CONFIRM, comment.pk) in text_of(server)

    def test_is_sent_to_one_address_twenty_times_a_day(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        comments = [asking(article, email="victim@example.org") for _ in range(23)]
        for comment in comments[:22]:
            decide(comment, Status.REJECTED, moderator, reason="Off topic")
        while services.send_due_mails(now=LATER):
            pass
        assert server.recipients == ["victim@example.org"] * 20
        tomorrow = LATER + timedelta(days=1)
        decide(comments[22], Status.REJECTED, moderator, now=tomorrow, reason="Off topic")
        assert services.send_due_mails(now=tomorrow + UNDO_TIME) == 1

    def test_names_no_header_that_a_title_or_name_begins(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        ArticlePage.objects.filter(pk=article.pk).update(title="Preis\r\nBcc: b@example.org")
        decide(asking(article, author_name="Bcc: a@example.org"), Status.PUBLISHED, moderator)
        services.send_due_mails(now=LATER)
        assert server.messages[0]["Bcc"] is None
        assert server.recipients == ["leserin@example.org"]

    def test_keeps_a_name_from_the_right_within_its_place(
        self, article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        decide(asking(article, author_name="שלום"), Status.PUBLISHED, moderator)
        services.send_due_mails(now=LATER)
        assert "Hallo \u2068שלום\u2069," in text_of(server)

    @pytest.mark.parametrize(
        ("url", "offers"), [("https://paper.example", True), ("http://paper.example", False)]
    )
    def test_offers_to_stop_by_one_click_with_https_only(
        self, url: str, offers: bool, article: ArticlePage, moderator: Any, server: MailServer, settings: Any
    ) -> None:
        settings.PUBLIC_URL = url
        decide(asking(article), Status.PUBLISHED, moderator)
        services.send_due_mails(now=LATER)
        post = server.messages[0]["List-Unsubscribe-Post"]
        assert post == ("List-Unsubscribe=One-Click" if offers else None)
        assert (server.messages[0]["List-Unsubscribe"] is not None) == offers
