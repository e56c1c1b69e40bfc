"""`EMAIL_URL` is understood as a whole or refused with a sentence, and no mail server stops or delays an editor."""

import logging
import smtplib
import socket
import ssl
import threading
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client

from config import mail_backend
from config.mail_url import mail_settings, sender
from tests import factories
from tests.admin import soup
from tests.inputs.mail_urls import NO_SENDERS, REFUSED, SENDERS, understood

PATIENCE = 30


class TestAnEmailUrl:
    def test_means_what_it_says(self) -> None:
        for url, expected in understood():
            found = mail_settings(url)
            assert {name: found[name] for name in expected} == expected, url

    def test_has_a_time_out(self) -> None:
        assert {mail_settings(url)["EMAIL_TIMEOUT"] for url, _ in understood()} == {10}

    @pytest.mark.parametrize("url", REFUSED)
    def test_that_is_not_understood_is_refused_without_its_password(self, url: str) -> None:
        with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_URL ") as refusal:
            mail_settings(url)
        assert "geheim" not in str(refusal.value)

    @pytest.mark.parametrize(
        ("url", "backend"), [("", "dummy"), ("console://", "console"), ("CONSOLE:", "console")]
    )
    def test_may_name_no_server(self, url: str, backend: str) -> None:
        found = mail_settings(url)
        assert found["EMAIL_BACKEND"] == f"django.core.mail.backends.{backend}.EmailBackend"
        assert not found["WAGTAIL_PASSWORD_RESET_ENABLED"]


@pytest.mark.parametrize("text", SENDERS)
def test_a_sender_is_an_address_with_or_without_a_name(text: str) -> None:
    assert sender(text) == text


@pytest.mark.parametrize("text", NO_SENDERS)
def test_anything_else_is_no_sender(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="MAIL_FROM"):
        sender(text)


@pytest.mark.django_db
@pytest.mark.parametrize("is_set_up", [True, False])
def test_a_forgotten_password_is_offered_only_where_mail_is_set_up(settings: Any, is_set_up: bool) -> None:
    found = mail_settings("smtp://mail.example.org" if is_set_up else "")
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = found["WAGTAIL_PASSWORD_RESET_ENABLED"]
    factories.user(username="ida", email="ida@example.org", is_superuser=True)
    assert bool(soup(Client().get("/admin/login/")).select("a.reset-password")) == is_set_up
    response = Client().post("/admin/password_reset/", {"email": "ida@example.org"})
    assert (response.status_code, len(mail.outbox)) == ((302, 1) if is_set_up else (404, 0))


class TestAMailServer:
    @pytest.fixture(autouse=True)
    def _back_end(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.EMAIL_BACKEND = "config.mail_backend.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 0.1

    @pytest.mark.parametrize(
        "error",
        [
            ConnectionRefusedError("ida@example.org"),
            TimeoutError("timed out"),
            socket.gaierror(-2, "Name or service not known"),
            ssl.SSLError("certificate"),
            smtplib.SMTPAuthenticationError(535, b"ida@example.org"),
            smtplib.SMTPRecipientsRefused({"ida@example.org": (550, b"unknown")}),
            smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
            smtplib.SMTPNotSupportedError("STARTTLS"),
            UnicodeEncodeError("ascii", "ü", 0, 1, "ordinal not in range"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_that_fails_stops_nothing_and_is_logged_without_an_address(
        self, error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(*arguments: Any) -> None:
            raise error

        monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", fail)
        with caplog.at_level(logging.ERROR):
            assert mail.send_mail("Betreff", "Text", None, ["ida@example.org"]) == 1
            wait_for_the_sender()
        assert caplog.messages == [f"a mail could not be sent: {type(error).__name__}"]

    def test_that_is_tried_by_hand_answers_before_the_command_ends(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        call_command("sendtestemail", "ida@example.org")
        assert caplog.messages == ["a mail could not be sent: ConnectionRefusedError"]

    @pytest.mark.django_db
    def test_that_hangs_is_not_waited_for(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        may_end, sent = threading.Event(), threading.Event()

        def hang(*arguments: Any) -> int:
            assert may_end.wait(PATIENCE)
            sent.set()
            return 1

        monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.send_messages", hang)
        settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
        factories.user(username="ida", email="ida@example.org")
        response = Client().post("/admin/password_reset/", {"email": "ida@example.org"})
        assert (response.status_code, sent.is_set()) == (302, False)
        may_end.set()
        wait_for_the_sender()
        assert sent.is_set()


def wait_for_the_sender() -> None:
    waiting = threading.Thread(target=mail_backend._waiting().join, daemon=True)
    waiting.start()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
