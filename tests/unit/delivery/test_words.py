"""Words and minutes of a text."""

from typing import Any

import pytest

from delivery.content.words import count_words, reading_minutes, texts_of


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", 0),
            (" – … ! ", 0),
            ("Ein Satz mit fünf Wörtern.", 5),
            ("E-Mail, 3,5 % und ¡hola!", 4),
            ("Ein\u00a0Wort\u2009und\nnoch eins", 5),
            ("हिन्दी में चार शब्द", 4),
            ("다섯 단어로 된 짧은 문장", 5),
            ("これは日本語の短い文章です。", 8),
            ("这是一个关于城市的短句。", 6),
            ("วันนี้อากาศดีมาก", 3),
            ("Das Wort 東京 heißt Tokio", 5),
            ("٣ كلمات عربية", 3),
        ],
    )
    def test_are_counted_in_every_script(self, text: str, words: int) -> None:
        assert count_words([text]) == words


class TestTheTextsOfBlocks:
    @pytest.mark.parametrize(
        ("kind", "value", "expected"),
        [
            ("paragraph", "<p>Auf &amp; <b>ab</b></p><p>Ende</p>", ["Auf", "&", "ab", "Ende"]),
            ("paragraph", '<p>CO<sub>2</sub>, <a id="3">neu</a>.<br/>Da</p>', ["CO2,", "neu.", "Da"]),
            ("heading", {"text": "Zwei Wörter", "level": "2"}, ["Zwei", "Wörter"]),
            ("quotation", {"text": "Ja.", "speaker": "Jo", "role": "Rat"}, ["Ja.", "Jo", "Rat"]),
            ("pull_quote", {"text": "Ja.", "source": "Heft", "url": "https://a.example/"}, ["Ja.", "Heft"]),
            ("image", {"image": 1, "alt_text": "Ein Bild", "decorative": False}, []),
            ("download", 4, []),
            ("embed", "https://vimeo.com/1", []),
            ("table", {"data": [["a", None], [3, "b c"]], "table_caption": "T"}, ["T", "a", "3", "b", "c"]),
            (
                "link_list",
                {"title": "L", "links": [{"value": {"text": "neu"}}, {"text": "alt"}]},
                ["L", "neu", "alt"],
            ),
            (
                "background_box",
                {"title": "K", "body": [{"type": "paragraph", "value": "<p>x</p>"}]},
                ["K", "x"],
            ),
        ],
    )
    def test_are_what_readers_read(self, kind: str, value: Any, expected: list[str]) -> None:
        assert " ".join(texts_of([{"type": kind, "value": value}])).split() == expected

    @pytest.mark.parametrize(
        "block",
        [
            None,
            3,
            "x",
            {},
            {"type": "table", "value": {"data": [3, [{}]]}},
            {"value": {"links": 3, "text": 4}},
            {"value": {"body": [None, [3]]}},
        ],
    )
    def test_are_none_where_an_import_left_something_else(self, block: Any) -> None:
        assert "".join(texts_of([block])) in ("", "[object Object]")


class TestReading:
    def test_takes_longer_in_german_than_in_english(self) -> None:
        assert (reading_minutes(900, "de"), reading_minutes(900, "en"), reading_minutes(900, "fr")) == (
            5,
            4,
            5,
        )

    def test_takes_a_minute_at_least(self) -> None:
        assert reading_minutes(0, "de") == reading_minutes(120, "de") == 1
