"""Which characters a text loses, and which a person can see.

What is removed is named here one by one, never by a whole category of Unicode: the category of formatting
characters also holds the joiners of Persian and Malayalam, the word breaks of Khmer and the tags of flags.
"""

import re
import unicodedata

from cms.characters import without_open_directions

# Of the diacritics that belong to no script, of which "Zalgo" is made, phonetic notation has five on one letter.
# Of all marks the longest stacks, those of Tibetan, have nine.
MAX_DIACRITICS_IN_A_ROW = 6
MAX_MARKS_IN_A_ROW = 12

NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
EDGES = "\ufeff" + "".join(filter(str.isspace, map(chr, range(0x3001))))
# Controls but tab and line feed, and surrogates, which cannot be encoded.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DIACRITICS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
# Spaces, controls, what Unicode calls default ignorable, fillers and blanks with the category of letters or symbols,
# the placeholder of a lost picture, and noncharacters.
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    r"\U00013430-\U00013440\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Letters in parentheses, circles and squares: Unicode calls most of them alphabetic, and symbols by category.
_ENCLOSED_LETTERS = re.compile(
    r"[\u249c-\u24e9\U0001f110-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)


def strip_unseen(text: str) -> str:
    """Remove from both ends of a text what shows nothing, as it comes with pasted text."""
    seen = [at for at, char in enumerate(text) if not is_unseen(char)]
    return text[seen[0] : seen[-1] + 1] if seen else ""


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


def is_unseen(char: str) -> bool:
    """Return whether a character shows nothing, not even as a mark on another one. Spaces do not."""
    is_noncharacter = ord(char) & 0xFFFE == 0xFFFE
    return is_noncharacter or bool(_UNSEEN.match(char))


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
