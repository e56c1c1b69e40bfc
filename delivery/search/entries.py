"""What the index keeps of an article. Pure functions of its texts."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import accumulate

from delivery.search.analyser import stems, words
from delivery.search.query import filter_token

# Raised whenever the same text gives other tokens.
VERSION = 1
# PostgreSQL knows no position beyond 16,383. What comes after so many words of an article is not found.
MAX_WORDS = 16_000
# Nor does it take a megabyte of different tokens: a word, its stem, and some bytes more for each of the two.
MAX_BYTES = 400_000
# The rest of a position, which tells apart articles of the same second.
ID_BITS = 25
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The token of an era is this with the number of the era.
ERA = "=e"
ERA_SECONDS = 30 * 24 * 60 * 60
FIRST_SECOND = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)
# Stands between two texts, so that no phrase begins in one and ends in the other.
GAP = "::"


@dataclass(frozen=True)
class Texts:
    """The plain texts of an article. `more` is found and never quoted: kicker, authors, topics."""

    article_id: int
    published_at: datetime
    language: str
    title: str
    lead: str
    body: str
    more: tuple[str, ...] = ()
    # Such as `section=projekte`.
    filters: tuple[str, ...] = ()

    @property
    def position(self) -> int:
        return position_of(self.published_at, self.article_id)

    @cached_property
    def digest(self) -> str:
        """Return a short text that differs when anything else does, except the position."""
        parts = [str(VERSION), self.language, self.title, self.lead, self.body, *self.more, "", *self.filters]
        return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Analysed:
    """The tokens of an article: its words, their stems at the same places, and its filters."""

    words: list[str]
    stems: list[str]
    filters: list[str]


def position_of(moment: datetime, article_id: int) -> int:
    """Return a number that orders articles by the second of publication, then by id."""
    return ((moment - _EPOCH) // timedelta(seconds=1) << ID_BITS) + article_id % (1 << ID_BITS)


def moment_of(position: int) -> datetime:
    """Return the second of publication that a position stands for."""
    return _EPOCH + timedelta(seconds=position >> ID_BITS)


def era_of(position: int) -> int:
    """Return the number of the thirty days to which a position belongs, counted from the year 1."""
    return ((position >> ID_BITS) - FIRST_SECOND) // ERA_SECONDS


def analysed(texts: Texts) -> Analysed:
    """Return the tokens of an article."""
    parts = (texts.title, texts.lead, *texts.more, texts.body)
    found = [word for text in parts for word in (*words(text), GAP)][:MAX_WORDS]
    sizes = list(accumulate(map(len, map(str.encode, found))))
    found = found[: bisect_right(sizes, MAX_BYTES)]
    names = [*texts.filters, f"locale={texts.language}"]
    filters = [*map(filter_token, names), f"{ERA}{era_of(texts.position)}"]
    return Analysed(found, stems(found, texts.language), filters)


def head_of(texts: Texts) -> str:
    """Return title and lead as they are ranked by: a line of words and one of stems for each, all between spaces."""
    folded = [list(words(text)) for text in (texts.title, texts.lead)]
    lines = [line for found in folded for line in (found, stems(found, texts.language))]
    return "\n".join(f" {' '.join(line)} " for line in lines)
