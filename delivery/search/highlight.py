"""Snippets of an article with the words of a query marked. Pure functions of its plain texts.

A snippet and a mark begin and end with a word, so none cuts a character that consists of several code points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape

from delivery.search.analyser import folded, is_inside_word, places_of, stem, words_between
from delivery.search.query import SearchQuery, Tokens

MAX_SNIPPETS = 3
# Characters before the first marked word of a snippet, and after it.
_BEFORE, _AFTER = 70, 160
# The last word of a snippet is looked for in so many characters.
_LAST = 25
# A text is read no further once so many places are marked.
_MARKED = 30
_CUT = "…"

Mark = tuple[int, int]


@dataclass
class Highlighter:
    """Marks the words of a query in the texts of one language."""

    query: SearchQuery
    language: str
    # What of the query may begin as the texts that were met: few differ.
    _known: dict[str, list[Tokens]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._spellings = [tokens for term in self.query.terms for tokens in term.spellings]
        # Stems keep the first letter of their words.
        self._letters = frozenset(tokens.tokens[0].rpartition(":")[2][:1] for tokens in self._spellings)

    def whole(self, text: str) -> str:
        """Return a text as HTML, with the words of the query marked."""
        return _html(text, list(self._marks(text)), 0, len(text))

    def snippets(self, text: str, *, limit: int = MAX_SNIPPETS) -> list[str]:
        """Return parts of a text as HTML, each with marked words; none if there are none in it."""
        parts: list[tuple[list[Mark], int, int]] = []
        shown_to = 0
        for start, end in self._marks(text):
            if start >= shown_to:
                if len(parts) == limit:
                    break
                before, shown_to = _borders(text, max(start - _BEFORE, shown_to), start, end)
                parts.append(([], before, shown_to))
            parts[-1][0].append((start, end))
        return [_html(text, *part) for part in parts]

    def _marks(self, text: str) -> Iterator[Mark]:
        marked = shown_to = 0
        for start, rest in places_of(self._letters, text):
            if marked == _MARKED:
                break
            begun = self._begun_by(rest)
            if not begun or start < shown_to or is_inside_word(text, start):
                continue
            if end := max(self._end(tokens, text, start) for tokens in begun):
                yield start, end
                marked, shown_to = marked + 1, end

    def _begun_by(self, text: str) -> list[Tokens]:
        """Return the spellings that may begin where a text does: its first word is theirs."""
        if text not in self._known:
            word = folded(next(words_between(text, 0))[0])
            forms = (word, stem(word, self.language))
            self._known[text] = [
                one
                for one in self._spellings
                if one.tokens[0] in forms or (one.is_prefix and word.startswith(one.tokens[0]))
            ]
        return self._known[text]

    def _end(self, tokens: Tokens, text: str, start: int) -> int:
        """Return where the tokens end if they begin at this place, and 0 otherwise."""
        end = 0
        found = words_between(text, start)
        for left, token in zip(range(len(tokens.tokens), 0, -1), tokens.tokens, strict=True):
            word = next(found, None)
            if word is None or not self._is(word[0], token, as_prefix=left == 1 and tokens.is_prefix):
                return 0
            end = word.end()
        return end

    def _is(self, word: str, token: str, *, as_prefix: bool) -> bool:
        one = folded(word)
        return one.startswith(token) if as_prefix else token in (one, stem(one, self.language))


def _borders(text: str, earliest: int, start: int, end: int) -> Mark:
    """Return where a snippet around a mark begins and ends: with words, or with the text."""
    latest = max(end, start + _AFTER)
    # A space is in no word. One character more tells whether a word ends with the last one.
    begins = (word.start() for word in words_between(text, text.rfind(" ", 0, earliest) + 1))
    last = max(end, text.rfind(" ", end, latest - _LAST))
    ends = (word.end() for word in words_between(text, last, latest + 1))
    before = next((begin for begin in begins if earliest <= begin <= start), start)
    after = max((one for one in ends if one <= latest), default=end)
    return 0 if earliest == 0 else before, len(text) if latest >= len(text) else after


def _html(text: str, marks: Sequence[Mark], begin: int, end: int) -> str:
    parts = ["" if begin == 0 else _CUT]
    for start, stop in marks:
        if begin <= start and stop <= end:
            parts += [escape(text[begin:start]), "<mark>", escape(text[start:stop]), "</mark>"]
            begin = stop
    return "".join([*parts, escape(text[begin:end]), "" if end == len(text) else _CUT])
