"""A reader's text as HTML: a small part of Markdown, sanitised once more before it is kept."""

import html
import re

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a"}
LINK_REL = "nofollow ugc noopener"
_WEB_ADDRESS = re.compile(r"https?://[^/\s]", re.IGNORECASE)


def render(text: str) -> str:
    """This will return the HTML of a comment: paragraphs, line breaks, emphasis, lists, quotations, code, links."""
    return nh3.clean(
        _markdown().render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel=LINK_REL,
        strip_comments=True,
    ).strip()


def render_plainly(text: str) -> str:
    """This will return the text as escaped paragraphs and nothing else, when `render` cannot be trusted."""
    paragraphs = re.split(r"\n{2,}", text)
    return "\n".join(f"<p>{html.escape(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20})
    markdown.enable(
        ["blockquote", "fence", "list", "autolink", "backticks", "emphasis", "escape", "link", "newline"]
    )
    # Only whole web addresses: no relative links into the site, no mailto that would show an address.
    markdown.validateLink = _is_web_address  # type: ignore[method-assign]
    return markdown


def _is_web_address(url: str) -> bool:
    return bool(_WEB_ADDRESS.match(url))
