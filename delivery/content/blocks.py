"""Blocks as JSON: a model for each type, and one table with the function that builds its value."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, Literal, TypeVar
from urllib.parse import urljoin

from pydantic import Field, WithJsonSchema

from cms.addresses import safe_url
from cms.blocks.table import readable_table
from delivery.content.build import Build
from delivery.content.links import LinkListOut, RichTextOut, link_list_out, rich_text_out, url_link
from delivery.content.media import DownloadOut, EmbedOut, ImageOut, download_out, embed_out, image_out
from delivery.content.schema import Content, OneOf, Url
from delivery.content.tables import TableOut, table_out

# One of the unions of blocks.
BlockUnion = TypeVar("BlockUnion", bound=OneOf[Any])
Kind = TypeVar("Kind")
Value = TypeVar("Value")


class Block(Content, Generic[Kind, Value]):
    """What all blocks have."""

    # Any text, because a body that was imported may hold an id of another form.
    id: Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
    type: Kind
    value: Value


class ParagraphBlockOut(Block[Literal["paragraph"], RichTextOut]):
    """Running text."""


class HeadingOut(Content):
    """A heading and the anchor that leads to it."""

    id: str = Field(description="An anchor, such as `hintergrund`.")
    level: Literal[2, 3]
    text: str


class HeadingBlockOut(Block[Literal["heading"], HeadingOut]):
    """A heading within the text; the title is level 1."""


class PictureOut(Content):
    """An image in the text; its `alt` is the one of this place."""

    image: ImageOut


class ImageBlockOut(Block[Literal["image"], PictureOut]):
    """An image within the text."""


class QuotationOut(Content):
    """What a person said, without quotation marks."""

    text: str
    speaker: str
    role: str


class QuotationBlockOut(Block[Literal["quotation"], QuotationOut]):
    """What a person said."""


class PullQuoteOut(Content):
    """A sentence from a publication, without quotation marks."""

    text: str
    source: str
    url: Url | None


class PullQuoteBlockOut(Block[Literal["pull_quote"], PullQuoteOut]):
    """A sentence from a publication, set off from the text."""


class DownloadBlockOut(Block[Literal["download"], DownloadOut]):
    """A file to download."""


class EmbedBlockOut(Block[Literal["embed"], EmbedOut]):
    """A video or other content of another site."""


class LinkListBlockOut(Block[Literal["link_list"], LinkListOut]):
    """Where to read on."""


class TableBlockOut(Block[Literal["table"], TableOut]):
    """A table."""


class BrokenOut(Content):
    """The type of a block that failed; the other blocks are not affected."""

    was: str
    state: Literal["ERROR"] = "ERROR"


class BrokenBlockOut(Block[Literal["broken"], BrokenOut]):
    """A block that could not be built: show nothing in its place."""


_Flow = (
    ParagraphBlockOut
    | HeadingBlockOut
    | ImageBlockOut
    | QuotationBlockOut
    | DownloadBlockOut
    | LinkListBlockOut
    | BrokenBlockOut
)


class FlowBlockOut(OneOf[Annotated[_Flow, Field(discriminator="type")]]):
    """The blocks that may also stand in a background box."""


class BackgroundBoxOut(Content):
    """A box beside the text, with blocks of its own."""

    title: str
    body: list[FlowBlockOut]


class BackgroundBoxBlockOut(Block[Literal["background_box"], BackgroundBoxOut]):
    """A box that explains the background of the news."""


_Any = _Flow | PullQuoteBlockOut | BackgroundBoxBlockOut | EmbedBlockOut | TableBlockOut


class BlockOut(OneOf[Annotated[_Any, Field(discriminator="type")]]):
    """The blocks of an article's body."""


def blocks_out(blocks: Iterable[Any], build: Build, union: type[BlockUnion]) -> list[BlockUnion]:
    """Build the members of a union from raw blocks. One that fails becomes `broken` and stops no other.

    The blocks are those of a stream that has been read, so what an importer left out is there.
    """
    return [_block_out(block, build, union) for block in blocks]


def _block_out(block: Any, build: Build, union: type[BlockUnion]) -> BlockUnion:
    kind = block["type"]

    def member(kind: str, value: Content) -> BlockUnion:
        return union.model_validate({"id": block["id"], "type": kind, "value": value})

    return build.build_or_replace(
        kind,
        lambda: member(kind, BLOCK_VALUES[kind](block["value"], build)),
        lambda: member("broken", BrokenOut(was=kind)),
    )


def _heading(value: Any, build: Build) -> HeadingOut:
    text = value["text"]
    return HeadingOut(id=build.anchor(text), level=3 if value.get("level") == "3" else 2, text=text)


def _image(value: Any, build: Build) -> PictureOut:
    # Without words of this use it is a bare id.
    use = value if isinstance(value, dict) else {"image": value}
    image_id, decorative = use.get("image"), use.get("decorative", False)
    image = build.lookups.images.get(image_id) if image_id else None
    return PictureOut(image=image_out(image, build, alt=use.get("alt_text"), decorative=decorative))


def _download(value: Any, build: Build) -> DownloadOut:
    return download_out(build.lookups.downloads.get(value) if value else None, build)


def _embed(value: Any, build: Build) -> EmbedOut:
    if safe_url(value, "") is None:
        raise ValueError("not the URL of a page with a video")
    return embed_out(value, build)


def _pull_quote(value: Any, build: Build) -> PullQuoteOut:
    link = url_link(value["url"], value["source"], build) if value["url"] else None
    # A link to an anchor leads into the article.
    url = urljoin(build.base_url, link.href) if link and link.href else None
    return PullQuoteOut(text=value["text"], source=value["source"], url=url)


BLOCK_VALUES: dict[str, Callable[[Any, Build], Content]] = {
    "paragraph": rich_text_out,
    "heading": _heading,
    "image": _image,
    "quotation": lambda value, build: QuotationOut(**value),
    "pull_quote": _pull_quote,
    "background_box": lambda value, build: BackgroundBoxOut(
        title=value["title"], body=blocks_out(value["body"], build, FlowBlockOut)
    ),
    "download": _download,
    "embed": _embed,
    "link_list": link_list_out,
    "table": lambda value, build: table_out(
        readable_table(value) if isinstance(value, dict) else value, build
    ),
}
