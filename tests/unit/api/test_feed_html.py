"""A whole article as HTML, from any JSON that an article may have. Pure functions."""

import re
from typing import Any, get_args

import pytest
from bs4 import BeautifulSoup

from api.feeds.html import article_html
from api.http.xml import for_xml
from delivery.content.blocks import BlockOut

URL = "https://example.org/de/a/"
EVIL = "<script>alert(1)</script><img src=x onerror=y> \"x\" & 'y' ]]>"
IMAGE = {"state": "OK", "src": "https://example.org/i.jpg?s=a&b", "width": 3, "height": 2}
IMAGE |= {"alt": EVIL, "caption": EVIL, "credit": EVIL}
PARAGRAPH = '<p>a <a href="#unten" rel="noopener">b</a> &lt;a href="#x"&gt; <a href="https://example.org/#y">c</a></p>'
FILE = {"state": "OK", "url": "https://example.org/f", "title": EVIL}
FILE |= {"content_type": "application/pdf", "bytes": 2048}
PLAIN = set(
    re.findall(
        "[a-z0-9]+",
        """
    p b strong small a h2 h3 figure img figcaption blockquote aside ul li table caption thead tbody tr th td
""",
    )
)
LINKS = [
    {"href": "#unten", "text": EVIL},
    {"href": None, "text": "weg"},
    {"href": "https://example.org/?a&b", "text": "Netz"},
]
TABLE = {"caption": EVIL, "columns": ["", EVIL], "rows": [[EVIL, "1"], []], "first_column_header": True}
VALUES: dict[str, Any] = {
    "paragraph": {"html": PARAGRAPH},
    "heading": {"id": "x", "level": 3, "text": EVIL},
    "image": {"image": IMAGE},
    "quotation": {"text": EVIL, "speaker": EVIL, "role": EVIL},
    "pull_quote": {"text": EVIL, "source": EVIL, "url": "https://example.org/q"},
    "background_box": {"title": EVIL, "body": [{"type": "heading", "value": {"level": 2, "text": EVIL}}]},
    "download": FILE,
    "embed": {"url": "https://example.org/v", "provider": EVIL, "title": EVIL, "html": "<iframe></iframe>"},
    "link_list": {"title": EVIL, "links": LINKS},
    "table": TABLE,
    "broken": {"was": "image", "state": "ERROR"},
}


def article(*blocks: tuple[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "locale": "de",
        "url": URL,
        "lead": "",
        "image": None,
        "corrections": [],
        "rights": {"ai_generated": "NONE"},
        "body": [{"type": kind, "value": value} for kind, value in blocks],
        **changes,
    }


def soup(*blocks: tuple[str, Any], **changes: Any) -> BeautifulSoup:
    return BeautifulSoup(article_html(article(*blocks, **changes)), "html.parser")


def test_knows_every_type_of_block() -> None:
    blocks = get_args(BlockOut.model_fields["root"].annotation)
    types = {block.model_fields["type"].annotation for block in blocks}
    assert {name for one in types for name in get_args(one)} == VALUES.keys()


@pytest.mark.parametrize("kind", VALUES)
def test_escapes_every_text(kind: str) -> None:
    found = soup(
        (kind, VALUES[kind]), lead=EVIL, corrections=[{"at": "2026-03-01T09:00:00+01:00", "text": EVIL}]
    )
    assert not found.select("script, iframe, [onerror], [src=x]")
    assert {one.name for one in found.find_all(True)} <= PLAIN
    assert EVIL in found.get_text()


@pytest.mark.parametrize("kind", VALUES)
def test_has_absolute_urls_only(kind: str) -> None:
    found = soup((kind, VALUES[kind]))
    assert all(one["href"].startswith("https://example.org/") for one in found.select("a"))
    assert all(one["src"].startswith("https://example.org/") for one in found.select("img"))


def test_an_anchor_leads_to_the_article_and_words_stay_as_they_are() -> None:
    found = soup(("paragraph", VALUES["paragraph"]))
    assert [link["href"] for link in found.select("a")] == [f"{URL}#unten", "https://example.org/#y"]
    assert found.get_text() == 'a b <a href="#x"> c'


def test_a_link_without_a_target_keeps_its_words() -> None:
    items = soup(("link_list", VALUES["link_list"])).select("li")
    assert [bool(item.select("a")) for item in items] == [True, False, True]


@pytest.mark.parametrize("state", ["MISSING", "PRIVATE"])
def test_nothing_is_told_of_what_is_not_public(state: str) -> None:
    gone: dict[str, Any] = {**IMAGE, "state": state}
    assert article_html(article(("image", {"image": gone}), image=gone)) == ""
    assert article_html(article(("download", {**FILE, "state": state}))) == ""


def test_a_picture_without_words_has_an_empty_alternative_and_no_caption() -> None:
    bare = {**IMAGE, "alt": "", "caption": "", "credit": ""}
    found = soup(image=bare)
    assert found.img is not None
    assert found.img["alt"] == ""
    assert not found.select("figcaption")


@pytest.mark.parametrize(
    ("locale", "quoted", "corrected"),
    [("de", "„Ja.“", "Korrektur vom 1. März 1850:"), ("en", "“Ja.”", "Correction of March 1, 1850:")],
)
def test_speaks_the_language_of_the_article(locale: str, quoted: str, corrected: str) -> None:
    old = [{"at": "1850-03-01T09:00:00Z", "text": "x"}]
    quotation = ("quotation", {"text": "Ja.", "speaker": "", "role": ""})
    text = soup(quotation, locale=locale, corrections=old).get_text()
    assert quoted in text
    assert corrected in text


def test_says_what_ai_had_to_do_with_it() -> None:
    assert "KI" in article_html(article(rights={"ai_generated": "ASSISTED"}))


def test_a_table_has_headers_with_a_scope() -> None:
    found = soup(("table", TABLE))
    assert [cell["scope"] for cell in found.select("th")] == ["col", "col", "row"]


def test_what_xml_forbids_is_left_out_everywhere() -> None:
    dirty = {"a": ["x\x00\x0b\x1f\ufffe\uffff\ud800y", 1, None], "b": {"c": "👩‍💻\t\n\r مدينة\x7f"}}
    assert for_xml(dirty) == {"a": ["xy", 1, None], "b": {"c": "👩‍💻\t\n\r مدينة\x7f"}}
