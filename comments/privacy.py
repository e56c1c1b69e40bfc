"""Rules for keeping e-mail addresses encrypted and networks as keyed digests."""

import contextlib
import hashlib
import hmac
import unicodedata

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def normalise_email(email: str) -> str:
    """Return an e-mail address in the form that is compared: NFC, lower case, the domain in ASCII.

    :raises ValueError: if there is nothing before or after the @
    """
    local, at, domain = unicodedata.normalize("NFC", email.strip()).lower().rpartition("@")
    if not (local and at and domain):
        raise ValueError("not an e-mail address")
    # A domain that IDNA refuses is compared as written.
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"


def encrypt_email(email: str) -> str:
    """Encrypt an e-mail address with the first of `ADDRESS_KEYS`."""
    return _fernet().encrypt(email.encode()).decode()


def decrypt_email(token: str) -> str:
    """Decrypt an e-mail address with any of `ADDRESS_KEYS`; empty stays empty."""
    return _fernet().decrypt(token.encode()).decode() if token else ""


def rotate_email(token: str) -> str:
    """Encrypt an e-mail address again with the first key; empty stays empty."""
    return _fernet().rotate(token.encode()).decode() if token else ""


def email_lookup(email: str) -> str:
    """Return the keyed digest that finds the comments of one e-mail address."""
    return _digest(settings.ADDRESS_LOOKUP_KEY, normalise_email(email))


def network_tag(network: str, secret: str) -> str:
    """Return the keyed digest of a network; `secret` is that of the day (`NetworkKey`)."""
    return _digest(settings.NETWORK_KEY + secret, network)


def _digest(key: str, message: str) -> str:
    return hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest()


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ADDRESS_KEYS])
