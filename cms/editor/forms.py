"""The forms of pages: the slug is made from the title, and one that is taken is refused."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm

from cms.editor.fields import TitleSlugInput
from cms.slugs import slug_of


class SitePageForm(WagtailAdminPageForm):
    """The form of a page. It tells a new page its parent, so that the page can find a free slug."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # The page fills an empty one.
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        page = self.instance
        # A new page is `live` by default until it is saved.
        was_public = page.pk and (page.live or page.first_published_at)
        if not was_public and slug_of(data.get("slug", "")) == slug_of(data.get("title", "")):
            # The browser filled it in, although perhaps in another spelling, so it takes a number if another page has it. One that was typed is refused.
            data["slug"] = ""
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def _post_clean(self) -> None:
        self.instance.future_parent = self.parent_page
        super()._post_clean()


class SiteCopyForm(CopyForm):
    """Wagtail's copy form, which also refuses a copy with a slug that is taken. Aliases may repeat it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].widget = TitleSlugInput()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        parent = data.get("new_parent_page")
        if parent is None or data.get("alias"):
            return data
        page = self.page.specific
        # A new object without a key, so that the original itself is found as well.
        copy = type(page)(slug=data.get("new_slug", ""), locale_id=page.locale_id)
        copy.future_parent = parent
        for message in copy.slug_errors().values():
            self.add_error("new_slug", message)
        if data.get("copy_subpages") and data.get("publish_copies") and page.has_taken_slugs_below(parent):
            self.add_error(
                "publish_copies",
                _("The pages below have slugs that are taken. Copy them without publishing first."),
            )
        return data
