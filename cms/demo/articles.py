"""The demo's articles: read from the files in `articles/` and turned into StreamField data."""

import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

import yaml
from wagtail.models import Page

from cms.demo.library import FOLDER, Library
from cms.models import CommentPolicy

# Raw StreamField data of one block.
Block = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """An article in one language. `body` lists one-key mappings from the type of a block to its value."""

    slug: str
    kicker: str
    title: str
    lead: str
    tags: list[str]
    body: list[dict[str, Any]]


@dataclass(frozen=True)
class Story:
    """An article in German and perhaps in English. `related` names older articles by their German slugs."""

    section: str
    hours_old: int
    image: str
    authors: list[str]
    german: Text
    english: Text | None = None
    related: list[str] = field(default_factory=list)
    comment_policy: CommentPolicy = CommentPolicy.OPEN
    correction: str = ""


def stories() -> list[Story]:
    """Return all stories, the oldest first, so that each comes after those that it links to."""
    found = [_story(**yaml.safe_load(file.read_bytes())) for file in (FOLDER / "articles").glob("*.yaml")]
    return sorted(found, key=lambda story: -story.hours_old)


def _story(german: dict[str, Any], english: dict[str, Any] | None = None, **fields: Any) -> Story:
    return Story(german=Text(**german), english=Text(**english) if english else None, **fields)


@dataclass
class BodyBuilder:
    """Turns the body of a story into StreamField data; it may name images, files and pages by their keys."""

    library: Library
    pages: dict[str, Page] = field(default_factory=dict)

    def body(self, parts: list[dict[str, Any]]) -> list[Block]:
        """Return the blocks of a body."""
        return [self._block(kind, value) for part in parts for kind, value in part.items()]

    def _block(self, kind: str, value: Any) -> Block:
        build = getattr(self, f"_{kind}", None)
        return _with_id(kind, build(value) if build else value)

    def _paragraph(self, paragraphs: list[str]) -> str:
        html = "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs)
        return re.sub(r'<a page="([^"]+)">', lambda found: self._link_to(found[1]), html)

    def _link_to(self, slug: str) -> str:
        return f'<a linktype="page" id="{self.pages[slug].pk}">'

    def _heading(self, value: Any) -> Block:
        given = {"text": value} if isinstance(value, str) else value
        return {"level": "2", **given}

    def _image(self, value: Any) -> Block:
        given = {"image": value} if isinstance(value, str) else value
        image = self.library.images[given["image"]]
        return {"alt_text": image.alt_text, "decorative": False, **given, "image": image.pk}

    def _quotation(self, value: Block) -> Block:
        return {"role": "", **value}

    def _pull_quote(self, value: Block) -> Block:
        return {"url": "", **value}

    def _background_box(self, value: Block) -> Block:
        return {**value, "body": self.body(value["body"])}

    def _download(self, key: str) -> int:
        return int(self.library.downloads[key].pk)

    def _link_list(self, value: Block) -> Block:
        return {**value, "links": [_with_id("item", self._link(link)) for link in value["links"]]}

    def _link(self, value: Block) -> Block:
        page, key = value.get("page"), value.get("download")
        return {
            "url": "",
            "email": "",
            **value,
            "page": self.pages[page].pk if page else None,
            "download": self._download(key) if key else None,
        }

    def _table(self, value: Block) -> Block:
        return {
            "data": value["rows"],
            "cell": [],
            "mergeCells": [],
            "table_caption": value["caption"],
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
        }


def _with_id(kind: str, value: Any) -> Block:
    # The id follows from the content, so that two runs make the same body.
    name = kind + json.dumps(value, sort_keys=True, default=str)
    return {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, name))}
