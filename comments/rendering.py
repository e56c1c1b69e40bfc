"""Rules that turn the text of a comment into HTML: a subset of Markdown, then sanitised."""

import html
import re

import nh3
from markdown_it import MarkdownIt

from comments.characters import is_visible

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a"}
LINK_REL = "nofollow ugc noopener"
_WEB_URL = re.compile(r"https?://[^/\s]", re.IGNORECASE)
# What shows nothing in Markdown as readers know it, of which `render` understands a part: comments, tags and fences of
# code; then links without words; then lines with only the marks of lists, tables and headings.
_HIDDEN = re.compile(
    rf"<!--.*?-->|</?(?:{'|'.join(sorted(nh3.ALLOWED_TAGS))})\b[^<>]*>|(?m:^[ \t>]*(?:`{{3}}|~{{3}})[^\n`]*$)",
    re.DOTALL | re.IGNORECASE,
)
_EMPTY_LINK = re.compile(r"!?\[\s*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])?")
_EMPTY_LINE = re.compile(r"(?m)^[ \t>]*(?:(?:(?:[-+]|\d{1,9}[.)])(?:[ \t][ \t>]*|$))*|:?-+:?|=+)$")
_MARKS_OF_MARKUP = frozenset("*_#`~|\\")


def render(text: str) -> str:
    """Return the HTML of a comment: paragraphs, line breaks, emphasis, lists, quotations, code, links."""
    return nh3.clean(
        _markdown().render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel=LINK_REL,
        strip_comments=True,
    ).strip()


def render_plainly(text: str) -> str:
    """Return the text as escaped paragraphs, for when `render` has failed."""
    paragraphs = re.split(r"\n{2,}", text)
    return "\n".join(f"<p>{html.escape(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)


def shows_nothing(text: str) -> bool:
    """Return whether a reader would see no character of a text: it is empty, invisible, or markup of nothing."""
    text = _HIDDEN.sub("", html.unescape(text))
    text = "".join(char for char in text if _is_word_or_space(char))
    return not _EMPTY_LINE.sub("", _EMPTY_LINK.sub("", text)).strip()


def _is_word_or_space(char: str) -> bool:
    return char in " \t\n" or (is_visible(char) and char not in _MARKS_OF_MARKUP)


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20})
    markdown.enable(
        ["blockquote", "fence", "list", "autolink", "backticks", "emphasis", "escape", "link", "newline"]
    )
    # Only absolute http(s) URLs: no relative links into the site, no mailto with an e-mail address.
    markdown.validateLink = lambda url: bool(_WEB_URL.match(url))  # type: ignore[method-assign]
    return markdown
