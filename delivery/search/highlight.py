"""Snippets of an article with the words of a query marked. Pure functions of its plain texts.

A snippet and a mark begin and end with a word, so none cuts a character that consists of several code points.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import escape

from delivery.search.analyser import folded, found_words, stems
from delivery.search.query import SearchQuery, Tokens

MAX_SNIPPETS = 3
# Characters before the first marked word of a snippet, and after it.
_BEFORE, _AFTER = 70, 160
# A text is read no further once so many places are marked.
_MARKED = 30
_CUT = "…"

Found = Sequence[re.Match[str]]
Mark = tuple[int, int]


@dataclass
class Highlighter:
    """Marks the words of a query in the texts of one language."""

    query: SearchQuery
    language: str
    # What is known of the words and letters that were met: few differ.
    _known: dict[str, tuple[str, str]] = field(default_factory=dict)
    _initials: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spellings = [tokens for term in self.query.terms for tokens in term.spellings]
        self._firsts = {tokens.tokens[0].rpartition(":")[2][:1] for tokens in spellings}
        # Most are single words, which are looked up; the others are compared one by one.
        self._words = {one.tokens[0] for one in spellings if len(one.tokens) == 1 and not one.is_prefix}
        self._others = [one for one in spellings if len(one.tokens) > 1 or one.is_prefix]

    def whole(self, text: str) -> str:
        """Return a text as HTML, with the words of the query marked."""
        return _html(text, self._marks(text, list(found_words(text))), 0, len(text))

    def snippets(self, text: str, *, limit: int = MAX_SNIPPETS) -> list[str]:
        """Return parts of a text as HTML, each with marked words; none if there are none in it."""
        found = list(found_words(text))
        marks = self._marks(text, found)
        snippets: list[str] = []
        shown_to = 0
        for start, end in marks:
            if start >= shown_to and len(snippets) < limit:
                before, shown_to = _borders(text, found, max(start - _BEFORE, shown_to), start, end)
                snippets.append(_html(text, marks, before, shown_to))
        return snippets

    def _marks(self, text: str, found: Found) -> list[Mark]:
        marks: list[Mark] = []
        for place, word in enumerate(found):
            if len(marks) == _MARKED:
                break
            if marks and word.start() < marks[-1][1]:
                continue
            if self._may_begin(text[word.start()]) and (length := self._length_at(found, place)):
                marks.append((word.start(), found[place + length - 1].end()))
        return marks

    def _may_begin(self, letter: str) -> bool:
        """Return whether a word with this first letter may be one of the query: most are not."""
        if letter not in self._initials:
            # Stems keep the first letter of their words.
            self._initials[letter] = folded(letter)[:1] in self._firsts
        return self._initials[letter]

    def _length_at(self, found: Found, place: int) -> int:
        """Return how many words from this place on are in the query side by side."""
        longest = max((len(one.tokens) for one in self._others if self._is_at(one, found, place)), default=0)
        return longest or int(not self._words.isdisjoint(self._forms(found[place][0])))

    def _is_at(self, tokens: Tokens, found: Found, place: int) -> bool:
        if place + len(tokens.tokens) > len(found):
            return False
        *first, last = tokens.tokens
        *before, word = (
            self._forms(found[place + number][0])[":" in token] for number, token in enumerate(tokens.tokens)
        )
        return before == first and (word.startswith(last) if tokens.is_prefix else word == last)

    def _forms(self, word: str) -> tuple[str, str]:
        """Return a word folded, and its stem."""
        if word not in self._known:
            one = folded(word)
            self._known[word] = (one, next(iter(stems([one], self.language)), ""))
        return self._known[word]


def _borders(text: str, found: Found, earliest: int, start: int, end: int) -> Mark:
    """Return where a snippet around a mark begins and ends: with words, or with the text."""
    latest = max(end, start + _AFTER)
    first = bisect_left(found, earliest, key=lambda word: word.start())
    last = bisect_right(found, latest, key=lambda word: word.end()) - 1
    before, after = min(found[first].start(), start), max(found[last].end(), end)
    return 0 if earliest == 0 else before, len(text) if latest >= len(text) else after


def _html(text: str, marks: Sequence[Mark], begin: int, end: int) -> str:
    parts = ["" if begin == 0 else _CUT]
    for start, stop in marks:
        if begin <= start and stop <= end:
            parts += [escape(text[begin:start]), "<mark>", escape(text[start:stop]), "</mark>"]
            begin = stop
    return "".join([*parts, escape(text[begin:end]), "" if end == len(text) else _CUT])
