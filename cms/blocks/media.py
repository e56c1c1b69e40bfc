"""Images, downloads and videos."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.finders import get_finders
from wagtail.images import blocks as image_blocks

from cms.embeds import NoEmbed, fetch_embed


class ImageBlockComparison(image_blocks.ImageBlockComparison):
    """Wagtail's comparison, which also shows an image within another block that has been deleted."""

    def htmlvalue(self, val: Any) -> str:
        html: str = super().htmlvalue(self.block._image_to_struct_value(None) if val is None else val)
        return html


class ImageBlock(image_blocks.ImageBlock):
    """An image from the library, with the caption and credit that it has there.

    The preview shows a drawing and no image of the library, which may be empty.
    """

    class Meta:
        label = _("Image")
        icon = "image"
        description = _("An image from the library with its caption and credit.")
        help_text = _(
            "Caption and credit come from the image itself. The alternative text says what the image "
            "shows in this place."
        )
        template = "cms/blocks/image.html"
        preview_template = "cms/preview/image_sample.html"
        # A collapsed block without an image would be called "No", which is the value of the checkbox.
        label_format = "{alt_text}"

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        # Wagtail makes an English label from the name of this part.
        self.child_blocks["image"].label = _("Image")

    def get_comparison_class(self) -> type[ImageBlockComparison]:
        return ImageBlockComparison


class DownloadBlock(DocumentChooserBlock):
    """A file for readers to download."""

    class Meta:
        label = _("Download")
        icon = "download"
        description = _("A file to take home, shown with its cover, size and number of pages.")
        template = "cms/blocks/download.html"
        preview_template = "cms/preview/download_sample.html"


class EmbedBlock(blocks.URLBlock):
    """A video, by the URL of its page.

    The provider is asked when the article is published. If it does not answer, the article is published all the
    same, and the job `fetch_pending_embeds` asks again.
    """

    def clean(self, value: str) -> str:
        url: str = super().clean(value)
        if not url:
            return url
        if not any(finder.accept(url) for finder in get_finders()):
            raise ValidationError(_("Only URLs of YouTube and Vimeo can be embedded."))
        # A draft does not need the answer. A bulk action validates in its transaction, whose locks nobody else may
        # have to wait for.
        if not self.is_deferred_validation and not connection.in_atomic_block:
            with suppress(NoEmbed):
                fetch_embed(url)
        return url

    class Meta:
        label = _("Video")
        icon = "media"
        description = _("A video from YouTube or Vimeo. Readers load it with a click, not before.")
        template = "cms/blocks/embed.html"
        preview_template = "cms/preview/embed_sample.html"
