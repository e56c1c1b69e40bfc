"""The links within HTML: given other targets, or replaced by their words. Pure functions.

Nearly all rich text is as Wagtail's editor writes it, and patterns can read that. Other HTML, which importers bring,
is parsed, which takes twenty times as long.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from bs4 import BeautifulSoup

# Gets the attributes and the words of a link and returns its target. Without one the link becomes its words.
HrefOf = Callable[[Mapping[str, str], str], str | None]

# The elements of Wagtail's editor, and text in which every character is what it seems.
_FLOW = (
    r"(?:[^<>&]++|&(?:amp|lt|gt|quot|nbsp|#39|#x27);"
    r"|</?(?:p|b|strong|i|em|u|s|sup|sub|ul|ol|li|h[2-6]|blockquote|code)>|<[bh]r\s?/>)"
)
_PLAIN = re.compile(rf'(?:{_FLOW}|<a(?:\s[a-z]+="[^"<>]*")*+>{_FLOW}*+</a>)*+')
_LINK = re.compile(r'<a((?:\s[a-z]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_ATTRIBUTE = re.compile(r'\s([a-z]+)="([^"]*)"')
_TAG = re.compile(r"(</(?:p|h[1-6]|li|blockquote)>|<[bh]r\b[^>]*>)|<[^>]*>")


def with_links(html: str, href_of: HrefOf) -> str:
    """Return HTML in which each link has the target that `href_of` returns, and no other attribute."""
    return _rewritten(html, href_of) if _PLAIN.fullmatch(html) else _parsed(html, href_of)


def text_of(html: str) -> str:
    """Return the words of clean HTML, with a space between blocks and lines, as Wagtail gives them to its search."""
    return unescape(_TAG.sub(lambda tag: " " if tag[1] else "", html).strip())


def _rewritten(html: str, href_of: HrefOf) -> str:
    def rewritten(link: re.Match[str]) -> str:
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(link[1])}
        href = href_of(attributes, unescape(_TAG.sub("", link[2])))
        return link[2] if href is None else f'<a href="{escape(href)}">{link[2]}</a>'

    return _LINK.sub(rewritten, html)


def _parsed(html: str, href_of: HrefOf) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a"):
        attributes = {name: str(value) for name, value in link.attrs.items()}
        href = href_of(attributes, link.get_text())
        if href is None:
            link.unwrap()
        else:
            link.attrs = {"href": href}
    return str(soup)
