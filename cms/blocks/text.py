"""Paragraphs, headings and the two kinds of quotation."""

from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from cms.editor.fields import RichTextFormField

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ParagraphBlock(blocks.RichTextBlock):
    """Running text. Previews in this module are texts of our own, for the block picker."""

    class Meta:
        label = _("Paragraph")
        icon = "pilcrow"
        description = _("Running text with links and lists. Headings and images are blocks of their own.")
        template = "cms/blocks/paragraph.html"

    @cached_property
    def field(self) -> RichTextFormField:
        return RichTextFormField(widget=super().field.widget, **self.field_options)

    def get_preview_value(self) -> RichText:
        return RichText(
            gettext(
                "<p>The new reading room opens on <b>Saturday</b>. It has forty seats, a long table by the "
                "window and, at last, enough sockets.</p>"
            )
        )


class HeadingBlock(blocks.StructBlock):
    """A heading within the text. The page's title is level 1."""

    text = blocks.CharBlock(label=_("Text"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("2", _("Heading")), ("3", _("Subheading"))],
        default="2",
        help_text=_("A subheading belongs to the heading above it."),
    )

    class Meta:
        label = _("Heading")
        icon = "title"
        description = _("Divides a long text into parts and can be linked to.")
        template = "cms/blocks/heading.html"
        preview_value = {"text": _("What happens next"), "level": "2"}


class QuotationBlock(blocks.StructBlock):
    """A spoken quotation, with its speaker."""

    text = blocks.TextBlock(
        label=_("Quotation"), rows=3, help_text=_("Without quotation marks; the site sets them.")
    )
    speaker = blocks.CharBlock(label=_("Speaker"), max_length=120)
    role = blocks.CharBlock(
        label=_("Role"),
        max_length=160,
        required=False,
        help_text=_("Office or function, for example: head of the city library."),
    )

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        description = _("What a person said, with name and role.")
        template = "cms/blocks/quotation.html"
        preview_value = {
            "text": _("A city that listens does not have to guess."),
            "speaker": _("Jo Example"),
            "role": _("head of the city library"),
        }


class PullQuoteBlock(blocks.StructBlock):
    """A sentence from a publication that is set off from the text."""

    text = blocks.TextBlock(
        label=_("Quotation"), rows=3, help_text=_("Without quotation marks; the site sets them.")
    )
    source = blocks.CharBlock(
        label=_("Publication"),
        max_length=160,
        help_text=_("Where the sentence is printed, for example: annual report 2025, page 12."),
    )
    url = blocks.URLBlock(
        label=_("URL of the publication"),
        required=False,
        help_text=_("Where readers find it on the web, if they do."),
    )

    class Meta:
        label = _("Quotation from a publication")
        icon = "doc-full"
        description = _("A sentence from a report, book or study, set off from the text in large type.")
        template = "cms/blocks/pull_quote.html"
        preview_value = {
            "text": _("Every third journey in the city is shorter than two kilometres."),
            "source": _("Mobility report 2025, page 8"),
            "url": "",
        }
