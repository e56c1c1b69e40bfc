"""How the words of a title become the part of an address: one table for the server and for the editor's form."""

import functools
import re
import unicodedata
from collections.abc import Callable, Collection
from itertools import count

from anyascii import anyascii
from django.utils.text import slugify

# Room for about twelve words.
MAX_LENGTH = 100
# Room for the hyphen and the number of a slug that others have.
_LONGEST_ENDING = 6
# Umlauts may also come as two characters, a vowel and combining dots.
_GERMAN = (("[äÄ]|[aA]\u0308", "ae"), ("[öÖ]|[oO]\u0308", "oe"), ("[üÜ]|[uU]\u0308", "ue"), ("[ßẞ]", "ss"))
# Apostrophes, the letters that are used as such, and invisible characters: the word goes on behind them.
_JOINING = "['`´‘’\u02b0-\u02ff\u00ad\u0640\u061c\u200d-\u200f\u2060\ufeff]"
# What follows are ideographs, which have a meaning of their own.
_END = 0x20000


@functools.cache
def formatters() -> tuple[tuple[str, str], ...]:
    """Return patterns with what replaces them, in this order. Python and JavaScript read them alike.

    German letters are spelt out, other Latin letters become ASCII, and what separates words becomes a hyphen.
    """
    latin: dict[str, str] = {}
    for letter in map(chr, range(0x80, _END)):
        if letter.isalpha() and "LATIN" in unicodedata.name(letter, ""):
            plain = re.sub("[^a-z0-9]", "", anyascii(letter).lower())
            latin[plain] = latin.get(plain, "") + letter
    return (
        *_GERMAN,
        (_JOINING, ""),
        *((f"[{letters}]", plain) for plain, letters in latin.items()),
        (f"[{_separators()}]+", "-"),
        ("^[-_]+|[-_]+$", ""),
    )


def slug_of(title: str, max_length: int = MAX_LENGTH) -> str:
    """Return the words of a title as Django's validator takes them, or an empty text if there are none.

    Letters of other scripts stay; their combining marks, which the validator refuses, are composed or dropped.
    """
    text = unicodedata.normalize("NFC", title)
    for pattern, replacement in formatters():
        text = re.sub(pattern, replacement, text)
    return _cut(unicodedata.normalize("NFC", slugify(text, allow_unicode=True)), max_length)


def free_slug(
    title: str, *, otherwise: str, taken: Callable[[str], Collection[str]], max_length: int = MAX_LENGTH
) -> str:
    """Return the slug of a title, or `otherwise` if it has no words, with the lowest number that is free.

    `taken` returns the slugs with a given beginning that are in use. It is called once, however many there are.
    """
    wanted = slug = slug_of(title, max_length) or otherwise
    in_use = taken(_cut(wanted, max_length - _LONGEST_ENDING))
    numbers = count(2)
    while slug in in_use:
        ending = f"-{next(numbers)}"
        slug = _cut(wanted, max_length - len(ending)) + ending
    return slug


def _cut(slug: str, max_length: int) -> str:
    """Shorten a slug at the end of a word, or within the first word if that alone is too long."""
    if len(slug) <= max_length:
        return slug
    whole_words = slug[: max_length + 1].rpartition("-")[0]
    return (whole_words or slug[:max_length]).rstrip("-_")


def _separators() -> str:
    """Return the ranges of all characters that are neither letter, digit, combining mark nor underscore."""
    ranges: list[list[int]] = []
    is_open = False
    for code in range(_END):
        category = unicodedata.category(chr(code))
        if category in ("Cn", "Cs", "Co"):
            continue
        is_separator = category[0] in "CPSZ" and chr(code) != "_"
        if is_separator and is_open:
            ranges[-1][1] = code
        elif is_separator:
            ranges.append([code, code])
        is_open = is_separator
    return "".join(f"{_escaped(first)}-{_escaped(last)}" for first, last in ranges)


def _escaped(code: int) -> str:
    return f"\\{chr(code)}" if chr(code) in r"\]^-" else chr(code)
