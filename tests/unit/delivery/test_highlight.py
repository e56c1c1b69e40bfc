"""A mark never cuts a character that consists of several code points."""

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
    ],
)
def test_marks_whole_characters(query: str, text: str, marked: str) -> None:
    assert Highlighter(parse(query, ("de",)), "de").whole(text) == marked
