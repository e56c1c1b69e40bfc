"""Mails to readers: what is sent, to whom, and when nothing is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from cms.models import ArticlePage
from comments import services
from comments.mails.replies import BUNDLE_TIME
from comments.models import Comment, Mail
from comments.moderation import Status
from comments.notices import UNDO_TIME, Purpose, mail_link
from tests import comment_factories, factories
from tests.mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db

NOW = comment_factories.NOON + timedelta(days=1)
LATER = NOW + UNDO_TIME


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server(settings) as running:
        yield running


@pytest.fixture
def moderator() -> Any:
    return comment_factories.moderator(
        "moderate_comment", "reply_as_newsroom", first_name="Ada", last_name="Berg"
    )


@pytest.fixture
def article() -> ArticlePage:
    return factories.article(title="Der Preis")


def asking(article: ArticlePage, **fields: Any) -> Comment:
    return comment_factories.comment(article=article, **{"notify_decision": True, **fields})


def confirmed(article: ArticlePage, **fields: Any) -> Comment:
    """Store a published comment whose author is told of replies."""
    values = {"status": Status.PUBLISHED, "notify_replies": True, "address_confirmed_at": NOW, **fields}
    return comment_factories.comment(article=article, **values)


def decide(comment: Comment, to: str, moderator: Any, now: datetime = NOW, reason: str = "") -> None:
    comment.refresh_from_db()
    services.moderate_comment(
        comment_id=comment.pk,
        to=to,
        expected_version=comment.version,
        moderator=moderator,
        now=now,
        reason=reason,
    )


def undo(comment: Comment, moderator: Any, now: datetime = NOW) -> None:
    comment.refresh_from_db()
    services.undo_decision(
        comment_id=comment.pk, expected_version=comment.version, moderator=moderator, now=now
    )


def text_of(server: MailServer, number: int = -1) -> str:
    return str(server.messages[number].get_content()).replace("\r\n", "\n")


def subject_of(server: MailServer) -> str:
    # A long one begins on a line of its own.
    return str(server.messages[-1]["Subject"]).strip()


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

    @pytest.mark.parametrize(
        "fields", [{"address_confirmed_at": None}, {"notify_replies": False, "address_confirmed_at": None}]
    )
    def test_is_not_sent_without_a_confirmation(
        self, fields: dict[str, Any], article: ArticlePage, moderator: Any, server: MailServer
    ) -> None:
        reply = comment_factories.comment(parent=confirmed(article, **fields), email="b@example.org")
        decide(reply, Status.PUBLISHED, moderator)
        assert not Mail.objects.exists()

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
