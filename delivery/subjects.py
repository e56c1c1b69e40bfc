"""What editions are about, and their keys. Pure functions.

The key of an edition is an integer, so that one table and one way of invalidating serve every kind. That of a page
is the id of the page. Each other kind has a range of negative numbers, in the order of the ids of its objects.
"""

from typing import Final, Literal, NamedTuple, get_args

Kind = Literal["page", "author", "site", "image", "download"]

# A kind keeps its place: the keys that are stored depend on it.
_PLACES: Final[tuple[Kind, ...]] = get_args(Kind)
# So many objects of each kind have a key.
_RANGE: Final = 2**56
# The kinds that a copy of the content has objects of; the others stand in articles, and only caches must know.
FOLLOWED: Final = frozenset[Kind]({"page", "author", "site"})
# Every edition has a key above this one.
LOWEST: Final = -_RANGE * len(_PLACES)
# Every edition of a kind that is followed has a key above this one.
BEFORE_FOLLOWED: Final = -_RANGE * max(map(_PLACES.index, FOLLOWED))


class Subject(NamedTuple):
    """What one edition is about: an object of a kind."""

    kind: Kind
    object_id: int

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


def edition_id(kind: Kind, object_id: int) -> int:
    """Return the key of the edition of an object.

    :raises ValueError: if the id lies outside of the range of its kind
    """
    if kind != "page" and not 0 < object_id < _RANGE:
        raise ValueError(object_id)
    return object_id + key_offset(kind)


def key_offset(kind: Kind) -> int:
    """Return what statements add to the id of an object for the key of its edition."""
    return -_PLACES.index(kind) * _RANGE


def subject_of(edition_id: int) -> Subject:
    """Return what the edition with this key is about."""
    place = 0 if edition_id > 0 else -(edition_id // _RANGE)
    return Subject(_PLACES[place], edition_id + place * _RANGE)
