"""Rules that turn the text of a comment into HTML: a subset of Markdown, then sanitised."""

import html
import re

import nh3

from comments.markdown import parser
from comments.shown import is_shown

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a"}
LINK_REL = "nofollow ugc noopener"


def render(text: str) -> str:
    """Return the HTML of a comment: paragraphs, line breaks, emphasis, lists, quotations, code, links."""
    return nh3.clean(
        parser().render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "li": {"value"}},
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
    return not is_shown(parser().parse(text))
