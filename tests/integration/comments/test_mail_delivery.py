"""The outbox and the mail server: what fails is tried again, what is refused for good is not, and nothing is sent twice."""

import itertools
import logging
from datetime import datetime, timedelta
from typing import Any

import pytest

from comments import jobs, services
from comments.models import CLAIM, Comment, Decision, Mail
from comments.moderation import Actor, Status
from comments.services import outbox
from jobs.selectors import failing_objects
from jobs.services import retry
from tests import comment_factories, factories
from tests.mail_server import MailServer
from tests.races import at_the_same_moment

NOW = comment_factories.NOON + timedelta(days=1)


def queue(*emails: str) -> list[Comment]:
    """Publish comments from these addresses, and put the mails to their authors in the outbox, due now."""
    article = factories.article()
    comments = [
        comment_factories.comment(
            article=article, email=email, status=Status.PUBLISHED, version=2, notify_decision=True
        )
        for email in emails
    ]
    for comment in comments:
        decision = Decision.objects.create(
            comment=comment,
            version=2,
            actor=Actor.MODERATOR,
            from_status=Status.PENDING,
            to_status=Status.PUBLISHED,
            at=NOW,
        )
        Mail.objects.create(kind="DECISION", comment=comment, decision=decision, at=NOW, not_before=NOW)
    return comments


def attempts_until(end: datetime, server: MailServer) -> list[datetime]:
    """Run the job each minute and return when it tried."""
    tried, at = [], NOW
    while at < end:
        before = server.connections
        services.send_due_mails(now=at)
        if server.connections > before:
            tried.append(at)
        at += timedelta(minutes=1)
    return tried


