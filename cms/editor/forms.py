"""The editor's forms, where Wagtail's own would let a mistake through or stumble over it."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm


class ArticleForm(WagtailAdminPageForm):
    """The form of an article. It tells a new article where it will stand, so that its slug can be checked."""

    def _post_clean(self) -> None:
        self.instance.future_parent = self.parent_page
        super()._post_clean()


class SiteCopyForm(CopyForm):
    """The copy form. It refuses a copy that would take the address of another article, aliases excepted."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        parent = data.get("new_parent_page")
        if parent is None or data.get("alias"):
            return data
        page = self.page.specific
        if data.get("new_slug") and _has_twin(page, parent, data["new_slug"]):
            self.add_error("new_slug", _("Another article in this language already has this address."))
        if data.get("copy_subpages") and data.get("publish_copies") and _children_clash(page, parent):
            self.add_error(
                "publish_copies",
                _("The articles below have addresses that are taken. Copy them without publishing first."),
            )
        return data


def _has_twin(page: Any, parent: Any, slug: str) -> bool:
    if not hasattr(page, "slug_twin"):
        return False
    # The original itself is a twin of its copy.
    copy = type(page)(slug=slug, locale_id=page.locale_id)
    copy.future_parent = parent
    return copy.slug_twin() is not None


def _children_clash(page: Any, parent: Any) -> bool:
    below = page.get_descendants().live().filter(alias_of=None).specific()
    return any(_has_twin(child, parent, child.slug) for child in below)
