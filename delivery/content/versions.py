"""Versions of articles as JSON: what readers had, in words. Pictures, files and the targets of links are left out.

They may be gone since, or not be public any more; an old URL of a picture even shows another picture.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, TypeVar, cast

import nh3
import orjson
from django.conf import settings
from orjson import Fragment
from pydantic import Field, SkipValidation

from delivery.content.blocks import (
    Block,
    BrokenBlockOut,
    BrokenOut,
    HeadingBlockOut,
    QuotationBlockOut,
    TableBlockOut,
)
from delivery.content.links import TAGS
from delivery.content.schema import Content, Locale, Moment, OneOf, Url
from delivery.read.versions import VersionRow

BlockUnion = TypeVar("BlockUnion", bound=OneOf[Any])


class VersionTextOut(Content):
    """Running text without its links: safe HTML, and the same words without it."""

    html: str
    text: str


class VersionParagraphBlockOut(Block[Literal["paragraph"], VersionTextOut]):
    """Running text."""


class VersionImageOut(Content):
    """The words of an image."""

    alt: str
    caption: str
    credit: str


class VersionImageBlockOut(Block[Literal["image"], VersionImageOut]):
    """Where an image was, in words."""


class VersionPullQuoteOut(Content):
    """A sentence from a publication, without quotation marks."""

    text: str
    source: str


class VersionPullQuoteBlockOut(Block[Literal["pull_quote"], VersionPullQuoteOut]):
    """A sentence from a publication, set off from the text."""


class VersionDownloadOut(Content):
    """The words of a file. They are empty if it was not public."""

    title: str
    filename: str


class VersionDownloadBlockOut(Block[Literal["download"], VersionDownloadOut]):
    """Where a file was, in words."""


class VersionEmbedOut(Content):
    """The words of a video or other content of another site."""

    title: str
    provider: str


class VersionEmbedBlockOut(Block[Literal["embed"], VersionEmbedOut]):
    """Where a video or other content of another site was, in words."""


class VersionLinkListOut(Content):
    """The words of links under a heading of their own."""

    title: str
    links: list[str]


class VersionLinkListBlockOut(Block[Literal["link_list"], VersionLinkListOut]):
    """Where to read on, in words."""


_Flow = (
    VersionParagraphBlockOut
    | HeadingBlockOut
    | VersionImageBlockOut
    | QuotationBlockOut
    | VersionDownloadBlockOut
    | VersionLinkListBlockOut
    | BrokenBlockOut
)


class VersionFlowBlockOut(OneOf[Annotated[_Flow, Field(discriminator="type")]]):
    """The blocks that may also stand in a background box."""


class VersionBoxOut(Content):
    """A box beside the text, with blocks of its own."""

    title: str
    body: list[VersionFlowBlockOut]


class VersionBoxBlockOut(Block[Literal["background_box"], VersionBoxOut]):
    """A box that explains the background of the news."""


_Any = _Flow | VersionPullQuoteBlockOut | VersionBoxBlockOut | VersionEmbedBlockOut | TableBlockOut


class VersionBlockOut(OneOf[Annotated[_Any, Field(discriminator="type")]]):
    """The blocks of a version, with pictures, files and links in words."""


class VersionedArticleOut(Content):
    """What a version keeps of an article."""

    id: int
    locale: Locale
    title: str
    kicker: str
    lead: str
    authors: list[str] = Field(description="Their names.")
    body: list[VersionBlockOut]


class VersionCorrectionOut(Content):
    """What was wrong in a version."""

    at: Moment
    text: str


class VersionOut(Content):
    """What readers had of an article before a correction."""

    version: int
    published_at: Moment
    replaced_at: Moment
    correction: VersionCorrectionOut
    article: SkipValidation[VersionedArticleOut]


class VersionReferenceOut(Content):
    """A version in a list."""

    version: int
    published_at: Moment
    replaced_at: Moment
    url: Url


class VersionListOut(Content):
    """The versions of an article that are public, the newest first."""

    items: list[VersionReferenceOut]


def version_list_out(article_id: int, rows: Iterable[VersionRow]) -> VersionListOut:
    """Build the list of the public versions of an article."""
    url = f"{settings.PUBLIC_URL}{settings.API_ROOT}articles/{article_id}/versions/"
    return VersionListOut(
        items=[
            VersionReferenceOut(
                version=row.number,
                published_at=row.published_at,
                replaced_at=row.replaced_at,
                url=f"{url}{row.number}/",
            )
            for row in rows
        ]
    )


def version_out(row: VersionRow) -> VersionOut:
    """Build the JSON of a version that was read with its correction."""
    return VersionOut(
        version=row.number,
        published_at=row.published_at,
        replaced_at=row.replaced_at,
        correction=VersionCorrectionOut.model_validate({"at": row.corrected_at, "text": row.correction}),
        # JSON already, which the model describes.
        article=cast(VersionedArticleOut, Fragment(row.article)),
    )


def versioned_article(full: bytes) -> VersionedArticleOut:
    """Build what a version keeps, from the bytes of an edition in the profile `full`."""
    article = orjson.loads(full)
    kept = {name: article[name] for name in ("id", "locale", "title", "kicker", "lead")}
    authors = [author["name"] for author in article["authors"]]
    return VersionedArticleOut(**kept, authors=authors, body=_blocks(article["body"], VersionBlockOut))


def _blocks(blocks: Iterable[Any], union: type[BlockUnion]) -> list[BlockUnion]:
    return [union.model_validate(_in_words(block)) for block in blocks]


def _in_words(block: Any) -> dict[str, Any]:
    kind = block["type"]
    # A type that this version of the service does not know any more is shown as a block that failed.
    value = _VALUES.get(kind)
    kind, shown = (kind, value(block["value"])) if value else ("broken", BrokenOut(was=kind))
    return {"id": block["id"], "type": kind, "value": shown}


def _unlinked(html: str) -> str:
    return nh3.clean(html, tags=TAGS - {"a"}, attributes={})


def _words(value: Any, *names: str) -> dict[str, str]:
    return {name: value[name] or "" for name in names}


def _as_it_is(value: Any) -> Any:
    return value


_VALUES: dict[str, Callable[[Any], Any]] = {
    "paragraph": lambda value: VersionTextOut(html=_unlinked(value["html"]), text=value["text"]),
    "heading": _as_it_is,
    "image": lambda value: VersionImageOut(**_words(value["image"], "alt", "caption", "credit")),
    "quotation": _as_it_is,
    "pull_quote": lambda value: VersionPullQuoteOut(**_words(value, "text", "source")),
    "background_box": lambda value: VersionBoxOut(
        title=value["title"], body=_blocks(value["body"], VersionFlowBlockOut)
    ),
    "download": lambda value: VersionDownloadOut(**_words(value, "title", "filename")),
    "embed": lambda value: VersionEmbedOut(**_words(value, "title", "provider")),
    "link_list": lambda value: VersionLinkListOut(
        title=value["title"], links=[link["text"] for link in value["links"]]
    ),
    "table": _as_it_is,
    "broken": _as_it_is,
}