@pytest.mark.django_db
class TestTheOutbox:
    def test_sends_a_batch_over_one_connection(self, server: MailServer) -> None:
        queue("a@example.org", "b@example.org", "c@example.org")
        assert jobs.send_mails(NOW) == 3
        assert (sorted(server.recipients)[0], server.connections) == ("a@example.org", 1)
        assert jobs.send_mails(NOW) == 0

    def test_sends_nothing_where_no_server_is_named(self, settings: Any) -> None:
        queue("a@example.org")
        settings.OUTBOX_EMAIL_BACKEND = ""
        assert jobs.send_mails(NOW) == 0
        assert Mail.objects.get().attempts == 0

    def test_tries_again_after_pauses_that_grow_and_gives_up_after_a_day(self, server: MailServer) -> None:
        queue("a@example.org")
        server.answers["CONNECT"] = 421
        tried = attempts_until(NOW + timedelta(minutes=30), server)
        pauses = [(later - earlier).total_seconds() / 60 for earlier, later in itertools.pairwise(tried)]
        assert pauses == sorted(pauses)
        assert pauses[0] == 1 < pauses[-1]
        Mail.objects.update(attempts=outbox.MOST_ATTEMPTS - 1, not_before=NOW)
        services.send_due_mails(now=NOW)
        mail = Mail.objects.get()
        assert mail.is_given_up
        assert services.send_due_mails(now=NOW + timedelta(days=2)) == 0
        assert failing_objects() == ([mail], 1)

    def test_does_not_give_up_a_reply_with_an_older_one(self, server: MailServer) -> None:
        article = factories.article()
        told = comment_factories.comment(
            article=article, status=Status.PUBLISHED, notify_replies=True, address_confirmed_at=NOW
        )
        for attempts in (outbox.MOST_ATTEMPTS - 1, 0):
            reply = comment_factories.comment(article=article, parent=told, status=Status.PUBLISHED)
            Mail.objects.create(
                kind="REPLY", comment=told, reply=reply, at=NOW, not_before=NOW, attempts=attempts
            )
        server.answers["MAIL"] = 451
        services.send_due_mails(now=NOW)
        assert list(Mail.objects.values_list("attempts", "is_final")) == [(1, False)] * 2

    def test_tries_once_more_when_an_operator_asks(self, server: MailServer) -> None:
        queue("a@example.org")
        server.answers["a@example.org"] = 550
        services.send_due_mails(now=NOW)
        server.answers.clear()
        assert services.send_due_mails(now=NOW + timedelta(days=1)) == 0
        retry(key=Mail.objects.get().key)
        assert services.send_due_mails(now=NOW + timedelta(days=1)) == 1
        assert failing_objects() == ([], 0)

    @pytest.mark.parametrize(
        ("command", "code", "is_final"),
        [
            ("a@example.org", 550, True),
            ("a@example.org", 450, False),
            ("DATA.", 554, True),
            ("DATA.", 451, False),
            ("MAIL", 550, False),
        ],
    )
    def test_does_not_repeat_what_is_refused_for_good(
        self, command: str, code: int, is_final: bool, server: MailServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        queue("a@example.org")
        server.answers[command] = code
        with caplog.at_level(logging.DEBUG):
            assert services.send_due_mails(now=NOW) == 0
        mail = Mail.objects.get()
        assert (mail.is_final, str(code) in mail.error) == (is_final, True)
        assert "example.org" not in mail.error + caplog.text

    def test_sends_the_others_though_one_is_refused(self, server: MailServer) -> None:
        queue("a@example.org", "b@example.org")
        server.answers["a@example.org"] = 550
        assert services.send_due_mails(now=NOW) == 1
        assert server.recipients == ["b@example.org"]

    def test_leaves_the_others_untouched_when_the_server_hangs(
        self, server: MailServer, settings: Any
    ) -> None:
        queue("a@example.org", "b@example.org")
        server.is_silent, settings.EMAIL_TIMEOUT = True, 0.1
        assert services.send_due_mails(now=NOW) == 0
        assert (server.connections, sum(Mail.objects.values_list("attempts", flat=True))) == (1, 1)
        server.is_silent, settings.EMAIL_TIMEOUT = False, 5
        assert services.send_due_mails(now=NOW) == 1
        assert services.send_due_mails(now=NOW + timedelta(minutes=1)) == 1

    def test_gives_up_at_once_on_an_address_that_mails_cannot_have(self, server: MailServer) -> None:
        queue("müller@example.org", "b@bücher.example")
        assert services.send_due_mails(now=NOW) == 1
        assert server.recipients == ["b@xn--bcher-kva.example"]
        mail = Mail.objects.get(sent_at=None)
        assert (mail.is_given_up, "MailNotSent: the address is not in ASCII") == (True, mail.error)

    def test_is_not_stopped_by_a_mail_that_cannot_be_made(
        self, server: MailServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken, _other = queue("a@example.org", "b@example.org")
        original = outbox.message_for

        def message_for(mails: Any, now: datetime) -> Any:
            if mails[0].comment_id == broken.pk:
                raise ValueError("a@example.org")
            return original(mails, now=now)

        monkeypatch.setattr(outbox, "message_for", message_for)
        assert services.send_due_mails(now=NOW) == 1
        assert Mail.objects.get(sent_at=None).error == "MailNotSent: ValueError"

    def test_keeps_nothing_of_an_erased_comment(self, server: MailServer) -> None:
        sent, waiting = queue("a@example.org", "b@example.org")
        Mail.objects.filter(comment=waiting).update(not_before=NOW + timedelta(minutes=1))
        services.send_due_mails(now=NOW)
        for comment in (sent, waiting):
            services.erase_comment(comment_id=comment.pk, now=NOW)
        assert not Mail.objects.exists()
        assert services.send_due_mails(now=NOW + timedelta(minutes=1)) == 0

    def test_sends_after_a_crash_before_the_sending_once_the_claim_ends(self, server: MailServer) -> None:
        queue("a@example.org")
        # As a process does that dies then.
        assert outbox._claim(NOW)
        assert services.send_due_mails(now=NOW + CLAIM - timedelta(seconds=1)) == 0
        assert services.send_due_mails(now=NOW + CLAIM) == 1

    def test_sends_twice_after_a_crash_after_the_sending_with_one_message_id(
        self, server: MailServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        queue("a@example.org")
        with monkeypatch.context() as patch:
            patch.setattr(outbox, "_update", _dies_when_sent)
            with pytest.raises(KeyboardInterrupt):
                services.send_due_mails(now=NOW)
        assert services.send_due_mails(now=NOW + CLAIM) == 1
        first, second = server.messages
        assert first["Message-ID"] == second["Message-ID"]

    def test_keeps_a_row_for_thirty_days(self, server: MailServer) -> None:
        queue("a@example.org")
        services.send_due_mails(now=NOW)
        assert jobs.delete_mails(NOW + timedelta(days=30) - timedelta(seconds=1)) == 0
        assert jobs.delete_mails(NOW + timedelta(days=30)) == 1


_update = outbox._update


def _dies_when_sent(mails: Any, **columns: Any) -> None:
    if "sent_at" in columns:
        raise KeyboardInterrupt
    # Nothing is released by a process that is dead.
    if columns != {"claimed_until": None}:
        _update(mails, **columns)


@pytest.mark.usefixtures("committed_site")
def test_two_processes_send_each_mail_once(server: MailServer) -> None:
    queue(*(f"reader{number}@example.org" for number in range(12)))
    outcomes = at_the_same_moment(*[lambda: services.send_due_mails(now=NOW)] * 2)
    assert sum(outcomes) + services.send_due_mails(now=NOW) == 12
    assert len(server.recipients) == len(set(server.recipients)) == 12
