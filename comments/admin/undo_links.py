"""The ids of comments that were just decided, carried in the query string: the desk shows them with an undo button."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

PARAMETER = "decided"
AT_MOST = 100


def decided_ids(query: Mapping[str, Any]) -> list[UUID]:
    """Return the ids in a query string. What is not an id is left out."""
    return [UUID(word) for word in query.get(PARAMETER, "").split(",")[:AT_MOST] if _is_hex_id(word)]


def decided_parameter(ids: Iterable[UUID]) -> str:
    """Return the ids as the value of the parameter."""
    return ",".join(pk.hex for pk in ids)


def _is_hex_id(word: str) -> bool:
    return len(word) == 32 and all(letter in "0123456789abcdef" for letter in word)
