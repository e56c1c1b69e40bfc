"""Rules for keeping e-mail addresses encrypted and networks as keyed digests."""

import hashlib
import hmac
import unicodedata

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from email_validator import EmailNotValidError, validate_email


def normalise_email(email: str) -> str:
    """Return an e-mail address in the form that is compared: NFC, lower case, the domain in ASCII (IDNA 2008).

    Nearly no mail server tells capital from small letters before the @.

    :raises ValueError: if it is not an e-mail address that could receive mail
    """
    # Whether the domain exists is not asked: the name server would learn of the address.
    try:
        found = validate_email(email.strip(), check_deliverability=False)
    except EmailNotValidError:
        # Its message can repeat the address, which must not get into a log.
        raise ValueError("not an e-mail address") from None
    return unicodedata.normalize("NFC", f"{found.local_part.lower()}@{found.ascii_domain}")


def mailbox(email: str) -> str:
    """Return an e-mail address as mail servers without SMTPUTF8 take it, empty if they do not."""
    return validate_email(email, check_deliverability=False).ascii_email or "" if email else ""


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
