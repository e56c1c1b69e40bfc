"""Rules for showing what changed between two texts, by words."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\S+|\s+")


class Change(NamedTuple):
    """A part of a text: `same`, `removed` or `added`."""

    kind: str
    text: str


def changes_between(old: str, new: str) -> Iterator[Change]:
    """Yield the parts of both texts in order.

    Without what was added they are the old text, without what was removed the new one.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield Change("same", "".join(before[start:end]))
            continue
        if start < end:
            yield Change("removed", "".join(before[start:end]))
        if new_start < new_end:
            yield Change("added", "".join(after[new_start:new_end]))
