"""The blocks that an article's body is made of. Import blocks from here, not from the modules below."""

from cms.blocks.body import BackgroundBoxBlock, BodyBlock, FlowBlock
from cms.blocks.links import LinkBlock, LinkListBlock
from cms.blocks.media import DownloadBlock, EmbedBlock, PictureBlock
from cms.blocks.table import TableBlock
from cms.blocks.text import (
    RICH_TEXT_FEATURES,
    HeadingBlock,
    ParagraphBlock,
    PullQuoteBlock,
    QuotationBlock,
)

__all__ = [
    "RICH_TEXT_FEATURES",
    "BackgroundBoxBlock",
    "BodyBlock",
    "DownloadBlock",
    "EmbedBlock",
    "FlowBlock",
    "HeadingBlock",
    "LinkBlock",
    "LinkListBlock",
    "ParagraphBlock",
    "PictureBlock",
    "PullQuoteBlock",
    "QuotationBlock",
    "TableBlock",
]
