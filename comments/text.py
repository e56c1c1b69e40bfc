"""Rules for what readers type: each brings a text into its normal form.

Each `clean_*` returns the normal form or raises a `ValidationError` with a stable code and a message for the
reader. Cleaning is idempotent.
"""

import hashlib
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = (2, 60)
TEXT_LENGTH = (2, 5000)
EMAIL_LENGTH = 254
# No script needs more combining marks on one letter; more of them ("Zalgo") cover the lines above and below.
MAX_MARKS_IN_A_ROW = 3

_URL = re.compile(
    r"(?i)https?:|www\.|://|[\w-]{2,}\.(?:at|biz|ch|cn|co|com|de|es|eu|fr|info|io|it|me|net|nl|online|org|pl|"
    r"ru|shop|site|top|tv|uk|xyz)\b"
)
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_SPACES = re.compile(r"\s+")
# A zero-width joiner outside of emoji sequences, where it joins several into one picture.
_JOINER = re.compile(
    r"(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
# Letters and symbols by category, but without a visible glyph: Hangul fillers and the blank Braille pattern.
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def normalise(text: str) -> str:
    """Return the text in NFC, with plain line breaks, without control characters and stacked marks."""
    text = _NEWLINES.sub("\n", text)
    text = _JOINER.sub("", text)
    kept = "".join(char for char in text if not _is_control(char))
    return unicodedata.normalize("NFC", _fewer_marks(kept)).strip()


def clean_name(name: str) -> str:
    """Return a name on one line.

    :raises ValidationError: if it is blank, too short or long, or contains a URL or an e-mail address
    """
    _refuse_nul(name)
    name = _SPACES.sub(" ", normalise(name))
    if not any(char.isalnum() and char not in _INVISIBLE for char in name):
        raise ValidationError(_("Please enter your name."), "blank")
    _refuse_length(name, *NAME_LENGTH)
    if _EMAIL.search(name):
        raise ValidationError(
            _("The name is published. Please do not enter an e-mail address here."), "address"
        )
    if _URL.search(name):
        raise ValidationError(_("Please enter a name, not a web address."), "url")
    return name


def clean_email(email: str) -> str:
    """Return an e-mail address as it was written, without the spaces around it.

    :raises ValidationError: if it is blank, too long or not an e-mail address
    """
    _refuse_nul(email)
    email = email.strip()
    if not email:
        raise ValidationError(_("Please enter your e-mail address."), "blank")
    if len(email) > EMAIL_LENGTH:
        raise _too_long(EMAIL_LENGTH)
    if any(_is_control(char) or char.isspace() for char in email) or not _is_email(email):
        raise ValidationError(_("This is not an e-mail address."), "invalid")
    return email


def clean_text(text: str) -> str:
    """Return the text of a comment, with at most one blank line in a row.

    :raises ValidationError: if it is blank, too short or too long
    """
    _refuse_nul(text)
    text = _BLANK_LINES.sub("\n\n", normalise(text))
    if not any(_is_visible(char) for char in text):
        raise ValidationError(_("Please write something."), "blank")
    _refuse_length(text, *TEXT_LENGTH)
    return text


def fingerprint(text: str) -> str:
    """Return a digest that is the same for texts that differ only in case, spacing and punctuation."""
    letters = "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest() if letters else ""


def _is_control(char: str) -> bool:
    # Cc: controls. Cf: invisible formatting, such as bidi overrides and zero-width spaces. Cs: lone surrogates.
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\n\t\u200d"


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in _INVISIBLE


def _fewer_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MAX_MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)


def _refuse_nul(text: str) -> None:
    if "\0" in text:
        raise ValidationError(_("This contains a character that is not allowed."), "null_character")


def _refuse_length(text: str, least: int, most: int) -> None:
    if len(text) < least:
        message = _("This is too short: at least %(least)s characters.")
        raise ValidationError(message, "too_short", {"least": least})
    if len(text) > most:
        raise _too_long(most)


def _too_long(most: int) -> ValidationError:
    return ValidationError(_("This is too long: at most %(most)s characters."), "too_long", {"most": most})


def _is_email(email: str) -> bool:
    local, _at, domain = email.rpartition("@")
    # Django allows only ASCII before the @; RFC 6531 allows other letters there too.
    ascii_local = "".join("a" if char.isalpha() and not char.isascii() else char for char in local)
    try:
        validate_email(f"{ascii_local}@{domain}")
    except ValidationError:
        return False
    return True
