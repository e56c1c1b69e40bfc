"""Characters that no database stores, that reorder what stands around a text, or that nobody sees.

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
# Spaces, controls, what Unicode calls default ignorable, fillers and blanks with the category of letters or symbols,
# the placeholder of a lost picture, and noncharacters.
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    r"\U00013430-\U00013440\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


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


def strip_unseen(text: str) -> str:
    """Remove from both ends of a text what shows nothing, as it comes with pasted text."""
    seen = [at for at, char in enumerate(text) if not is_unseen(char)]
    return text[seen[0] : seen[-1] + 1] if seen else ""


def is_unseen(char: str) -> bool:
    """Return whether a character shows nothing, not even as a mark on another one. Spaces do not."""
    is_noncharacter = ord(char) & 0xFFFE == 0xFFFE
    return is_noncharacter or bool(_UNSEEN.match(char))


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
