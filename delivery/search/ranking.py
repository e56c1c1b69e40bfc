"""The order of hits, the same on both databases. Pure functions of what the index keeps of title and lead."""

from collections.abc import Sequence
from typing import NamedTuple

from delivery.search.query import SearchQuery, Term, Tokens

# Points for a word by its place, and by how it matches there: as it was typed, by its stem, as the beginning of a
# longer word. So the title comes before the lead, and the lead before the text.
_TITLE = (30, 28, 26)
_LEAD = (16, 14, 12)
_BODY = 2
# For an article that has every word as it was typed, wherever it stands.
_EXACT = 1


class Score(NamedTuple):
    """What hits are ordered by, the highest first: their points, and of equal ones the newest."""

    points: int
    position: int


class _Needles(NamedTuple):
    """What a line of `delivery.search.entries.head_of` contains if it has a term in one of the three ways."""

    as_typed: str
    stems: Sequence[str]
    prefix: str


class Ranking:
    """Gives scores to the hits of one query."""

    def __init__(self, query: SearchQuery) -> None:
        terms = list(query.terms)
        if len(terms) > 1:
            # The whole query side by side counts as one more term.
            terms.append(Term(tuple(word for term in terms for word in term.folded)))
        self._terms = list(map(_needles, terms))

    def score(self, head: str, *, is_exact: bool, position: int) -> Score:
        """Return the score of a hit with this `head`."""
        title, title_stems, lead, lead_stems = head.split("\n")
        points = _EXACT if is_exact else 0
        for term in self._terms:
            points += (
                _points(term, title, title_stems, _TITLE) or _points(term, lead, lead_stems, _LEAD) or _BODY
            )
        return Score(points, position)


def _needles(term: Term) -> _Needles:
    prefix = Tokens(term.folded, is_prefix=True) if term.is_prefix else None
    stemmed = [_needle(Tokens(tokens)) for tokens in term.stemmed]
    return _Needles(_needle(Tokens(term.folded)), stemmed, _needle(prefix) if prefix else "")


def _needle(tokens: Tokens) -> str:
    return f" {' '.join(tokens.tokens)}{'' if tokens.is_prefix else ' '}"


def _points(term: _Needles, folded: str, stemmed: str, points: tuple[int, int, int]) -> int:
    if term.as_typed in folded:
        return points[0]
    for stem in term.stems:
        if stem in stemmed:
            return points[1]
    return points[2] if term.prefix and term.prefix in folded else 0
