"""Blocks as JSON: a model for each type, and one table with the function that builds its value."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, WithJsonSchema
from wagtail.rich_text import RichText

from delivery.content.build import Build
from delivery.content.downloads import DownloadOut, download_out
from delivery.content.embeds import EmbedOut, embed_out
from delivery.content.images import ImageOut, image_out
from delivery.content.links import LinkListOut, link_list_out
from delivery.content.rich_text import RichTextOut, rich_text_out
from delivery.content.schema import Content, OneOf, Url

# One of the unions of blocks.
Union = TypeVar("Union", bound=OneOf[Any])


class _Block(Content):
    # Any text, because a body that was imported may hold an id of another form.
    id: Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]


class ParagraphBlockOut(_Block):
    """Running text."""

    type: Literal["paragraph"] = "paragraph"
    value: RichTextOut


class HeadingOut(Content):
    """A heading and the anchor that leads to it."""

    id: str = Field(description="An anchor, such as `hintergrund`.")
    level: Literal[2, 3]
    text: str


class HeadingBlockOut(_Block):
    """A heading within the text; the title is level 1."""

    type: Literal["heading"] = "heading"
    value: HeadingOut


class PictureOut(Content):
    """An image in the text; its `alt` is the one of this place."""

    image: ImageOut


class ImageBlockOut(_Block):
    """An image within the text."""

    type: Literal["image"] = "image"
    value: PictureOut


class QuotationOut(Content):
    """What a person said, without quotation marks."""

    text: str
    speaker: str
    role: str


class QuotationBlockOut(_Block):
    """What a person said."""

    type: Literal["quotation"] = "quotation"
    value: QuotationOut


class PullQuoteOut(Content):
    """A sentence from a publication, without quotation marks."""

    text: str
    source: str
    url: Url | None


class PullQuoteBlockOut(_Block):
    """A sentence from a publication, set off from the text."""

    type: Literal["pull_quote"] = "pull_quote"
    value: PullQuoteOut


class DownloadBlockOut(_Block):
    """A file to download."""

    type: Literal["download"] = "download"
    value: DownloadOut


class EmbedBlockOut(_Block):
    """A video or other content of another site."""

    type: Literal["embed"] = "embed"
    value: EmbedOut


class LinkListBlockOut(_Block):
    """Where to read on."""

    type: Literal["link_list"] = "link_list"
    value: LinkListOut


class TableOut(Content):
    """Figures in rows and columns. With `first_row_header` the first row stands in `columns`."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    first_row_header: bool
    first_column_header: bool


class TableBlockOut(_Block):
    """A table."""

    type: Literal["table"] = "table"
    value: TableOut


class BrokenOut(Content):
    """The type of a block that failed; the other blocks are not affected."""

    was: str
    state: Literal["ERROR"] = "ERROR"


class BrokenBlockOut(_Block):
    """A block that could not be built: show nothing in its place."""

    type: Literal["broken"] = "broken"
    value: BrokenOut


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


class BackgroundBoxBlockOut(_Block):
    """A box that explains the background of the news."""

    type: Literal["background_box"] = "background_box"
    value: BackgroundBoxOut


_Any = _Flow | PullQuoteBlockOut | BackgroundBoxBlockOut | EmbedBlockOut | TableBlockOut


class BlockOut(OneOf[Annotated[_Any, Field(discriminator="type")]]):
    """The blocks of an article's body."""


def blocks_out(blocks: Iterable[Any], build: Build, union: type[Union]) -> list[Union]:
    """Build the members of a union from a stream of blocks. One that fails becomes `broken` and stops no other."""
    return [_block_out(block, build, union) for block in blocks]


def _block_out(block: Any, build: Build, union: type[Union]) -> Union:
    def member(kind: str, value: Content) -> Union:
        return union.model_validate({"id": block.id, "type": kind, "value": value})

    kind = block.block_type
    return build.build_or_replace(
        kind,
        lambda: member(kind, BLOCK_VALUES[kind](block.value, build)),
        lambda: member("broken", BrokenOut(was=kind)),
    )


def _paragraph(value: RichText, build: Build) -> RichTextOut:
    return rich_text_out(value.source, build)


def _heading(value: Any, build: Build) -> HeadingOut:
    level: Literal[2, 3] = 2 if value["level"] == "2" else 3
    return HeadingOut(id=build.anchor(value["text"]), level=level, text=value["text"])


def _image(value: Any, build: Build) -> PictureOut:
    if value is None:
        return PictureOut(image=image_out(None, build))
    # ImageBlock sets the alternative text of this use on the image object.
    alt, decorative = value.contextual_alt_text, value.decorative
    return PictureOut(image=image_out(value, build, alt=alt, decorative=decorative))


def _quotation(value: Any, build: Build) -> QuotationOut:
    return QuotationOut(text=value["text"], speaker=value["speaker"], role=value["role"])


def _pull_quote(value: Any, build: Build) -> PullQuoteOut:
    return PullQuoteOut(text=value["text"], source=value["source"], url=value["url"] or None)


def _background_box(value: Any, build: Build) -> BackgroundBoxOut:
    return BackgroundBoxOut(title=value["title"], body=blocks_out(value["body"], build, FlowBlockOut))


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
    "paragraph": _paragraph,
    "heading": _heading,
    "image": _image,
    "quotation": _quotation,
    "pull_quote": _pull_quote,
    "background_box": _background_box,
    "download": download_out,
    "embed": embed_out,
    "link_list": link_list_out,
    "table": _table,
}
