"""Bodies as importers write them: raw JSON with nulls, missing keys and ids, wrong kinds, and types that are unknown."""

from collections.abc import Iterator
from typing import Any

# A block of each type that an importer may write without an object of the database.
WHOLE: dict[str, Any] = {
    "paragraph": "<p>Text</p>",
    "heading": {"text": "Überschrift", "level": "2"},
    "quotation": {"text": "Text", "speaker": "Jo", "role": "Amt"},
    "pull_quote": {"text": "Text", "source": "Heft", "url": "https://example.org/"},
    "background_box": {"title": "Kasten", "body": [{"type": "paragraph", "value": "<p>Text</p>"}]},
    "link_list": {
        "title": "Mehr",
        "links": [{"type": "item", "value": {"text": "x", "url": "https://example.org/"}}],
    },
    "table": {"data": [["a"]], "table_caption": "Zahlen", "first_row_is_table_header": True},
    "image": {"image": None, "alt_text": "Bild", "decorative": False},
    "download": None,
    "embed": "https://vimeo.com/1084537",
}
_LINK = {"text": "x", "page": None, "download": None, "url": "https://example.org/", "email": ""}
_JUNK = (5, "Text", ["a"], {"a": 1})
# Children that are no blocks at all: nothing is shown for them.
NO_BLOCKS: tuple[Any, ...] = (
    {"type": "unknown", "value": 1},
    {"type": None, "value": 1},
    {"type": ["heading"], "value": 1},
    {"value": {"text": "x"}},
    {},
    None,
    5,
    "heading",
    ["heading"],
)


def lenient() -> Iterator[dict[str, Any]]:
    """Yield blocks that can be read although something in them is null, missing or a number."""
    for kind, value in WHOLE.items():
        yield {"type": kind, "value": value}
        yield {"type": kind, "value": value, "id": None}
        yield {"type": kind, "value": value, "id": 7}
        if isinstance(value, dict):
            yield {"type": kind, "value": None}
            yield {"type": kind, "value": {}}
            for name in value:
                yield {"type": kind, "value": {**value, name: None}}
                yield {"type": kind, "value": {key: part for key, part in value.items() if key != name}}
                yield {"type": kind, "value": {**value, "more": 1}}
    yield from ({"type": kind, "value": None} for kind in ("paragraph", "table", "image", "download"))
    for number in (5, 1.5, True):
        yield {"type": "heading", "value": {"text": number, "level": 3}}
        yield {"type": "quotation", "value": {"text": number, "speaker": number, "role": number}}
        yield {"type": "paragraph", "value": number}
    for link in (
        {},
        None,
        {**_LINK, "text": None},
        {**_LINK, "email": None},
        {"url": "https://example.org/"},
    ):
        yield {"type": "link_list", "value": {"title": "", "links": [{"type": "item", "value": link}]}}
        yield {"type": "link_list", "value": {"title": "", "links": [link]}}
        yield {
            "type": "link_list",
            "value": {"title": "", "links": [{"type": "item", "value": link, "id": 5}]},
        }


def junk() -> Iterator[dict[str, Any]]:
    """Yield blocks with values of any kind in any place; most of them cannot be read."""
    for kind, value in WHOLE.items():
        yield from ({"type": kind, "value": part} for part in _JUNK)
        yield {"type": kind}
        for name in value if isinstance(value, dict) else ():
            yield from ({"type": kind, "value": {**value, name: part}} for part in _JUNK)
    for part in _JUNK:
        yield {"type": "link_list", "value": {"title": "", "links": [part]}}
        for name in _LINK:
            links = [{"type": "item", "value": {**_LINK, name: part}}]
            yield {"type": "link_list", "value": {"title": "", "links": links}}


# What may stand in the column instead of a list of blocks.
WHOLE_BODIES: tuple[Any, ...] = (
    None,
    5,
    True,
    "Text",
    "<p>alt</p>",
    {},
    {"type": "heading"},
    [],
    [1, 2],
    [None],
)
IMPOSSIBLE_IDS: tuple[Any, ...] = (10**30, 2**63, -1, 0, 1.5, True, "", "x", "²", "9" * 30, [1], {"id": 1})
# A word with NUL and halves of characters.
UNSTORABLE = "\0Über\ud83dm\udc4dut\udfff"
