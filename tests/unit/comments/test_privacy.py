"""Addresses and networks behind keys."""

import hashlib

import pytest
from cryptography.fernet import Fernet, InvalidToken
from pytest_django import Settings

from comments.privacy import (
    address_lookup,
    decrypt_address,
    encrypt_address,
    network_tag,
    normalise_address,
    rotate_address,
)
from comments.submission import Submission

ADDRESS = "Jörg+X@Beispiel.DE"


def test_an_address_comes_back_as_it_was_written() -> None:
    assert decrypt_address(encrypt_address(ADDRESS)) == ADDRESS


def test_the_same_address_is_never_encrypted_the_same_way() -> None:
    assert encrypt_address(ADDRESS) != encrypt_address(ADDRESS)


def test_an_older_key_still_reads_and_rotation_makes_it_needless(settings: Settings) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.ADDRESS_KEYS = [old]
    token = encrypt_address(ADDRESS)
    settings.ADDRESS_KEYS = [new, old]
    assert decrypt_address(token) == ADDRESS
    rotated = rotate_address(token)
    settings.ADDRESS_KEYS = [new]
    assert decrypt_address(rotated) == ADDRESS
    with pytest.raises(InvalidToken):
        decrypt_address(token)


def test_an_erased_address_stays_empty() -> None:
    assert (decrypt_address(""), rotate_address("")) == ("", "")


def test_one_mailbox_has_one_lookup_however_it_is_written() -> None:
    assert address_lookup("JÖRG@Müller.example") == address_lookup(" jo\u0308rg@xn--mller-kva.example ")
    assert address_lookup("a@example.org") != address_lookup("b@example.org")


def test_a_lookup_is_worth_nothing_without_its_key(settings: Settings) -> None:
    here = address_lookup(ADDRESS)
    for name in ("md5", "sha1", "sha256"):
        assert here != hashlib.new(name, normalise_address(ADDRESS).encode()).hexdigest()
    settings.ADDRESS_LOOKUP_KEY = "another"
    assert address_lookup(ADDRESS) != here


def test_a_network_has_another_tag_every_day() -> None:
    assert network_tag("192.0.2.1", "monday") != network_tag("192.0.2.1", "tuesday")


def test_what_is_no_address_has_no_normal_form() -> None:
    with pytest.raises(ValueError, match="not an address"):
        normalise_address("ida")


def test_a_submission_does_not_show_the_address_when_it_is_printed() -> None:
    shown = repr(Submission(name="Ida", email=ADDRESS, text="Hallo", consent=True, locale="de"))
    assert ADDRESS not in shown
