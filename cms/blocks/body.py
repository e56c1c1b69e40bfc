"""The body of an article, and the background box within it: every block is listed here."""

from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.imported import readable_body
from cms.blocks.links import LinkListBlock
from cms.blocks.media import DownloadBlock, EmbedBlock, ImageBlock
from cms.blocks.table import TableBlock
from cms.blocks.text import (
    RICH_TEXT_FEATURES,
    HeadingBlock,
    ParagraphBlock,
    PullQuoteBlock,
    QuotationBlock,
)


class FlowBlock(blocks.StreamBlock):
    """The blocks that a background box may hold as well."""

    paragraph = ParagraphBlock(features=RICH_TEXT_FEATURES, group=_("Text"))
    heading = HeadingBlock(group=_("Text"))
    image = ImageBlock(group=_("Media"))
    quotation = QuotationBlock(group=_("Text"))
    download = DownloadBlock(
        group=_("Media"),
        help_text=_("Title and cover are kept with the file; size and pages are counted."),
    )
    link_list = LinkListBlock(group=pgettext_lazy("blocks", "More"))

    class Meta:
        template = "cms/blocks/stream.html"

    def to_python(self, value: Any) -> Any:
        readable, left_out = readable_body(self, value)
        stream = super().to_python(readable)
        # The types of blocks that are unknown where they stand, for the report of what is not shown.
        stream.left_out = getattr(stream, "left_out", left_out)
        return stream


class BackgroundBoxBlock(blocks.StructBlock):
    """A box that explains the background of the news."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    body = FlowBlock(label=_("Content"))

    class Meta:
        label = _("Background box")
        icon = "info-circle"
        description = _("A box that explains what lies behind the news. It can hold text, images and links.")
        template = "cms/blocks/background_box.html"

    def get_preview_value(self) -> Any:
        text = gettext(
            "<p>Cities propose a project, a jury of experts chooses six, and the public votes.</p>"
        )
        title = gettext("Background: how the prize works")
        return self.normalize({"title": title, "body": [{"type": "paragraph", "value": text}]})


class BodyBlock(FlowBlock):
    """The body of an article."""

    pull_quote = PullQuoteBlock(group=_("Text"))
    background_box = BackgroundBoxBlock(group=pgettext_lazy("blocks", "More"))
    embed = EmbedBlock(
        group=_("Media"),
        help_text=_("The URL of the video's page, as in the browser's address bar."),
    )
    table = TableBlock(
        group=pgettext_lazy("blocks", "More"),
        help_text=_("Right-click a cell to insert or remove rows and columns."),
    )
