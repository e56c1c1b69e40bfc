"""What a topic is called, and when two names mean the same topic."""

import re
import unicodedata

# Controls, and invisible characters that no word needs: soft hyphens, zero-width spaces, embeddings of a direction.
_UNWANTED = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
# Joiners, marks of direction and variation selectors: they change how a name looks, and are often left out.
_OPTIONAL = re.compile("[\u061c\u200c-\u200f\ufe0e\ufe0f]")
# Letters, marks and signs that show nothing: fillers, the blank of Braille, variation selectors.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
_BETWEEN_COMMAS = re.compile(r'(?:"[^"]*"|[^,])+')


def clean_name(text: str) -> str:
    """Return a name as it is stored: composed (NFC), with single spaces and without straight quotes.

    It is empty if nothing of it could be seen.
    """
    name = " ".join(_UNWANTED.sub("", unicodedata.normalize("NFC", text)).replace('"', "").split())
    return name if any(unicodedata.category(sign)[0] in "LMNPS" for sign in _BLANK.sub("", name)) else ""


def topic_key(name: str) -> str:
    """Return what is the same for all spellings of a topic, such as Straße, STRASSE and straße with spaces."""
    decomposed = unicodedata.normalize("NFD", clean_name(_OPTIONAL.sub("", name)))
    return unicodedata.normalize("NFC", decomposed.casefold())


def names_in(text: str) -> list[str]:
    """Return the names in the field of an editor, which are separated by commas; quotes protect a comma."""
    names = {clean_name(part) for part in _BETWEEN_COMMAS.findall(text or "")}
    return sorted(name for name in names if topic_key(name))
