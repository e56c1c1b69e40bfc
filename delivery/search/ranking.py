"""The order of hits, the same on both databases. Pure functions of what the index keeps of title and lead."""

from typing import NamedTuple

from delivery.search.query import SearchQuery, Term, Tokens

# Points for a word by its place, and by how it matches there: as it was typed, by its stem, as the beginning of a
# longer word. So the title comes before the lead, and the lead before the text.
_AS_TYPED, _STEM, _PREFIX = (30, 16), (28, 14), (26, 12)
_BODY = 2
# For an article that has every word as it was typed, wherever it stands.
_EXACT = 1


class Score(NamedTuple):
    """What hits are ordered by, the highest first: their points, and of equal ones the newest."""

    points: int
    position: int


class _Needle(NamedTuple):
    """What `delivery.search.entries.head_of` contains if it has a term in one way, and the points for title and lead."""

    text: str
    in_title: int
    in_lead: int


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
        # The first two lines are of the title: words, and stems, which no word is equal to.
        lead = head.index("\n", head.index("\n") + 1)
        points = _EXACT if is_exact else 0
        for needles in self._terms:
            points += max(
                [
                    in_title if place < lead else in_lead
                    for text, in_title, in_lead in needles
                    if (place := head.find(text)) >= 0
                ],
                default=_BODY,
            )
        return Score(points, position)


def _needles(term: Term) -> list[_Needle]:
    typed, stems = (
        _needle(Tokens(term.folded), _AS_TYPED),
        [_needle(Tokens(one), _STEM) for one in term.stemmed],
    )
    prefix = [_needle(Tokens(term.folded, is_prefix=True), _PREFIX)] if term.is_prefix else []
    return [typed, *stems, *prefix]


def _needle(tokens: Tokens, points: tuple[int, int]) -> _Needle:
    return _Needle(f" {' '.join(tokens.tokens)}{'' if tokens.is_prefix else ' '}", *points)
