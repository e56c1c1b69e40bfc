"""The demo's articles: read from the files in `articles/` and published in their languages."""

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import yaml
from wagtail.models import Page

from cms.demo.library import FOLDER
from cms.home_pages import add_page
from cms.models import ArticleAuthor, ArticlePage, ArticleRelation, Author, CommentPolicy, Download, Image


def stories() -> list[dict[str, Any]]:
    """Return all stories, the oldest first, so that each comes after those that it links to; what is taken down last."""
    found = [yaml.safe_load(file.read_bytes()) for file in (FOLDER / "articles").glob("*.yaml")]
    return sorted(found, key=lambda story: ("takedown" in story, -story["hours_old"]))


def with_errors(body: str, corrections: Sequence[dict[str, Any]]) -> str:
    """Return the JSON of a body as it was before these corrections."""
    for correction in corrections:
        for right, wrong in correction["was"].items():
            body = body.replace(right, wrong)
    return body


@dataclass
class ArticleWriter:
    """Writes stories, which name images, authors and older articles by their keys and slugs."""

    images: dict[str, Image]
    brochure: Download
    authors: dict[str, Author]
    now: datetime
    pages: dict[str, Page] = field(default_factory=dict)

    def write(self, story: dict[str, Any], section: dict[str, Page]) -> None:
        """Publish what is missing of a story: the German article, and the English one if the story has it."""
        slug = story["de"]["slug"]
        german = _written(slug, section["de"])
        related = [self.pages[slug] for slug in story.get("related", [])]
        if german is None:
            german = add_page(section["de"], self._article(story, story["de"], related))
        self.pages[slug] = german
        if "en" not in story:
            return
        locale = section["en"].locale
        # If editors have deleted or renamed the German article, the English one is no translation of the new German one.
        english = german.get_translation_or_none(locale) or _written(story["en"]["slug"], section["en"])
        if english is None:
            related = [other for page in related if (other := page.get_translation_or_none(locale))]
            english = self._article(story, story["en"], related)
            english.translation_key = german.translation_key
            english = add_page(section["en"], english)
        # English texts link to English pages by their slugs; a slug that both languages have means the German page.
        self.pages.setdefault(story["en"]["slug"], english)

    def _article(self, story: dict[str, Any], text: dict[str, Any], related: list[Page]) -> ArticlePage:
        age = timedelta(hours=story["hours_old"])
        published_at = (self.now - age).replace(minute=0, second=0, microsecond=0)
        body = json.dumps(self._blocks(text["body"]), ensure_ascii=False)
        page = ArticlePage(
            **{name: value for name, value in text.items() if name not in ("tags", "body", "corrections")},
            body=with_errors(body, text.get("corrections", [])),
            image=self.images[story["image"]] if "image" in story else None,
            sharing_image=self.images.get(story.get("sharing_image", "")),
            comment_policy=story.get("comment_policy", CommentPolicy.OPEN),
            published_at=published_at,
        )
        page.tags.set(text["tags"])
        page.article_authors = [ArticleAuthor(author=self.authors[slug]) for slug in story["authors"]]
        page.article_relations = [ArticleRelation(related=other) for other in related]
        return page

    def _blocks(self, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [self._block(kind, value) for part in body for kind, value in part.items()]

    def _block(self, kind: str, value: Any) -> dict[str, Any]:
        raw = self._raw(kind, value)
        # The id follows from the content, so that two runs make the same body.
        name = kind + json.dumps(raw, sort_keys=True)
        return {"type": kind, "value": raw, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, name))}

    def _raw(self, name: str, value: Any) -> Any:
        """Return the raw StreamField data of a block or a part of one."""
        match name, value:
            case "paragraph", _:
                html = "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in value)
                return re.sub(r'<a page="([^"]+)">', lambda found: self._link_to(found[1]), html)
            case "body", _:
                return self._blocks(value)
            case "image", _:
                image = self.images[value["image"]]
                return {"alt_text": image.alt_text, "decorative": False, **value, "image": image.pk}
            case "download", _:
                return self.brochure.pk
            case "page", _:
                return self.pages[value].pk
            case "links", _:
                return [self._block("item", link) for link in value]
            case "item", _:
                targets = {key: self._raw(key, part) for key, part in value.items()}
                return {"url": "", "email": "", "page": None, "download": None, **targets}
            case _, dict():
                return {key: self._raw(key, part) for key, part in value.items()}
        return value

    def _link_to(self, slug: str) -> str:
        return f'<a linktype="page" id="{self.pages[slug].pk}">'


def _written(slug: str, section: Page) -> ArticlePage | None:
    """Return an article in the language of a section, wherever editors have moved it to."""
    return ArticlePage.objects.filter(slug=slug, locale=section.locale, alias_of=None).first()
