"""Lists of links."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock


class LinkBlock(blocks.StructBlock):
    """One link: to a page, a download, a URL or an e-mail address."""

    text = blocks.CharBlock(
        label=_("Text"), max_length=160, help_text=_("Says where the link leads, not “click here”.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    download = DocumentChooserBlock(label=_("Download"), required=False)
    url = blocks.URLBlock(label=_("URL"), required=False)
    email = blocks.EmailBlock(label=_("E-mail address"), required=False)

    TARGETS = ("page", "download", "url", "email")

    class Meta:
        label = _("Link")
        icon = "link"
        help_text = _("Fill in exactly one target: page, download, URL or e-mail address.")
        template = "cms/blocks/link.html"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        given = [name for name in self.TARGETS if value.get(name)]
        if len(given) == 1 or (not given and self.is_deferred_validation):
            return value
        error = ValidationError(_("Fill in exactly one: page, download, URL or e-mail address."))
        raise StructBlockValidationError(block_errors={given[-1] if given else "page": error})


class LinkListBlock(blocks.StructBlock):
    """Links, with an optional heading."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, required=False)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"), min_num=1)

    class Meta:
        label = _("List of links")
        icon = "list-ul"
        description = _("Where to read on: pages, downloads, URLs and e-mail addresses.")
        template = "cms/blocks/link_list.html"
        preview_value = {
            "title": _("Read on"),
            "links": [
                {"text": _("The programme of the week"), "url": "https://example.org/programme/"},
                {"text": _("Write to the editors"), "email": "editors@example.org"},
            ],
        }
