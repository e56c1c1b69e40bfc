"""Whether a reader would see anything of parsed Markdown."""

import html
import re
from collections.abc import Iterable

from markdown_it.token import Token

from cms.characters import is_unseen
from comments.characters import is_visible

# What shows nothing in Markdown as readers know it, although `render` knows only a part and shows the rest as text.
_COMMENT_OR_BREAK = re.compile(r"<!--.*?-->|<(?:br|hr|img|wbr)\b[^<>]*>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w+;")
_EMPTY_ELEMENT = re.compile(r"<([a-z]\w*)\b[^<>]*>\s*</\1\s*>", re.IGNORECASE)
_EMPTY_LINK = re.compile(r"!?\[\s*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])?")
# A line with one mark only: emphasis, code, a heading, a rule, a table. Faces such as `*_*` have two.
_MARKS_OF_ONE_KIND = re.compile(r"\*{2,}|_+|`+|~+|#+|=+|-{2,}|\|+|\\+")


def is_shown(tokens: Iterable[Token]) -> bool:
    """Return whether one of the tokens shows a character: a word, code, or the number of a list."""
    text = []
    for token in tokens:
        if token.type in ("code_inline", "fence") and any(map(is_visible, token.content)):
            return True
        if token.type == "list_item_open" and token.info:
            return True
        if token.type == "inline" and is_shown(token.children or ()):
            return True
        text.append(_typed(token))
    return _is_text_shown("".join(text))


def _typed(token: Token) -> str:
    """Return a word, or the marks of emphasis, which are half of a face such as `*_*`."""
    if token.type in ("text", "em_open", "em_close", "strong_open", "strong_close"):
        return token.content or token.markup
    return "\n" if token.type in ("softbreak", "paragraph_close") else ""


def _is_text_shown(text: str) -> bool:
    text = _EMPTY_ELEMENT.sub("", _ENTITY.sub(_unless_unseen, _COMMENT_OR_BREAK.sub("", text)))
    lines = (
        "".join(char for char in line if not is_unseen(char))
        for line in _EMPTY_LINK.sub("", text).split("\n")
    )
    return any(any(map(is_visible, line)) and not _MARKS_OF_ONE_KIND.fullmatch(line) for line in lines)


def _unless_unseen(entity: re.Match[str]) -> str:
    return entity[0] if any(map(is_visible, html.unescape(entity[0]))) else ""
