"""What is looked at or taken home: pictures, downloads and videos."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.embeds.finders import get_finders
from wagtail.images.blocks import ImageBlock


class PictureBlock(ImageBlock):
    """A picture from the library. Caption and credit are kept with the picture, not with its use.

    Its preview shows a drawing, so that the block picker does not depend on what the library holds.
    """

    class Meta:
        label = _("Image")
        icon = "image"
        description = _("A picture from the library with its caption and credit.")
        help_text = _(
            "Caption and credit come from the picture itself. The alternative text says what the picture "
            "shows in this place."
        )
        template = "cms/blocks/image.html"
        preview_template = "cms/preview/image_sample.html"


class DownloadBlock(DocumentChooserBlock):
    """A file to take home."""

    class Meta:
        label = _("Download")
        icon = "download"
        description = _("A file to take home, shown with its cover, size and number of pages.")
        template = "cms/blocks/download.html"
        preview_template = "cms/preview/download_sample.html"


class EmbedBlock(blocks.URLBlock):
    """A video or another foreign content, by its address.

    The provider is asked when the article is published. One that does not answer does not stop the
    editor: the embed then waits, and `cms.jobs.fetch_pending_embeds` asks again.
    """

    def clean(self, value: str) -> str:
        url: str = super().clean(value)
        if not url:
            return url
        if not any(finder.accept(url) for finder in get_finders()):
            raise ValidationError(_("Only addresses of YouTube and Vimeo can be embedded."))
        # Drafts are saved while somebody types; that must never wait for a foreign server.
        if not self.is_deferred_validation:
            with suppress(EmbedException, OSError, ValueError):
                get_embed(url)
        return url

    class Meta:
        label = _("Video")
        icon = "media"
        description = _("A video from YouTube or Vimeo. Readers load it with a click, not before.")
        template = "cms/blocks/embed.html"
        preview_template = "cms/preview/embed_sample.html"
