"""Words that differ by a slip of the finger. Pure functions.

Two words that differ by one letter, or in the order of two, are equal without one letter of each, or one is equal to
the other without a letter: they have a key in common (W. Garbe, "SymSpell", 2012).
"""

import difflib
from collections.abc import Iterable
from typing import NamedTuple

from delivery.search.analyser import folded

# Of shorter words nearly all are alike. Nobody types longer ones.
SHORTEST, LONGEST = 4, 24


class Known(NamedTuple):
    """A word of the newsroom, as it is written, and the number of articles with it."""

    word: str
    documents: int


def is_correctable(word: str) -> bool:
    """Return whether other words are looked for in place of this folded one, and it in place of others."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def keys_of(word: str) -> list[str]:
    """Return the keys of a folded word: itself, and it without each of its letters."""
    return list(dict.fromkeys([word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]))


def nearest(word: str, known: Iterable[Known]) -> str | None:
    """Return the known word that is most like a folded one; of equally like ones that of the most articles."""
    ranked = (
        (difflib.SequenceMatcher(None, word, folded(one.word)).ratio(), one.documents, one.word)
        for one in known
    )
    return max(ranked, default=(0, 0, None))[2]
