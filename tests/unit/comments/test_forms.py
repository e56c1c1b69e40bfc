"""The form that cleans a comment."""

from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from comments.forms import CommentForm, Submission

ID = UUID("0190a0b0-c0d0-7e0f-8a0b-0c0d0e0f0a0b")
FINE = {"name": " Ida ", "email": " ida@example.org ", "text": "Hallo.\r\n", "consent": True}


def test_a_comment_is_cleaned_into_a_submission() -> None:
    form = CommentForm({**FINE, "parent": str(ID), "locale": "de", "honeypot": "x"})
    assert form.is_valid()
    assert form.submission == Submission(
        name="Ida", email="ida@example.org", text="Hallo.", locale="de", parent=ID, honeypot="x"
    )


def test_what_is_optional_can_be_left_out() -> None:
    form = CommentForm(FINE)
    assert form.is_valid()
    assert (form.submission.locale, form.submission.parent, form.submission.honeypot) == ("", None, "")


@pytest.mark.parametrize(
    ("field", "value", "code", "message"),
    [
        ("name", None, "blank", "Please enter your name."),
        ("name", "www.x.de", "url", "Please enter a name, not a link."),
        ("email", "", "blank", "Please enter your e-mail address."),
        ("email", "ida", "invalid", "This is not an e-mail address."),
        ("text", "**", "blank", "Please write something."),
        ("text", "x" * 5001, "too_long", "This is too long: at most 5000 characters."),
        ("text", "a\0b", "null_character", "This contains a character that is not allowed."),
        ("consent", False, "required", "Please agree, or we may not keep your comment."),
        ("parent", "7", "invalid", "Enter a valid UUID."),
        ("locale", "fr", "invalid_choice", "We do not know this language."),
    ],
)
def test_an_error_has_a_code_and_a_message(field: str, value: Any, code: str, message: str) -> None:
    [(name, [error])] = CommentForm({**FINE, field: value}).errors.as_data().items()
    with translation.override("en"):
        assert (name, error.code, error.messages) == (field, code, [message])
