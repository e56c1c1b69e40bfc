"""Rules that tell whether a name looks like one of the newsroom.

Names are compared by their skeletons (Unicode Technical Standard 39, section 4): characters that look alike become
one. Ours is the same whatever the case, spacing, punctuation, accents and spelling of umlauts as well.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import combinations, product
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
# A name of 60 characters has no more, unless it is made of ligatures.
_MAX_WORDS = 30


def key_of(name: str) -> str:
    """Return the skeleton of a name as a whole, which all names that look like it share."""
    return "".join(_words(name))[:KEY_MAX_LENGTH]


def keys_within(name: str) -> set[str]:
    """Return the skeletons of all words of a name, and of all that stand side by side, as in `R e d a k t i o n`."""
    words = _words(name)[:_MAX_WORDS]
    runs = combinations(range(len(words) + 1), 2)
    return {"".join(words[begin:end])[:KEY_MAX_LENGTH] for begin, end in runs}


def is_full(name: str) -> bool:
    """Return whether a name has two words or more. A first name alone belongs to many people."""
    return len(_words(name)) > 1


def _words(name: str) -> list[str]:
    seen = "".join(
        char for char in unicodedata.normalize("NFKC", name) if char.isspace() or not is_unseen(char)
    )
    # Once before the case is folded and once after it: a capital can look like another letter than its small form.
    plain = spelled_out(unicodedata.normalize("NFC", _look_alike(seen)))
    # A capital I looks like an l, and its small form does not.
    letters = _look_alike(plain).replace("i", "l")
    return "".join(_kept(char) for char in letters).split()


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
