"""Which characters a text loses, and which a person can see.

What is removed is named here one by one, never by a whole category of Unicode: the category of formatting
characters also holds the joiners of Persian and Malayalam, the word breaks of Khmer and the tags of flags.
"""

import re
import unicodedata

from cms.characters import is_unseen, without_open_directions

# Of the diacritics that belong to no script, of which "Zalgo" is made, phonetic notation has five on one letter.
# Of all marks the longest stacks, those of Tibetan, have nine.
MAX_DIACRITICS_IN_A_ROW = 6
MAX_MARKS_IN_A_ROW = 12

NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
EDGES = "\ufeff" + "".join(filter(str.isspace, map(chr, range(0x3001))))
# Controls but tab and line feed, and surrogates, which cannot be encoded.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DIACRITICS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
# Letters in parentheses, circles and squares: Unicode calls most of them alphabetic, and symbols by category.
_ENCLOSED_LETTERS = re.compile(
    r"[\u249c-\u24e9\U0001f110-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)


def without_controls(text: str) -> str:
    """Remove control characters, surrogates, and controls of direction that override or do not close."""
    return without_open_directions(_CONTROLS.sub("", text))


def fewer_marks(text: str) -> str:
    """Keep no more combining marks in a row than a script uses."""
    kept: list[str] = []
    marks = diacritics = 0
    for char in text:
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            marks += 1
            diacritics += bool(_DIACRITICS.match(char))
        elif category != "Cf":
            # A formatting character between two marks is not seen and does not end the stack.
            marks = diacritics = 0
        if marks <= MAX_MARKS_IN_A_ROW and diacritics <= MAX_DIACRITICS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)


def is_visible(char: str) -> bool:
    """Return whether a character shows something by itself. One that Unicode does not know yet may."""
    return unicodedata.category(char)[0] != "M" and not is_unseen(char)


def is_word(char: str) -> bool:
    """Return whether a character can stand in a name by itself: a visible letter or digit of any script.

    New scripts are not known to Python and some have no code points yet, so what is unassigned or private counts.
    """
    category = unicodedata.category(char)
    is_letter = category[0] in "LN" or category in ("Cn", "Co") or bool(_ENCLOSED_LETTERS.match(char))
    return is_letter and is_visible(char)
