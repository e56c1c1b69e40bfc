"""Rules that turn the text of a comment into HTML: a subset of Markdown, then sanitised."""

import html
import re

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a"}
LINK_REL = "nofollow ugc noopener"
_WEB_URL = re.compile(r"https?://[^/\s]", re.IGNORECASE)


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


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20})
    markdown.enable(
        ["blockquote", "fence", "list", "autolink", "backticks", "emphasis", "escape", "link", "newline"]
    )
    # Only absolute http(s) URLs: no relative links into the site, no mailto with an e-mail address.
    markdown.validateLink = lambda url: bool(_WEB_URL.match(url))  # type: ignore[method-assign]
    return markdown
