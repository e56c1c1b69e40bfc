"""Rules that tell whether a name looks like one of the newsroom.

Names are compared by their skeletons (Unicode Technical Standard 39, section 4): characters that look alike become
one. Ours is the same whatever the case, spacing, punctuation, accents and spelling of umlauts as well.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import combinations, pairwise, product, takewhile
from string import ascii_uppercase

from confusable_homoglyphs.utils import load

from cms.characters import is_unseen, spelled_out

KEY_MAX_LENGTH = 200
# Letters that are drawn as another one, of which the data of the standard has none. By their names in Unicode.
_DRAWN_AS = (
    "LATIN LETTER SMALL CAPITAL",
    "NEGATIVE CIRCLED LATIN CAPITAL LETTER",
    "NEGATIVE SQUARED LATIN CAPITAL LETTER",
    "REGIONAL INDICATOR SYMBOL LETTER",
)
# What is read as a letter without looking the same. A capital I looks like an l, and its small form does not.
_READ_AS = str.maketrans("i3ꞓэʃξ4λʌδẟ57яиᴎωχ", "leeeeeaaaaastrnnwx")
# Signs that stand for letters or between words.
_SIGNS = str.maketrans("@$!", "asi")
_HYPHENS = re.compile("[-\u2010\u2011]")
# What may stand before a full name, which is still the same person then.
_TITLES = (
    "Dr Doktor Doctor Prof Professor Professorin Dipl Mag Ing Med Phil Jur Rer Nat Herr Frau Mr Mrs Ms Mx Miss Sir "
    "Von By Ihr Ihre Your"
)
# A name of 60 characters has no more, unless it is made of ligatures.
_MAX_WORDS = 30


def word_key(word: str) -> str:
    """Return the skeleton of a word for the newsroom, or of the name of the paper."""
    return "".join(_words(_seen(word)))[:KEY_MAX_LENGTH]


def word_keys(name: str) -> set[str]:
    """Return the skeletons of all words of a name, and of all that stand side by side, as in `R e d a k t i o n`."""
    keys = set()
    for reading in _readings(name):
        words = _words(reading)[:_MAX_WORDS]
        runs = combinations(range(len(words) + 1), 2)
        keys |= {"".join(words[begin:end])[:KEY_MAX_LENGTH] for begin, end in runs}
    return keys


def full_name_key(name: str) -> str:
    """Return the skeleton of a full name, whichever part of it comes first.

    Empty for a single word: a first name alone belongs to many people.
    """
    words = _words(_HYPHENS.sub("", _seen(name)))
    titles = _leading_titles(words)
    kept = words[titles:] if len(words) > titles + 1 else words
    return _turned(kept) if len(kept) > 1 else ""


def full_name_keys(name: str) -> set[str]:
    """Return the skeletons of the full names with which a name begins, apart from titles.

    A hyphen goes on with the name: `Anna Schmidt-Lehmann` does not begin with `Anna Schmidt`.
    """
    keys = set()
    for reading in _readings(name):
        words = _words(_HYPHENS.sub("", reading))[:_MAX_WORDS]
        begins = range(_leading_titles(words) + 1)
        keys |= {_turned(words[begin:end]) for begin in begins for end in range(begin + 1, len(words) + 1)}
    return keys


def _readings(name: str) -> set[str]:
    """Return a name as it is written, and without accents and with the letters that signs stand for.

    A capital or a digit within begins a word, as in `DieRedaktion` and `Redaktion2`.
    """
    seen = _seen(name)
    parts = [seen[:1]]
    for before, char in pairwise(seen):
        begins = (before.islower() and char.isupper()) or (
            before.isalnum() and before.isdigit() != char.isdigit()
        )
        parts.append(f" {char}" if begins else char)
    written = "".join(parts)
    bare = "".join(char for char in unicodedata.normalize("NFD", written) if not unicodedata.combining(char))
    return {written, bare.translate(_SIGNS)}


def _leading_titles(words: list[str]) -> int:
    return sum(1 for _word in takewhile(_title_skeletons().__contains__, words))


@lru_cache(maxsize=1)
def _title_skeletons() -> frozenset[str]:
    return frozenset(_words(_TITLES))


def _turned(words: list[str]) -> str:
    """Return the smallest rotation of the letters of a name: the same whichever of two names comes first."""
    letters = "".join(words)
    return min(letters[at:] + letters[:at] for at in range(len(letters)))[:KEY_MAX_LENGTH]


def _words(seen: str) -> list[str]:
    # Once before the case is folded and once after it: a capital can look like another letter than its small form.
    plain = spelled_out(unicodedata.normalize("NFC", _look_alike(seen)))
    letters = _look_alike(plain).translate(_READ_AS)
    return "".join(_kept(char) for char in letters).split()


def _seen(name: str) -> str:
    return "".join(
        char for char in unicodedata.normalize("NFKC", name) if char.isspace() or not is_unseen(char)
    )


def _kept(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    return char if char.isalnum() or unicodedata.category(char)[0] == "M" else " "


def _look_alike(text: str) -> str:
    return unicodedata.normalize("NFD", text).translate(_prototypes())


@lru_cache(maxsize=1)
def _prototypes() -> dict[int, str]:
    """Return what each character looks like, by code point.

    The data lists for each character, or sequence, those that look like it, in both directions. The prototype is the
    one that has several others; of a pair it is the sequence, or the first.
    """
    # The data puts marks of direction around characters that are written from right to left.
    alike = {
        shown.replace("\u200e", ""): {other["c"].replace("\u200e", "") for other in others}
        for shown, others in load("confusables.json").items()
    }
    prototypes = {}
    for shown, others in alike.items():
        prototype = max({shown, *others}, key=lambda one: (len(alike[one]), len(one), -ord(one[0])))
        if len(shown) == 1 and prototype != shown:
            prototypes[ord(shown)] = prototype
    for char, letter in _drawn_letters():
        # With what else looks like a small capital, such as a Cyrillic small letter.
        others = {char, prototypes.get(ord(char), char)}
        prototypes.update((ord(one), letter) for one in others if not one.isascii())
    return prototypes


def _drawn_letters() -> Iterator[tuple[str, str]]:
    for form, letter in product(_DRAWN_AS, ascii_uppercase):
        with suppress(KeyError):
            yield unicodedata.lookup(f"{form} {letter}"), letter.lower()
