"""Menus: links of a site, two deep."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.links import LinkBlock

_MOST_ENTRIES = 30


class MenuLinkBlock(LinkBlock):
    """A link of a menu; a page or download lends it its title."""

    text = blocks.CharBlock(
        label=_("Text"),
        max_length=160,
        required=False,
        help_text=_("Empty: the title of the page or download, or the e-mail address."),
    )
    page = blocks.PageChooserBlock(
        label=_("Page"),
        required=False,
        page_type=["cms.HomePage", "cms.SectionPage", "cms.ArticlePage"],
    )

    class Meta:
        label = _("Link")
        icon = "link"
        help_text = _(
            "Fill in exactly one target: page, download, URL or e-mail address. "
            "While a page is not public, its entry is left out."
        )
        template = "cms/blocks/link.html"

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value["url"] and not value["text"]:
            error = ValidationError(_("Say where the link leads."))
            raise StructBlockValidationError(block_errors={"text": error})
        return value


class MenuEntryBlock(MenuLinkBlock):
    """An entry of a menu, with the entries below it."""

    items = blocks.ListBlock(
        MenuLinkBlock(),
        label=_("Entries below"),
        default=[],
        min_num=0,
        max_num=_MOST_ENTRIES,
        collapsed=True,
        help_text=_("They are left out together with their entry."),
    )

    class Meta:
        label = _("Entry")
        icon = "link"
        template = "cms/blocks/link.html"


class MenuBlock(blocks.StreamBlock):
    """A menu, in the order in which readers see it."""

    entry = MenuEntryBlock()

    class Meta:
        max_num = _MOST_ENTRIES
        collapsed = True
