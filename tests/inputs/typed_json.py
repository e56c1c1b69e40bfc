"""What the scripts of the editor's form may send for a table or a rich text: JSON that cannot be stored, and no JSON."""

import json

# JSON strings, with what is stored.
TEXTS: tuple[tuple[str, str], ...] = (
    (r'"a\ud83d"', "a"),
    (r'"\udc00b"', "b"),
    (r'"a\u0000b"', "ab"),
    (r'"\ud83d\u0000\ude00"', ""),
    (r'"\ud83d\ude00"', "😀"),
    (r'"a\u00adb"', "a\u00adb"),
)
# JSON numbers, as Python and JavaScript write or read them.
NUMBERS: tuple[tuple[str, str], ...] = (
    ("NaN", "NaN"),
    ("Infinity", "Infinity"),
    ("-Infinity", "-Infinity"),
    ("1e999", "Infinity"),
    ("-1e999", "-Infinity"),
    ("1e300", "1e+300"),
    ("7", "7"),
)
NO_JSON: tuple[str, ...] = (
    "",
    "kaputt",
    "{",
    "[" * 2000 + "]" * 2000,
    "[" * 900 + "]" * 900,
    "9" * 5000,
)
OTHER_SHAPES: tuple[str, ...] = ("1", "1e999", "true", '"x"', "[]", "[1]", "NaN")
NO_TABLES: tuple[str, ...] = (
    '{"data": null}',
    '{"data": 1}',
    '{"data": "ab"}',
    '{"data": {"a": 1}}',
    '{"data": [["a"], "b", 1]}',
)
NO_TEXTS: tuple[str, ...] = (
    '{"blocks": 1}',
    '{"blocks": [1]}',
    '{"blocks": [{"text": 1, "type": "unstyled"}]}',
    json.dumps({"blocks": [{"key": "a", "text": "a", "type": "unstyled", "inlineStyleRanges": 1}]}),
)


def table(cell: str, caption: str = '""') -> str:
    """Return the JSON of a table with one cell, both given as JSON."""
    return f'{{"data": [[{cell}]], "table_caption": {caption}, "table_header_choice": "neither"}}'


def rich_text(text: str) -> str:
    """Return the JSON of one paragraph."""
    block = (
        f'{{"key": "a", "text": {text}, "type": "unstyled", "depth": 0,'
        ' "inlineStyleRanges": [], "entityRanges": []}'
    )
    return f'{{"blocks": [{block}], "entityMap": {{}}}}'
