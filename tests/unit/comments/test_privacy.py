"""E-mail addresses and networks behind keys."""

import hashlib

import pytest
from cryptography.fernet import Fernet, InvalidToken
from pytest_django import Settings

from comments.forms import Submission
from comments.privacy import (
    decrypt_email,
    email_lookup,
    encrypt_email,
    network_tag,
    normalise_email,
    rotate_email,
)

EMAIL = "Jörg+X@Beispiel.DE"


def test_an_email_address_comes_back_as_it_was_written() -> None:
    assert decrypt_email(encrypt_email(EMAIL)) == EMAIL


def test_the_same_email_address_is_never_encrypted_the_same_way() -> None:
    assert encrypt_email(EMAIL) != encrypt_email(EMAIL)


def test_an_older_key_still_decrypts_and_is_not_needed_after_rotation(settings: Settings) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.ADDRESS_KEYS = [old]
    token = encrypt_email(EMAIL)
    settings.ADDRESS_KEYS = [new, old]
    assert decrypt_email(token) == EMAIL
    rotated = rotate_email(token)
    settings.ADDRESS_KEYS = [new]
    assert decrypt_email(rotated) == EMAIL
    with pytest.raises(InvalidToken):
        decrypt_email(token)


def test_an_erased_email_address_stays_empty() -> None:
    assert (decrypt_email(""), rotate_email("")) == ("", "")


def test_one_mailbox_has_one_lookup_however_it_is_written() -> None:
    assert email_lookup("JÖRG@Müller.example") == email_lookup(" jo\u0308rg@xn--mller-kva.example ")
    assert email_lookup("a@example.org") != email_lookup("b@example.org")


def test_a_lookup_depends_on_its_key(settings: Settings) -> None:
    here = email_lookup(EMAIL)
    for name in ("md5", "sha1", "sha256"):
        assert here != hashlib.new(name, normalise_email(EMAIL).encode()).hexdigest()
    settings.ADDRESS_LOOKUP_KEY = "another"
    assert email_lookup(EMAIL) != here


def test_a_network_has_another_tag_every_day() -> None:
    assert network_tag("192.0.2.1", "monday") != network_tag("192.0.2.1", "tuesday")


def test_what_is_no_email_address_has_no_normal_form() -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        normalise_email("ida")


def test_a_submission_does_not_show_the_email_address_when_it_is_printed() -> None:
    shown = repr(Submission(name="Ida", email=EMAIL, text="Hallo", locale="de"))
    assert EMAIL not in shown
