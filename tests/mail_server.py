"""A mail server on this machine that keeps what it accepts."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, cast


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as Django's back end needs.

    `answers` maps a command, an address or `DATA.` (the end of a message) to the code with which it is refused.
    With `is_silent` set it accepts connections and never answers.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.accepted: list[tuple[str, EmailMessage]] = []
        self.answers: dict[str, int] = {}
        self.is_silent = False
        self.connections = 0
        self.commands: list[str] = []

    @property
    def messages(self) -> list[EmailMessage]:
        return [message for _address, message in self.accepted]

    @property
    def recipients(self) -> list[str]:
        return [address for address, _message in self.accepted]


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        if self.server.is_silent:
            self.rfile.read()
            return
        self._say(self.server.answers.get("CONNECT", 220))
        recipient = ""
        for line in self.rfile:
            text = line.decode().strip()
            command = text.partition(" ")[0].upper()
            self.server.commands.append(text)
            if command == "RCPT":
                recipient = text.partition("<")[2].partition(">")[0]
            code = self.server.answers.get(recipient if command == "RCPT" else command, 250)
            if command == "DATA" and code == 250:
                self._take(recipient)
                continue
            self._say(221 if command == "QUIT" else code)
            if command == "QUIT":
                return

    def _take(self, recipient: str) -> None:
        self._say(354)
        lines = []
        while (line := self.rfile.readline()).strip(b"\r\n") != b".":
            lines.append(line.removeprefix(b"."))
        code = self.server.answers.get("DATA.", 250)
        if code == 250:
            message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
            self.server.accepted.append((recipient, cast(EmailMessage, message)))
        self._say(code)

    def _say(self, code: int) -> None:
        self.wfile.write(f"{code} {code}\r\n".encode())


@contextmanager
def mail_server(settings: Any) -> Iterator[MailServer]:
    """Run a mail server, and let the mails to readers go there."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        settings.OUTBOX_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        settings.PUBLIC_HOST = "paper.example"
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
