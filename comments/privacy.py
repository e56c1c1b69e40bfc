"""E-mail addresses and networks, kept so that nobody who reads the database or an answer learns them."""

import contextlib
import hashlib
import hmac
import unicodedata

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def normalise_address(address: str) -> str:
    """This will write an address in the one form that is compared: NFC, lower case, the domain in ASCII.

    :raises ValueError: if it has no two parts
    """
    local, at, domain = unicodedata.normalize("NFC", address.strip()).lower().rpartition("@")
    if not (local and at and domain):
        raise ValueError("not an address")
    # A domain that IDNA refuses is compared as it was written.
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"


def encrypt_address(address: str) -> str:
    """This will encrypt an address with the first of `ADDRESS_KEYS`."""
    return _fernet().encrypt(address.encode()).decode()


def decrypt_address(token: str) -> str:
    """This will read an encrypted address back, with any of `ADDRESS_KEYS`; empty stays empty."""
    return _fernet().decrypt(token.encode()).decode() if token else ""


def rotate_address(token: str) -> str:
    """This will encrypt an address anew with the first key; empty stays empty."""
    return _fernet().rotate(token.encode()).decode() if token else ""


def address_lookup(address: str) -> str:
    """This will return the keyed digest by which comments of one address are found."""
    return _digest(settings.ADDRESS_LOOKUP_KEY, normalise_address(address))


def network_tag(network: str, secret: str) -> str:
    """This will return the keyed digest of a network; `secret` is the day's, and forgotten after a week."""
    return _digest(settings.NETWORK_KEY + secret, network)


def _digest(key: str, message: str) -> str:
    return hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest()


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ADDRESS_KEYS])
