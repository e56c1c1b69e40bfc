"""The words of a text as the index and a query know them. Pure functions: both go through the same ones.

A word is a run of letters, digits and the marks that belong to them. Each character of a script without spaces is a
word of its own, and a query finds several of them side by side. Symbols and emoji are no words.
"""

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain

import Stemmer

from cms.characters import spelled_out

# Snowball stems words of these languages only; those of another are found as they are written.
_STEMMERS = {"de": "german", "en": "english"}
# No word that a reader types is longer.
LONGEST_WORD = 64
# Zero-width joiners and soft hyphens stand within words and are often left out.
_JOINERS = "\u00ad\u200c\u200d\u2060"
_MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")
# Variation selectors, and two vowels of Thai and Lao that Unicode counts as letters and that belong to the one before.
_MARKS += "\U000e0100-\U000e01ef\u0e33\u0eb3"
# Scripts that put no space between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
_UNSPACED = (
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
)
# Most texts have nothing but letters, digits and what stands between words, and are read many times faster.
_PLAIN_WORD = re.compile(r"[^\W_]+")
_ANY_WORD = re.compile(
    rf"[{_UNSPACED}][{_MARKS}{_JOINERS}]*"
    rf"|(?:(?![{_UNSPACED}])[^\W_])(?:[{_MARKS}{_JOINERS}]|(?![{_UNSPACED}])[^\W_])*"
)
_NOT_PLAIN = re.compile(rf"[{_UNSPACED}{_MARKS}{_JOINERS}]")
# A letter or digit that goes on with the one before, and what stands between the two.
_JOINED = rf"[^\W_{_UNSPACED}]"
_AFTER_MARKS = re.compile(
    rf"(?![{_UNSPACED}])(?:(?<={_JOINED}[{_MARKS}{_JOINERS}])|(?<={_JOINED}[{_MARKS}{_JOINERS}]{{2}}))"
)
# Where Unicode has letters that folding changes: all but Chinese characters and Korean syllables.
_FOLDED = (range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x20000))
# Accents, and the vowel points of Hebrew and Arabic, which most texts leave out; and what folding has made no word of.
_DROPPED = re.compile(rf"[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670{_JOINERS}]|[^\w{_MARKS}]|_")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text in their order, folded."""
    return filter(None, map(folded, _pattern(text).findall(text)))


def found_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the places of the words of a text."""
    return _pattern(text).finditer(text)


def words_between(text: str, begin: int, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """Yield the places of the words between two places of a text. The first is not inside a word."""
    return _ANY_WORD.finditer(text, begin, end)


def places_of(letters: frozenset[str], text: str) -> Iterator[tuple[int, str]]:
    """Yield the places where a word may begin with one of these folded letters, each with the text up to a space."""
    for found in _beginnings(letters).finditer(text):
        yield found.start(), found[0] + found["rest"]


def is_inside_word(text: str, place: int) -> bool:
    """Return whether a word goes on at one of the `places_of` letters."""
    return _AFTER_MARKS.match(text, place) is not None


@lru_cache(maxsize=256)
def _beginnings(letters: frozenset[str]) -> re.Pattern[str]:
    spellings = "".join(letter + _spellings_of_letters().get(letter, "") for letter in letters)
    return re.compile(rf"[{spellings}](?<!{_JOINED}[^{_UNSPACED}])(?=(?P<rest>\S{{,80}}))")


@cache
def _spellings_of_letters() -> dict[str, str]:
    """Return the other letters with which a word may begin that begins with this one when it is folded."""
    spellings: dict[str, str] = defaultdict(str)
    for letter in filter(str.isalnum, map(chr, chain(*_FOLDED))):
        if (first := folded(letter)[:1]) != letter:
            spellings[first] += letter
    return dict(spellings)


def _pattern(text: str) -> re.Pattern[str]:
    return _ANY_WORD if _NOT_PLAIN.search(text) else _PLAIN_WORD


# The words of a newsroom repeat: a text has a few that are new.
@lru_cache(maxsize=16_384)
def folded(word: str) -> str:
    """Return a word in the spelling that all of its spellings share: `staedte` for Städte, STÄDTE and Staedte."""
    if not word.isascii():
        word = _DROPPED.sub("", unicodedata.normalize("NFD", spelled_out(word)))
        word = unicodedata.normalize("NFC", word)
    return word.lower()[:LONGEST_WORD]


def stems(folded_words: Sequence[str], language: str) -> list[str]:
    """Return the stem of each folded word, marked with its language so that it equals no word; none without a stemmer."""
    if language not in _STEMMERS:
        return []
    # One of its own, because a stemmer is not safe for threads.
    stemmer = Stemmer.Stemmer(_STEMMERS[language])
    return [f"{language}:{stem}" for stem in stemmer.stemWords(folded_words)]


@lru_cache(maxsize=16_384)
def stem(folded_word: str, language: str) -> str:
    """Return the stem of one folded word as `stems` does; empty without a stemmer."""
    return next(iter(stems([folded_word], language)), "")
