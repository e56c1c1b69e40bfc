"""What a reader has typed, as the words and phrases that an article must have. Pure functions."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from delivery.search.analyser import stems, words

MAX_LENGTH = 200
MAX_WORDS = 12
# The last word of a query is also the beginning of longer ones if it has so many letters.
MIN_PREFIX = 3
_QUOTES = '"„“”«»'
# A quotation that does not end goes on to the end of the query.
_PART = re.compile(rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?:[{_QUOTES}]|$)|(?P<word>[^\s{_QUOTES}]+)")


class NoWords(ValueError):
    """There is no letter and no digit in the query."""


class TooManyWords(ValueError):
    """There are more words than `MAX_WORDS` in the query."""


class Tokens(NamedTuple):
    """Tokens of the index side by side. With `is_prefix` the last one is the beginning of a word."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


# What an article must have: of each inner sequence at least one.
Condition = Sequence[Sequence[Tokens]]


@dataclass(frozen=True)
class Term:
    """A word or phrase. Several words side by side are a phrase, or one that is written with a hyphen."""

    folded: tuple[str, ...]
    stemmed: Sequence[tuple[str, ...]] = ()
    is_prefix: bool = False
    # Where it stands in the query, for a suggestion.
    start: int = 0
    end: int = 0

    @property
    def spellings(self) -> list[Tokens]:
        """Return all that it matches, the best first."""
        prefix = [Tokens(self.folded, is_prefix=True)] if self.is_prefix else []
        return [Tokens(self.folded), *map(Tokens, self.stemmed), *prefix]


@dataclass(frozen=True)
class SearchQuery:
    """A query in the languages in which its words are stemmed."""

    text: str
    terms: tuple[Term, ...]

    @property
    def condition(self) -> Condition:
        """Return what an article must have to be found."""
        return [term.spellings for term in self.terms]

    @property
    def exact(self) -> Condition:
        """Return what an article has that contains every word as it was typed."""
        return [[Tokens(term.folded)] for term in self.terms]


def parse(text: str, languages: Iterable[str]) -> SearchQuery:
    """Return the words and phrases of a query.

    :raises NoWords: if there are none
    :raises TooManyWords: if there are more than `MAX_WORDS`
    """
    found = [(part, tuple(words(part[0]))) for part in _PART.finditer(text)]
    found = [(part, folded) for part, folded in found if folded]
    if not found:
        raise NoWords
    if sum(len(folded) for _part, folded in found) > MAX_WORDS:
        raise TooManyWords
    spoken = tuple(languages)
    last = found[-1][0]
    return SearchQuery(text, tuple(_term(part, folded, spoken, part is last) for part, folded in found))


def _term(part: re.Match[str], folded: tuple[str, ...], languages: Sequence[str], is_last: bool) -> Term:
    if part["phrase"] is not None:
        return Term(folded, start=part.start(), end=part.end())
    stemmed = [tuple(stems(folded, language)) for language in languages]
    is_prefix = is_last and len(folded[-1]) >= MIN_PREFIX
    return Term(folded, list(filter(None, stemmed)), is_prefix, part.start(), part.end())


def filter_token(name: str) -> str:
    """Return the token of a filter, such as `section=projekte` or `locale=de`, as a word can never be."""
    return f"={hashlib.blake2b(name.encode(), digest_size=8).hexdigest()}"


def with_filters(condition: Condition, groups: Iterable[Iterable[str]]) -> Condition:
    """Return a condition that an article with one filter of each group fulfils."""
    return [*condition, *([Tokens((filter_token(name),)) for name in group] for group in groups)]
