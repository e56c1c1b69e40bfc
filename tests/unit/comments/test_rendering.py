"""The HTML of a comment."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.rendering import TAGS, render, render_plainly

REL = 'rel="nofollow ugc noopener"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\nb", "<p>a<br>\nb</p>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("[a](https://x.org/?b=1&c=2)", f'<p><a href="https://x.org/?b=1&amp;c=2" {REL}>a</a></p>'),
        ("<https://x.org>", f'<p><a href="https://x.org" {REL}>https://x.org</a></p>'),
        ("# a", "<p># a</p>"),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("[a](JaVa\tScript:x)", "<p>[a](JaVa\tScript:x)</p>"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>"),
        ("[a](/admin/)", "<p>[a](/admin/)</p>"),
        ("[a](//evil.example)", "<p>[a](//evil.example)</p>"),
        ("<ida@example.org>", "<p>&lt;ida@example.org&gt;</p>"),
        ("&lt;script&gt;", "<p>&amp;lt;script&amp;gt;</p>"),
    ],
)
def test_a_small_part_of_markdown_is_understood(text: str, html: str) -> None:
    assert render(text) == html


def test_pictures_become_links() -> None:
    assert "<img" not in render("![a](https://x.org/a.png)")


@given(st.text(alphabet=st.sampled_from("<>a/\\\"'`*_[]()!:#&;=-\n hjstp"), max_size=200))
def test_nothing_but_the_allowed_tags_ever_comes_out(text: str) -> None:
    html = render(text)
    assert {tag.lower() for tag in re.findall(r"<\s*/?\s*([A-Za-z0-9]+)", html)} <= TAGS
    assert not re.search(r"<[^>]*\son\w+\s*=", html)


def test_deep_nesting_is_rendered_in_no_time() -> None:
    assert render("> " * 2500)
    assert render("*" * 5000)
    assert render("[" * 2500 + "]" * 2500)


def test_the_plain_form_escapes_everything() -> None:
    assert render_plainly("a<b>\nc\n\nd") == "<p>a&lt;b&gt;<br>c</p>\n<p>d</p>"
