"""Rules for showing what changed between two texts, by words."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

_WORD = re.compile(r"\S+|\s+")


class Change(NamedTuple):
    """A part of a text: `same`, `removed` or `added`."""

    kind: str
    text: str


def changes_between(old: str, new: str) -> Iterator[Change]:
    """Yield the parts of both texts in order.

    Without what was added they are the old text, without what was removed the new one. Changed words with nothing but
    space between them are one change.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    matched = SequenceMatcher(None, before, after).get_opcodes()

    def is_same(part: tuple[str, int, int, int, int]) -> bool:
        kind, start, end, _new_start, _new_end = part
        return kind == "equal" and not "".join(before[start:end]).isspace()

    for same, group in groupby(matched, is_same):
        parts = list(group)
        removed = "".join(before[parts[0][1] : parts[-1][2]])
        added = "".join(after[parts[0][3] : parts[-1][4]])
        if same:
            yield Change("same", removed)
            continue
        if removed:
            yield Change("removed", removed)
        if added:
            yield Change("added", added)
