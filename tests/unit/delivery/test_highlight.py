"""What is marked are whole words, and whole characters that consist of several code points."""

import pytest

from delivery.search.highlight import Highlighter
from delivery.search.query import parse


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("กำ", "กำ", "<mark>กำ</mark>"),
        ("ก", "กำ", "กำ"),
        ("か", "か\u200d。", "<mark>か\u200d</mark>。"),
        ("e\u3099", "e\u3099", "<mark>e\u3099</mark>"),
        ("कि", "कि", "<mark>कि</mark>"),
        # A word begins after a space or a script without spaces, and never after a mark or joiner within another.
        ("tude", "e\u0301tude tude", "e\u0301tude <mark>tude</mark>"),
        ("dampf", "Donau\u00addampf Dampf", "Donau\u00addampf <mark>Dampf</mark>"),
        ("smart", "東京Smart unsmart", "東京<mark>Smart</mark> unsmart"),
        ("breaking", "𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴", "<mark>𝗕𝗿𝗲𝗮𝗸𝗶𝗻𝗴</mark>"),
        ('"der Rat"', "der Rad, der Rat", "der Rad, <mark>der Rat</mark>"),
    ],
)
def test_marks_whole_words_and_characters(query: str, text: str, marked: str) -> None:
    assert Highlighter(parse(query, ("de",)), "de").whole(text) == marked
