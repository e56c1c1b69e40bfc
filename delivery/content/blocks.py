"""Blocks as JSON: a model for each type, and one table with the function that builds its value."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import Field, WithJsonSchema

from delivery.content.build import Build
from delivery.content.links import LinkListOut, RichTextOut, link_list_out, own_link, rich_text_out
from delivery.content.media import DownloadOut, EmbedOut, ImageOut, download_out, embed_out, image_out
from delivery.content.schema import Content, OneOf, Url

# One of the unions of blocks.
BlockUnion = TypeVar("BlockUnion", bound=OneOf[Any])
Kind = TypeVar("Kind")
Value = TypeVar("Value")


class _Block(Content, Generic[Kind, Value]):
    # Any text, because a body that was imported may hold an id of another form.
    id: Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]
    type: Kind
    value: Value


class ParagraphBlockOut(_Block[Literal["paragraph"], RichTextOut]):
    """Running text."""


class HeadingOut(Content):
    """A heading and the anchor that leads to it."""

    id: str = Field(description="An anchor, such as `hintergrund`.")
    level: Literal[2, 3]
    text: str


class HeadingBlockOut(_Block[Literal["heading"], HeadingOut]):
    """A heading within the text; the title is level 1."""


class PictureOut(Content):
    """An image in the text; its `alt` is the one of this place."""

    image: ImageOut


class ImageBlockOut(_Block[Literal["image"], PictureOut]):
    """An image within the text."""


class QuotationOut(Content):
    """What a person said, without quotation marks."""

    text: str
    speaker: str
    role: str


class QuotationBlockOut(_Block[Literal["quotation"], QuotationOut]):
    """What a person said."""


class PullQuoteOut(Content):
    """A sentence from a publication, without quotation marks."""

    text: str
    source: str
    url: Url | None


class PullQuoteBlockOut(_Block[Literal["pull_quote"], PullQuoteOut]):
    """A sentence from a publication, set off from the text."""


class DownloadBlockOut(_Block[Literal["download"], DownloadOut]):
    """A file to download."""


class EmbedBlockOut(_Block[Literal["embed"], EmbedOut]):
    """A video or other content of another site."""


class LinkListBlockOut(_Block[Literal["link_list"], LinkListOut]):
    """Where to read on."""


class TableOut(Content):
    """Figures in rows and columns. With `first_row_header` the first row stands in `columns`."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    first_row_header: bool
    first_column_header: bool


class TableBlockOut(_Block[Literal["table"], TableOut]):
    """A table."""


class BrokenOut(Content):
    """The type of a block that failed; the other blocks are not affected."""

    was: str
    state: Literal["ERROR"] = "ERROR"


class BrokenBlockOut(_Block[Literal["broken"], BrokenOut]):
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


class BackgroundBoxBlockOut(_Block[Literal["background_box"], BackgroundBoxOut]):
    """A box that explains the background of the news."""


_Any = _Flow | PullQuoteBlockOut | BackgroundBoxBlockOut | EmbedBlockOut | TableBlockOut


class BlockOut(OneOf[Annotated[_Any, Field(discriminator="type")]]):
    """The blocks of an article's body."""


def blocks_out(blocks: Iterable[Any], build: Build, union: type[BlockUnion]) -> list[BlockUnion]:
    """Build the members of a union from a stream of blocks. One that fails becomes `broken` and stops no other."""
    return [_block_out(block, build, union) for block in blocks]


def _block_out(block: Any, build: Build, union: type[BlockUnion]) -> BlockUnion:
    def member(kind: str, value: Content) -> BlockUnion:
        return union.model_validate({"id": block.id, "type": kind, "value": value})

    kind = block.block_type
    return build.build_or_replace(
        kind,
        lambda: member(kind, BLOCK_VALUES[kind](block.value, build)),
        lambda: member("broken", BrokenOut(was=kind)),
    )


def _heading(value: Any, build: Build) -> HeadingOut:
    text = value["text"]
    return HeadingOut(id=build.anchor(text), level=2 if value["level"] == "2" else 3, text=text)


def _image(value: Any, build: Build) -> PictureOut:
    if value is None:
        return PictureOut(image=image_out(None, build))
    # ImageBlock sets the alternative text of this use on the image object.
    alt, decorative = value.contextual_alt_text, value.decorative
    return PictureOut(image=image_out(value, build, alt=alt, decorative=decorative))


def _pull_quote(value: Any, build: Build) -> PullQuoteOut:
    url = value["url"] or None
    link = own_link(url, value["source"], build) if url else None
    return PullQuoteOut(text=value["text"], source=value["source"], url=link.href if link else url)


def _table(value: Any, build: Build) -> TableOut:
    value = value or {}
    rows = [[str(cell or "") for cell in row] for row in value.get("data") or []]
    has_header = bool(value.get("first_row_is_table_header")) and bool(rows)
    return TableOut(
        caption=value.get("table_caption") or "",
        columns=rows[0] if has_header else [],
        rows=rows[1:] if has_header else rows,
        first_row_header=has_header,
        first_column_header=bool(value.get("first_col_is_header")),
    )


BLOCK_VALUES: dict[str, Callable[[Any, Build], Content]] = {
    "paragraph": lambda value, build: rich_text_out(value.source, build),
    "heading": _heading,
    "image": _image,
    "quotation": lambda value, build: QuotationOut(**value),
    "pull_quote": _pull_quote,
    "background_box": lambda value, build: BackgroundBoxOut(
        title=value["title"], body=blocks_out(value["body"], build, FlowBlockOut)
    ),
    "download": download_out,
    "embed": embed_out,
    "link_list": link_list_out,
    "table": _table,
}
