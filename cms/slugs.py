"""How the words of a title become the part of an address: one table for the server and for the editor's form."""

import functools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
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


# What modifies the letter before it in half-width Japanese, where the two are one letter otherwise.
_VOICING = "ﾞﾟ"


@functools.cache
def formatters() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns with what replaces them, in this order. Python and JavaScript read them alike.

    German letters are spelt out, other Latin letters become ASCII, variants of letters and digits become the usual
    ones, and what separates words becomes a hyphen.
    """
    variants: dict[str, str] = {}
    for letter in map(chr, range(0x80, _END)):
        if (usual := _usual(letter)) != letter:
            variants[usual] = variants.get(usual, "") + letter
    return tuple(
        (re.compile(pattern), replacement)
        for pattern, replacement in (
            *_GERMAN,
            (_JOINING, ""),
            *_voiced(),
            *((f"[{letters}]", usual) for usual, letters in variants.items()),
            # Accents beyond the one that a letter may have been composed with.
            ("[\u0300-\u036f]+", ""),
            (f"[{_separators()}]+", "-"),
            ("^[-_]+|[-_]+$", ""),
        )
    )


@functools.cache
def _of_ascii() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the formatters that find something in ASCII."""
    return tuple(one for one in formatters() if any(one[0].search(chr(code)) for code in range(0x80)))


def _usual(letter: str) -> str:
    """Return ASCII for a Latin letter, and what another letter or a number is a variant of (²: 2, ﬓ: մն)."""
    if letter.isalpha() and "LATIN" in unicodedata.name(letter, ""):
        return re.sub("[^a-z0-9]", "", anyascii(letter).lower())
    is_variant = unicodedata.category(letter)[0] in "LN" and unicodedata.decomposition(letter).startswith("<")
    return unicodedata.normalize("NFKC", letter) if is_variant else letter


def _voiced() -> Iterator[tuple[str, str]]:
    for pair in (chr(code) + mark for code in range(0xFF66, 0xFF9E) for mark in _VOICING):
        if len(letter := unicodedata.normalize("NFKC", pair)) == 1:
            yield pair, letter


def slug_of(title: str, max_length: int = MAX_LENGTH) -> str:
    """Return the words of a title as Django's validator takes them, or an empty text if there are none.

    Letters of other scripts stay; their combining marks, which the validator refuses, are composed or dropped.
    """
    text = unicodedata.normalize("NFC", title)
    for pattern, replacement in formatters()[: len(_GERMAN)]:
        text = pattern.sub(replacement, text)
    # Of a thousand patterns a few find anything in ASCII, which most titles are by now.
    for pattern, replacement in _of_ascii() if text.isascii() else formatters()[len(_GERMAN) :]:
        text = pattern.sub(replacement, text)
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
