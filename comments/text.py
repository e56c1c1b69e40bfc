"""What readers type, brought into a harmless and comparable form. Pure.

Each `clean_*` returns the normal form or raises `FieldRefused`; cleaning twice changes nothing.
"""

import hashlib
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = (2, 60)
TEXT_LENGTH = (2, 5000)
ADDRESS_LENGTH = 254
# More marks on one letter than any script needs are only meant to run over other people's lines.
MAX_MARKS_IN_A_ROW = 3

_URL = re.compile(
    r"(?i)https?:|www\.|://|[\w-]{2,}\.(?:at|biz|ch|cn|co|com|de|es|eu|fr|info|io|it|me|net|nl|online|org|pl|"
    r"ru|shop|site|top|tv|uk|xyz)\b"
)
_ADDRESS = re.compile(r"\S+@\S+\.\S+")
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_SPACES = re.compile(r"\s+")
# A zero-width joiner stays where it holds a picture of several together.
_JOINER = re.compile(
    r"(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
# Letters and symbols by name, but nothing to see: Hangul fillers and the empty Braille pattern.
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u2800")


class FieldRefused(Exception):
    """One field is not acceptable: a stable `code`, and a sentence for the reader."""

    def __init__(self, code: str, detail: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def normalise(text: str) -> str:
    """This will put text into NFC, with plain line breaks, without controls and without towers of marks."""
    text = _NEWLINES.sub("\n", text)
    text = _JOINER.sub("", text)
    kept = "".join(char for char in text if not _is_control(char))
    return unicodedata.normalize("NFC", _fewer_marks(kept)).strip()


def clean_name(name: str) -> str:
    """This will return a name on one line.

    :raises FieldRefused: if it is blank, too short or long, or holds a web or e-mail address
    """
    _refuse_nul(name)
    name = _SPACES.sub(" ", normalise(name))
    if not any(char.isalnum() and char not in _INVISIBLE for char in name):
        raise FieldRefused("blank", _("Please enter your name."))
    _refuse_length(name, *NAME_LENGTH)
    if _ADDRESS.search(name):
        raise FieldRefused("address", _("The name is published. Please do not enter an e-mail address here."))
    if _URL.search(name):
        raise FieldRefused("url", _("Please enter a name, not a web address."))
    return name


def clean_address(address: str) -> str:
    """This will return an e-mail address as it was written, without spaces around it.

    :raises FieldRefused: if it is blank, too long, or cannot be an address
    """
    _refuse_nul(address)
    address = address.strip()
    if not address:
        raise FieldRefused("blank", _("Please enter your e-mail address."))
    if len(address) > ADDRESS_LENGTH:
        raise FieldRefused("too_long", _too_long(ADDRESS_LENGTH))
    if any(_is_control(char) or char.isspace() for char in address) or not _looks_deliverable(address):
        raise FieldRefused("invalid", _("This is not an e-mail address."))
    return address


def clean_text(text: str) -> str:
    """This will return the text of a comment, with at most one blank line in a row.

    :raises FieldRefused: if it is blank, too short or too long
    """
    _refuse_nul(text)
    text = _BLANK_LINES.sub("\n\n", normalise(text))
    if not any(_is_visible(char) for char in text):
        raise FieldRefused("blank", _("Please write something."))
    _refuse_length(text, *TEXT_LENGTH)
    return text


def fingerprint(text: str) -> str:
    """This will return a digest that texts share which differ only in case, spacing and punctuation."""
    letters = "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest() if letters else ""


def _is_control(char: str) -> bool:
    # Cc controls, Cf invisible formatting such as bidi overrides and zero-width spaces, Cs lone surrogates.
    return unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\n\t\u200d"


def _is_visible(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in _INVISIBLE


def _fewer_marks(text: str) -> str:
    kept: list[str] = []
    row = 0
    for char in text:
        row = row + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if row <= MAX_MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)


def _refuse_nul(text: str) -> None:
    if "\0" in text:
        raise FieldRefused("null_character", _("This contains a character that is not allowed."))


def _refuse_length(text: str, least: int, most: int) -> None:
    if len(text) < least:
        sentence = _("This is too short: at least {least} characters.")
        raise FieldRefused("too_short", format_lazy(sentence, least=least))
    if len(text) > most:
        raise FieldRefused("too_long", _too_long(most))


def _too_long(most: int) -> Promise:
    return format_lazy(_("This is too long: at most {most} characters."), most=most)


def _looks_deliverable(address: str) -> bool:
    local, _at, domain = address.rpartition("@")
    # Django knows no letters beyond ASCII before the @; mail servers have known them since RFC 6531.
    plain = "".join("a" if char.isalpha() and not char.isascii() else char for char in local)
    try:
        validate_email(f"{plain}@{domain}")
    except ValidationError:
        return False
    return True
