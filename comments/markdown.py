"""The subset of Markdown that comments may use, changed so that no word of a text is lost."""

import re
from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_block.fence import make_fence_rule
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from comments.shown import is_shown

_WEB_URL = re.compile(r"https?://[^/\s]", re.IGNORECASE)
# At its `maxNesting` the parser drops what is nested deeper; before that a mark of nesting is text.
_MAX_NESTING = 20
_MAX_LEVEL = 16
# A backslash is one of Markdown only before what would be markup without it; `C:\temp` and `\(^o^)/` keep theirs.
_ESCAPE = re.compile(
    r"\\(?:[`<]|\[(?=[^\[\]\n]*\]\()|\](?=\()|(?<=[\w*\\]\\)[*_]|[*_](?=[\w*\\])|(?<=^\\)[-+*>]|(?<=\d\\)[.)](?=\s))",
    re.MULTILINE,
)
# Beside no word it is an arm of `¯\_(ツ)_/¯`.
_ARM = re.compile(r"\\[*_]")


@cache
def parser() -> MarkdownIt:
    """Return a parser of paragraphs, line breaks, emphasis, lists, quotations, code and links."""
    markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": _MAX_NESTING})
    markdown.enable(
        ["blockquote", "fence", "list", "autolink", "backticks", "emphasis", "escape", "link", "newline"]
    )
    # Only absolute http(s) URLs: no relative links into the site, no mailto with an e-mail address.
    markdown.validateLink = lambda url: bool(_WEB_URL.match(url))  # type: ignore[method-assign]
    # Tildes decorate the headings of readers.
    markdown.block.ruler.at(
        "fence", make_fence_rule(markers=("`",)), {"alt": ["paragraph", "blockquote", "list"]}
    )
    markdown.block.ruler.at("blockquote", _blockquote, {"alt": ["paragraph", "blockquote", "list"]})
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    markdown.inline.ruler.at("escape", _escape)
    markdown.core.ruler.push("words", _keep_words)
    markdown.core.ruler.enable("words")
    # It collects its rules when it parses for the first time, in a way that another thread must not meet.
    for ruler in (markdown.core.ruler, markdown.block.ruler, markdown.inline.ruler, markdown.inline.ruler2):
        ruler.getRules("")
    return markdown


def _blockquote(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    return state.level < _MAX_LEVEL and blockquote(state, line, end, silent)


def _list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Parse a list, unless HTML could not show its number, such as that of `01. Mai`."""
    return state.level < _MAX_LEVEL and _begin(state, line) != "0" and list_block(state, line, end, silent)


def _begin(state: StateBlock, line: int) -> str:
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at : at + 1]


def _escape(state: StateInline, silent: bool) -> bool:
    escape = _ESCAPE.match(state.src, state.pos)
    match = escape or _ARM.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.pending += match[0][1] if escape else match[0]
    state.pos = match.end()
    return True


def _keep_words(state: StateCore) -> None:
    """Show what HTML would leave out: numbers of lists, what stands behind a fence, the titles of links."""
    _number_lists(state.tokens)
    for token in state.tokens:
        if token.type == "fence":
            token.content = "\n".join(filter(None, (token.info.strip(), token.content)))
            token.info = ""
        elif token.children:
            token.children = _with_links_that_show(token.children)


def _number_lists(tokens: Iterable[Token]) -> None:
    """Give each entry of a list the number that was typed, if it is not the next one."""
    expected: list[int] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            expected.append(int(token.attrs.get("start", 1)))
        elif token.type == "ordered_list_close":
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            number = int(token.info)
            if number != expected[-1]:
                token.attrSet("value", token.info)
            expected[-1] = number + 1


def _with_links_that_show(tokens: Iterable[Token]) -> list[Token]:
    """Remove links around nothing, and put the title of a link behind it."""
    kept: list[Token] = []
    start = 0
    for token in tokens:
        if token.type == "link_open":
            start = len(kept)
        kept.append(token)
        if token.type != "link_close":
            continue
        title = kept[start].attrs.pop("title", "")
        if title:
            kept.append(Token("text", "", 0, content=f" ({title})"))
        elif not is_shown(kept[start:]):
            del kept[start:]
            if kept and kept[-1].content.endswith("!"):
                # It was a picture.
                kept[-1].content = kept[-1].content[:-1]
    return kept
