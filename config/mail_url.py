"""The mail server, as `EMAIL_URL` describes it, and the sender of mails."""

import re
from email.utils import getaddresses
from typing import Any, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

# Seconds that a server may take to connect, and for each answer.
TIMEOUT = 10
_HOST = re.compile(r"[\w.:-]+")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Transport(NamedTuple):
    """How a scheme encrypts, and its port."""

    port: int
    starttls: bool = False
    tls: bool = False


TRANSPORTS = {
    "smtp": Transport(25),
    "smtp+tls": Transport(587, starttls=True),
    "smtps": Transport(465, tls=True),
}
CONSOLE = "console"
# Nobody can get a link to a new password, and readers are offered no mails.
_UNREACHABLE = {"WAGTAIL_PASSWORD_RESET_ENABLED": False, "OUTBOX_EMAIL_BACKEND": ""}


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for a mail server; without a URL no mail is sent.

    Nothing is guessed and nothing ignored: a URL that is not understood as a whole is refused.

    :raises ImproperlyConfigured: if it is; the message does not repeat the URL, which may hold a password
    """
    if not url:
        return {**_UNREACHABLE, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    # `urlsplit` drops line breaks without a word.
    _refuse_if(not url.isprintable() or " " in url, "must not contain spaces or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refusal("is not a URL; encode special characters of user and password as %XX") from None
    if parts.scheme == CONSOLE:
        _refuse_if(parts._replace(scheme="").geturl() not in ("", "//"), "takes nothing after console://")
        printer = "django.core.mail.backends.console.EmailBackend"
        return {**_UNREACHABLE, "EMAIL_BACKEND": printer, "OUTBOX_EMAIL_BACKEND": printer}
    schemes = ", ".join(f"{scheme}://" for scheme in (*TRANSPORTS, CONSOLE))
    _refuse_if(parts.scheme not in TRANSPORTS, f"must start with one of {schemes}")
    _refuse_if(not _HOST.fullmatch(parts.hostname or ""), "must name a host")
    _refuse_if(port == 0, "must name a port from 1 to 65535")
    _refuse_if(
        parts.path not in ("", "/") or "?" in url or "#" in url,
        "must end after host and port: the scheme says how to encrypt, and / ? # in a password are %2F %3F %23",
    )
    return _smtp(parts, TRANSPORTS[parts.scheme])


def sender(text: str) -> str:
    """Return the sender of all mails, an address or `Name <address>`.

    :raises ImproperlyConfigured: if it is neither
    """
    addresses = [address for _name, address in getaddresses([text])]
    # The parser drops spaces and line breaks without a word.
    is_whole = text.isprintable() and len(addresses) == 1 and addresses[0] in text
    try:
        validate_email(addresses[0] if is_whole else "")
    except ValidationError:
        raise ImproperlyConfigured("MAIL_FROM must be an e-mail address, or Name <address>") from None
    return text


def _smtp(parts: SplitResult, transport: Transport) -> dict[str, Any]:
    user, password = (_decoded(text or "") for text in (parts.username, parts.password))
    _refuse_if(bool(user) != bool(password), "must have both user and password, or neither")
    return {
        "WAGTAIL_PASSWORD_RESET_ENABLED": True,
        "EMAIL_BACKEND": "config.mail_backend.EmailBackend",
        # The background work, which sends the mails to readers, waits for the answer of the server.
        "OUTBOX_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or transport.port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_TLS": transport.starttls,
        "EMAIL_USE_SSL": transport.tls,
        "EMAIL_TIMEOUT": TIMEOUT,
    }


def _decoded(text: str) -> str:
    _refuse_if(bool(_ESCAPE.search(text)), "has a % that is not followed by two hex digits; write it as %25")
    decoded = unquote(text)
    # Python's SMTP client can send no others.
    _refuse_if(not decoded.isascii() or "\0" in decoded, "must have user and password in ASCII")
    return decoded


def _refuse_if(is_wrong: bool, reason: str) -> None:
    if is_wrong:
        raise _refusal(reason)


def _refusal(reason: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"EMAIL_URL {reason}; see docs/settings.md")
