"""The links within HTML: patterns read what Wagtail's editor writes as a parser does."""

from collections.abc import Mapping
from typing import Any

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import get_text_for_indexing

from delivery.content import rewriting

words = st.sampled_from(
    ["Rat", " und\n", "größer", "&amp;", "&lt;b&gt;", "&nbsp;", "&quot;", "'", "[1]", "😀"]
)
_inline = st.recursive(
    st.lists(words, max_size=3).map("".join),
    lambda inner: st.tuples(st.sampled_from(["b", "i", "strong", "em", "sup"]), inner).map(
        lambda part: f"<{part[0]}>{part[1]}</{part[0]}>"
    ),
    max_leaves=3,
)
_attributes = st.sampled_from(
    [
        'href="/a?b=1&amp;c=2"',
        'linktype="page" id="4"',
        'id="5" linktype="document"',
        'href=""',
        'href="#x" title="&#39;"',
    ]
)
_links = st.tuples(_attributes, _inline).map(lambda link: f"<a {link[0]}>{link[1]}</a>")
_texts = st.lists(st.one_of(_inline, _links, st.just("<br/>")), max_size=4).map("".join)
_blocks = st.one_of(
    _texts.map(lambda text: f"<p>{text}</p>"),
    _texts.map(lambda text: f"<ul><li>{text}</li><li>{text}</li></ul>"),
    _texts.map(lambda text: f"<h3>{text}</h3>"),
)
of_the_editor = st.lists(_blocks, max_size=4).map("".join)
Seen = list[tuple[Mapping[str, str], str]]


def outcome(rewrite: Any, html: str) -> tuple[str, Seen]:
    """Return what readers get, and the links that were asked for. Those of downloads have no target."""
    seen: Seen = []

    def href_of(attributes: Mapping[str, str], text: str) -> str | None:
        seen.append((attributes, text))
        return None if "document" in attributes.values() else f'https://example.org/?"{len(seen)}"&x'

    return nh3.clean(rewrite(html, href_of)), seen


@given(html=of_the_editor)
def test_patterns_give_what_a_parser_gives(html: str) -> None:
    assert rewriting._PLAIN.fullmatch(html)
    assert outcome(rewriting._rewritten, html) == outcome(rewriting._parsed, html)


@given(html=of_the_editor)
def test_the_words_are_those_of_wagtail(html: str) -> None:
    clean = nh3.clean(html)

    # Wagtail sees a line break only as its editor writes it.
    assert rewriting.text_of(clean) == get_text_for_indexing(clean.replace("<br>", "<br/>"))


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick='x()'>a</p>",
        "<a href='/x'>a</a>",
        '<a href="/x">a',
        '<a href="/x">a<a href="/y">b</a></a>',
        "<script>1</script>",
        "<!-- <a -->",
        "a & b",
        "&copy",
        "<A HREF=/x>a</A>",
        "</a>",
    ],
)
def test_anything_else_is_parsed(html: str) -> None:
    assert rewriting._PLAIN.fullmatch(html) is None
