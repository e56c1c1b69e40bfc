"""The blocks that an article's body is made of."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.embeds.finders import get_finders
from wagtail.images.blocks import ImageBlock

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading within the text. The page's title is level 1."""

    text = blocks.CharBlock(label=_("Text"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Heading")), ("3", _("Subheading"))], default="2"
    )


class QuotationBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks."))
    speaker = blocks.CharBlock(label=_("Speaker"), max_length=120)
    role = blocks.CharBlock(label=_("Role"), max_length=160, required=False)


class PullQuoteBlock(blocks.StructBlock):
    """A sentence from a publication that is set off from the text."""

    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks."))
    source = blocks.CharBlock(label=_("Publication"), max_length=160)
    url = blocks.URLBlock(label=_("Address of the publication"), required=False)


class EmbedBlock(blocks.URLBlock):
    """A video or another foreign content, by its address.

    The provider is asked when the editor saves. One that does not answer does not stop the editor:
    the embed then waits and is fetched later.
    """

    def clean(self, value: str) -> str:
        url: str = super().clean(value)
        if not url:
            return url
        if not any(finder.accept(url) for finder in get_finders()):
            raise ValidationError(_("Only addresses of YouTube and Vimeo can be embedded."))
        with suppress(EmbedException, OSError):
            get_embed(url)
        return url


class LinkBlock(blocks.StructBlock):
    """One link: to a page, a download, an address on the web or an e-mail address."""

    text = blocks.CharBlock(label=_("Text"), max_length=160)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    download = DocumentChooserBlock(label=_("Download"), required=False)
    url = blocks.URLBlock(label=_("Web address"), required=False)
    email = blocks.EmailBlock(label=_("E-mail address"), required=False)

    TARGETS = ("page", "download", "url", "email")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        given = [name for name in self.TARGETS if value.get(name)]
        if len(given) == 1:
            return value
        error = ValidationError(_("Fill in exactly one: page, download, web address or e-mail address."))
        raise StructBlockValidationError(block_errors={given[-1] if given else "page": error})


class LinkListBlock(blocks.StructBlock):
    """Links under a heading of their own."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    links = blocks.ListBlock(LinkBlock(label=_("Link")), label=_("Links"))


class FlowBlock(blocks.StreamBlock):
    """The blocks that may also stand in a background box."""

    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        icon="pilcrow",
        features=RICH_TEXT_FEATURES,
        description=_("Running text with links and lists."),
    )
    heading = HeadingBlock(label=_("Heading"), icon="title", description=_("Divides a long text into parts."))
    image = ImageBlock(label=_("Image"), icon="image", description=_("A picture with caption and credit."))
    quotation = QuotationBlock(
        label=_("Quotation"),
        icon="openquote",
        description=_("What a person said, with name and role."),
    )
    download = DocumentChooserBlock(
        label=_("Download"),
        icon="download",
        description=_("A file to take home, with cover, size and number of pages."),
    )
    link_list = LinkListBlock(label=_("List of links"), icon="list-ul", description=_("Where to read on."))


class BackgroundBoxBlock(blocks.StructBlock):
    """A box beside the text that explains what lies behind the news."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    body = FlowBlock(label=_("Content"))


class BodyBlock(FlowBlock):
    """The body of an article."""

    pull_quote = PullQuoteBlock(
        label=_("Quotation from a publication"),
        icon="openquote",
        description=_("A sentence from a publication, set off from the text."),
    )
    background_box = BackgroundBoxBlock(
        label=_("Background box"),
        icon="info-circle",
        description=_("A box that explains what lies behind the news."),
    )
    embed = EmbedBlock(
        label=_("Video"),
        icon="media",
        description=_("A video from YouTube or Vimeo; readers load it with a click."),
        help_text=_("The address of the video's page."),
    )
    table = TableBlock(label=_("Table"), icon="table", description=_("Figures in rows and columns."))
