"""How long a text is: its words, and the minutes that reading them takes. Pure functions of the stored blocks."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from delivery.content.tables import text_of_cell

# Words a minute of adults who read silently: S. Trauzettel-Klosinski and K. Dietz, "Standardized Assessment of Reading
# Performance: The New International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012).
_WORDS_A_MINUTE = {"de": 179, "en": 228}
# The mean of the 17 languages in that study.
_MEAN_SPEED = 184
# Letters of scripts that put no space between words, and how many of them make a word. Of Chinese and Japanese it is
# the ratio in the texts of that study; of Thai, Lao, Burmese and Khmer, with vowel signs, an estimate.
_UNSPACED = (
    (
        re.compile(
            "[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
        ),
        1.7,
    ),
    (re.compile("[\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1780-\u17d3]"), 5.0),
)
# What stands between two spaces counts if a letter or digit is in it: a dash alone is no word.
_WORD = re.compile(r"\S*\w\S*")
# A tag within a line parts no word: CO<sub>2</sub> is one.
_TAG = re.compile(r"(</?(?:a|b|strong|i|em|u|s|sub|sup|code)\b[^>]*>)|<[^>]*>")
_TEXTS = ("title", "text", "speaker", "role", "source")


def reading_minutes(words: int, language: str) -> int:
    """Return the whole minutes that reading takes, at least one."""
    return max(1, round(words / _WORDS_A_MINUTE.get(language, _MEAN_SPEED)))


def count_words(texts: Iterable[str]) -> int:
    """Return the number of words in plain texts of any script."""
    text = " ".join(texts)
    estimated = 0
    for letters, per_word in _UNSPACED:
        text, number = letters.subn(" ", text)
        estimated += round(number / per_word)
    return len(_WORD.findall(text)) + estimated


def texts_of(blocks: Iterable[Any]) -> Iterator[str]:
    """Yield what readers read in raw blocks, those in boxes included; captions of images are not part of the text."""
    for block in blocks:
        match block:
            case {"type": "paragraph", "value": str(html)}:
                yield unescape(_TAG.sub(lambda tag: "" if tag[1] else " ", html))
            case {"type": "table", "value": {"data": list(rows), **others}}:
                yield text_of_cell(others.get("table_caption"))
                yield from (text_of_cell(cell) for row in rows if isinstance(row, list) for cell in row)
            case {"value": dict(value)}:
                yield from (text for name in _TEXTS if isinstance(text := value.get(name), str))
                yield from texts_of(_inner(value))


def _inner(value: dict[str, Any]) -> Iterator[Any]:
    """Yield the blocks of a box, and the entries of a list of links, which were stored in two forms."""
    for name in ("body", "links"):
        entries = value.get(name)
        for entry in entries if isinstance(entries, list) else ():
            is_block = isinstance(entry, dict) and "value" in entry
            yield entry if is_block else {"value": entry}
