"""The rules for what readers type."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from comments.text import clean_email, clean_name, clean_text, fingerprint, normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ja  ", "Ja"),
        ("Scho\u0308n", "Schön"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ufeffsicht\u200dbar\ufeff", "sicht\u200dbar"),
        ("\u202eabc\u202c \u2066x\u2069", "abc \u2066x\u2069"),
        ("a\x07b\x1bc", "abc"),
        ("a" + "\u0301" * 50, "á" + "\u0301" * 5),
        ("👩\u200d👧", "👩\u200d👧"),
        ("Straße\tÄ", "Straße\tÄ"),
    ],
)
def test_text_is_brought_into_one_form(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


def test_blank_lines_do_not_pile_up() -> None:
    assert clean_text("a\n\n\n \n\nb\nc") == "a\n\nb\nc"


def test_the_indent_of_lines_is_kept() -> None:
    assert clean_text("\n \u2003a\n\u2003b\n\n\n  c\n ") == " \u2003a\n\u2003b\n\n  c"


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_and_nothing_else_is_raised(typed: str) -> None:
    for clean in (clean_text, clean_name, clean_email):
        with contextlib.suppress(ValidationError):
            once = clean(typed)
            assert clean(once) == once


@pytest.mark.parametrize("name", ["Ida", "Jürgen M.", "Dr.Meier", "李明", "O'Neill-Özdemir", "M. Beispiel"])
def test_a_persons_name_is_kept(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize("name", ["www.kauf", "kauf.de", "http://x", "Mehr auf shop.example.com", "bit.co"])
def test_a_url_is_no_name(name: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_name(name)
    assert refusal.value.code == "url"


@pytest.mark.parametrize(
    "email",
    ["ida@example.org", "Ida+Post@Beispiel.DE", "jörg@müller.example", "o'neill@sub.example.co.uk"],
)
def test_an_email_address_is_kept_as_written(email: str) -> None:
    assert clean_email(f" {email} ") == email


@pytest.mark.parametrize(
    "email", ["ida", "@x.de", "a@b", "a b@x.de", "a@x.de,b@x.de", "a@x\u202e.de", "a\n@x.de"]
)
def test_what_cannot_be_delivered_is_no_email_address(email: str) -> None:
    with pytest.raises(ValidationError):
        clean_email(email)


def test_the_length_is_that_of_the_cleaned_text() -> None:
    assert len(clean_text("o\u0308" * 5000)) == 5000


def test_texts_that_differ_in_case_and_spacing_only_have_one_fingerprint() -> None:
    assert fingerprint("Kauft  JETZT!") == fingerprint("kauft jetzt")
    assert fingerprint("Kauft jetzt") != fingerprint("Kauft nicht")
    assert fingerprint("!?") == ""
