"""What the demo's stories are put together from: one function for each block, as raw StreamField data."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from cms.demo.library import Library
from cms.models import CommentPolicy

Part = dict[str, Any]


@dataclass
class Shelf:
    """What a story may point to: the library, and the pages that were made before it."""

    library: Library
    pages: dict[str, Page] = field(default_factory=dict)

    def picture(self, key: str, alt: str = "") -> Part:
        image = self.library.images[key]
        value = {"image": image.pk, "alt_text": alt or image.alt_text, "decorative": False}
        return block("image", value)

    def file(self, key: str) -> Part:
        return block("download", self.library.downloads[key].pk)

    def to_page(self, text: str, slug: str) -> Part:
        return {"text": text, "page": self.pages[slug].pk}

    def to_file(self, text: str, key: str) -> Part:
        return {"text": text, "download": self.library.downloads[key].pk}

    def inline(self, text: str, slug: str) -> str:
        """This will write a link to a page within a paragraph."""
        return f'<a linktype="page" id="{self.pages[slug].pk}">{text}</a>'


Body = Callable[[Shelf], list[Part]]


@dataclass(frozen=True)
class Words:
    """A story in one language."""

    slug: str
    kicker: str
    title: str
    lead: str
    tags: tuple[str, ...]
    body: Body


@dataclass(frozen=True)
class Story:
    """One article of the demo; `hours` is its age, `related` names older stories by their German slugs."""

    section: str
    hours: int
    image: str
    authors: tuple[str, ...]
    german: Words
    english: Words | None = None
    related: tuple[str, ...] = ()
    policy: CommentPolicy = CommentPolicy.OPEN
    correction: str = ""


def block(kind: str, value: Any) -> Part:
    """This will make a block whose id follows from its content, so that two runs make the same."""
    name = kind + json.dumps(value, sort_keys=True, default=str)
    return {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, name))}


def text(*paragraphs: str) -> Part:
    return block("paragraph", "".join(p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs))


def heading(words: str, level: int = 2) -> Part:
    return block("heading", {"text": words, "level": str(level)})


def said(words: str, speaker: str, role: str = "") -> Part:
    return block("quotation", {"text": words, "speaker": speaker, "role": role})


def printed(words: str, source: str, url: str = "") -> Part:
    return block("pull_quote", {"text": words, "source": source, "url": url})


def box(title: str, *parts: Part) -> Part:
    return block("background_box", {"title": title, "body": list(parts)})


def links(title: str, *targets: Part) -> Part:
    items = [
        block("item", {"page": None, "download": None, "url": "", "email": "", **target})
        for target in targets
    ]
    return block("link_list", {"title": title, "links": items})


def web(words: str, url: str) -> Part:
    return {"text": words, "url": url}


def mail(words: str, address: str) -> Part:
    return {"text": words, "email": address}


def video(url: str) -> Part:
    return block("embed", url)


def table(caption: str, rows: list[list[str]], *, first_column: bool = True) -> Part:
    value = {
        "data": rows,
        "cell": [],
        "mergeCells": [],
        "table_caption": caption,
        "first_row_is_table_header": True,
        "first_col_is_header": first_column,
        "table_header_choice": "both" if first_column else "row",
    }
    return block("table", value)
