"""The forms of pages, which check a slug in the whole site and language."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm


class ArticleForm(WagtailAdminPageForm):
    """The form of an article. It tells a new article its parent, so that the slug can be checked."""

    def _post_clean(self) -> None:
        self.instance.future_parent = self.parent_page
        super()._post_clean()


class SiteCopyForm(CopyForm):
    """Wagtail's copy form, which also refuses a copy with the slug of another article. Aliases may repeat it."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        parent = data.get("new_parent_page")
        if parent is None or data.get("alias"):
            return data
        page = self.page.specific
        if data.get("new_slug") and _is_slug_taken(page, parent, data["new_slug"]):
            self.add_error("new_slug", _("Another article in this language already has this address."))
        if data.get("copy_subpages") and data.get("publish_copies") and _has_taken_slugs_below(page, parent):
            self.add_error(
                "publish_copies",
                _("The articles below have addresses that are taken. Copy them without publishing first."),
            )
        return data


def _is_slug_taken(page: Any, parent: Any, slug: str) -> bool:
    if not hasattr(page, "same_slug_article"):
        return False
    # A new object without a key, so that the original itself is found as well.
    copy = type(page)(slug=slug, locale_id=page.locale_id)
    copy.future_parent = parent
    return copy.same_slug_article() is not None


def _has_taken_slugs_below(page: Any, parent: Any) -> bool:
    below = page.get_descendants().live().filter(alias_of=None).specific()
    return any(_is_slug_taken(child, parent, child.slug) for child in below)
