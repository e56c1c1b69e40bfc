"""The ids of headings, and the names under which links within an article call them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from anyascii import anyascii
from django.utils.text import slugify

from cms.addresses import decoded
from cms.slugs import slug_of

# Ids of other elements on the reader's site, which no heading may have, and the beginnings of further ones.
_IDS = ("comments", "related", "content", "skip", "site-header", "site-footer", "search-words")
_PREFIXES_OF_IDS = ("comment-", "box-", "links-", "lb-", "menu-")
_LENGTH = 80


def spelt_out(text: str) -> str:
    """Return words in Latin letters, spelt as in a slug: `groesse` for Größe."""
    return slugify(anyascii(slug_of(text, _LENGTH)))


def without_marks(text: str) -> str:
    """Return words in Latin letters as links from elsewhere spell them, and former ids did: `grosse` for Größe."""
    return slugify(anyascii(text))


class Anchors:
    """Gives each heading of a page an id: in Latin letters, never empty or very long, unique in the page."""

    def __init__(self, spell: Callable[[str], str] = spelt_out) -> None:
        self._spell = spell
        self._taken = set(_IDS)
        self._numbers: dict[str, int] = {}

    def next_id(self, text: str) -> str:
        """Return the id of the next heading, which has this text."""
        base = self._spell(text)[:_LENGTH].strip("-_") or "abschnitt"
        if base.startswith(_PREFIXES_OF_IDS):
            base = f"abschnitt-{base}"
        anchor, number = base, self._numbers.get(base, 1)
        while anchor in self._taken:
            number += 1
            anchor = f"{base}-{number}"
        self._numbers[base] = number
        self._taken.add(anchor)
        return anchor


def heading_ids(blocks: Iterable[Any]) -> dict[str, str]:
    """Return the ids of the headings in raw blocks, by what a link may call them: their id, then the former one."""
    anchors, former = Anchors(), Anchors(without_marks)
    ids = [(former.next_id(text), anchors.next_id(text)) for text in _headings(blocks)]
    return dict(ids) | {anchor: anchor for _former, anchor in ids}


def named_heading(fragment: str, ids: dict[str, str]) -> str | None:
    """Return the id of the heading that a fragment names, by its id or by its words; None if there is none."""
    name = decoded(fragment)
    return ids.get(name) or ids.get(spelt_out(name)) or ids.get(without_marks(name))


def _headings(blocks: Iterable[Any]) -> Iterator[str]:
    """Yield the texts of headings in the order in which they get their ids, those in boxes included."""
    for block in blocks:
        match block:
            case {"type": "heading", "value": dict(value)} if isinstance(value.get("text", ""), str):
                yield value.get("text", "")
            case {"type": "background_box", "value": {"body": list(inner)}}:
                yield from _headings(inner)
