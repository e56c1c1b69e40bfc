"""Rules for what readers type: each brings a text into its normal form.

Each `clean_*` returns the normal form or raises a `ValidationError` with a stable code and a message for the
reader. Cleaning is idempotent.
"""

import hashlib
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.characters import is_unseen, strip_unseen
from comments.characters import (
    EDGES,
    NEWLINES,
    fewer_marks,
    is_visible,
    is_word,
    without_controls,
)
from comments.links import has_link
from comments.privacy import normalise_email
from comments.rendering import shows_nothing
from comments.reports import EXPLANATION_MAX_LENGTH

# In code points of the normal form. The shortest name is 王, the shortest text 👍.
MIN_LENGTH = 1
NAME_MAX_LENGTH = 60
TEXT_MAX_LENGTH = 5000
EMAIL_MAX_LENGTH = 254

_EMAIL = re.compile(r"\S+@\S+\.\S+")
# A block of code, which may not end, or blank lines outside of one.
_CODE_OR_BLANK_LINES = re.compile(
    r"(?P<code>^[ >]*(?P<fence>`{3,})[^`\n]*$.*?(?:^[ >]*(?P=fence)`*[^\S\n]*$|\Z))|\n(?:[^\S\n]*\n)+",
    re.MULTILINE | re.DOTALL,
)
_SPACES = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Return the text in NFC, with plain line breaks, without control characters and stacked marks."""
    text = without_controls(NEWLINES.sub("\n", text))
    # Marks are counted first: NFC sorts them, which takes quadratic time.
    return _without_edges(unicodedata.normalize("NFC", fewer_marks(text)))


def clean_name(name: str) -> str:
    """Return a name on one line.

    :raises ValidationError: if it has no letter or digit, is too long, or contains a URL or an e-mail address
    """
    _refuse_nul(name)
    name = _SPACES.sub(" ", normalise(name)).strip()
    if not any(map(is_word, name)):
        raise ValidationError(_("Please enter your name."), "blank")
    _refuse_length(name, NAME_MAX_LENGTH)
    if _EMAIL.search(name.replace("＠", "@")):
        raise ValidationError(
            _("The name is published. Please do not enter an e-mail address here."), "address"
        )
    if has_link(name):
        raise ValidationError(_("Please enter a name, not a link."), "url")
    return name


def clean_email(email: str) -> str:
    """Return an e-mail address as it was written, without spaces and invisible characters around it.

    :raises ValidationError: if it is blank, too long or not an e-mail address
    """
    _refuse_nul(email)
    # A keyboard of East Asia may type the @ in full width.
    email = strip_unseen(email).replace("＠", "@")
    if not email:
        raise ValidationError(_("Please enter your e-mail address."), "blank")
    _refuse_length(email, EMAIL_MAX_LENGTH)
    try:
        normalise_email(email)
    except ValueError as error:
        raise ValidationError(_("This is not an e-mail address."), "invalid") from error
    return email


def clean_text(text: str) -> str:
    """Return the text of a comment, with at most one blank line in a row outside of code.

    :raises ValidationError: if nothing of it would be seen, or it is too long
    """
    _refuse_nul(text)
    text = _CODE_OR_BLANK_LINES.sub(lambda match: match["code"] or "\n\n", normalise(text))
    _refuse_length(text, TEXT_MAX_LENGTH)
    if shows_nothing(text):
        raise ValidationError(_("Please write something."), "blank")
    return text


def clean_explanation(text: str) -> str:
    """Return what a reader explains, empty if nothing of it would be seen.

    :raises ValidationError: if it is too long
    """
    _refuse_nul(text)
    text = normalise(text).strip()
    _refuse_length(text, EXPLANATION_MAX_LENGTH)
    return text if any(map(is_visible, text)) else ""


def fingerprint(text: str) -> str:
    """Return a digest that is the same for texts that differ only in case, spacing and punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Without its marks a word of an Indian language is another one.
    marked = (char for char in folded if char.isalnum() or unicodedata.category(char)[0] == "M")
    letters = "".join(char for char in marked if not is_unseen(char))
    return hashlib.sha256(letters.encode()).hexdigest() if letters else ""


def _without_edges(text: str) -> str:
    """Remove the space around a text, but for the indent of the first of several lines, as in a poem or code."""
    body = text.strip(EDGES)
    if "\n" not in body:
        return body
    indent = text[: text.index(body)].rpartition("\n")[2]
    return indent.replace("\ufeff", "") + body


def _refuse_nul(text: str) -> None:
    if "\0" in text:
        raise ValidationError(_("This contains a character that is not allowed."), "null_character")


def _refuse_length(text: str, most: int) -> None:
    if len(text) > most:
        raise ValidationError(_("This is too long: at most %(most)s characters."), "too_long", {"most": most})
