"""Characters that must not be in a text: those that no database stores, and those that reorder what stands around it.

What is removed is named here one by one. The category of formatting characters (Cf) also holds the joiners of Persian,
the marks of direction that Arabic and Hebrew titles need, and the tags of flags.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Any

# NUL, and halves of a character (surrogates), as broken imports have them.
_UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")
_EMBEDDINGS, _ISOLATES = "\u202a\u202b", "\u2066\u2067\u2068"
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def storable(value: Any) -> Any:
    """Return a text, or JSON with all its texts, without characters that no database stores."""
    match value:
        case str():
            return _UNSTORABLE.sub("", value)
        case list():
            return [storable(part) for part in value]
        case dict():
            return {storable(name): storable(part) for name, part in value.items()}
    return value


def spelled_out(text: str) -> str:
    """Return a text without case and width, its umlauts as two letters and ß as ss: `mueller` for Müller."""
    # Casefolding makes `ss` of ß.
    return unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS)


def without_open_directions(text: str) -> str:
    """Remove overrides of the direction, and embeddings and isolates that do not close in their line."""
    if not _DIRECTIONS.search(text):
        return text
    return "\n".join(map(_closed, text.split("\n")))


def _closed(line: str) -> str:
    """Remove the controls of direction that have no partner in a line, and all overrides (UAX #9, BD9 and BD11)."""
    kept: set[int] = set()
    opened: list[int] = []
    for match in _DIRECTIONS.finditer(line):
        at, control = match.start(), match[0]
        if control == _END_OF_ISOLATE:
            # It also ends the embeddings within, which have no end of their own.
            while opened and line[opened[-1]] not in _ISOLATES:
                opened.pop()
            kept.update((opened.pop(), at) if opened else ())
        elif control != _END_OF_EMBEDDING:
            opened.append(at)
        elif opened and line[opened[-1]] not in _ISOLATES:
            begin = opened.pop()
            kept.update((begin, at) if line[begin] in _EMBEDDINGS else ())
    removed = [match.start() for match in _DIRECTIONS.finditer(line) if match.start() not in kept]
    return "".join(line[a + 1 : b] for a, b in pairwise([-1, *removed, len(line)]))
