"""What every page has: an address on the reader's site, a preview, and the editor's tabs."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, PublishingPanel, TabbedInterface
from wagtail.models import Page

from cms.editor.forms import SiteCopyForm


class SitePage(Page):
    """A page with an address on the reader's site: `/<locale>/<slugs>/`, although Wagtail serves none."""

    copy_form_class = SiteCopyForm

    class Meta:
        abstract = True

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        roots = self._get_relevant_site_root_paths(request)
        if not roots:
            return None
        root = roots[0]
        return root.site_id, public_root(root.root_url), site_path(root, self.url_path)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "cms/preview/page.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {"page": self, "request": request}


def public_root(root_url: str) -> str:
    """This will return a site's address; for the main site `PUBLIC_URL`, which also knows the scheme."""
    is_public = urlsplit(root_url).netloc == urlsplit(settings.PUBLIC_URL).netloc
    return settings.PUBLIC_URL if is_public else root_url


def site_path(root: Any, url_path: str) -> str:
    """This will turn Wagtail's `url_path` below a `SiteRootPath` into `/<locale>/<slugs>/`."""
    return f"/{root.language_code}/{url_path[len(root.root_path) :]}"


def in_same_site(page: Page) -> Q:
    """This will select the pages of the site that `page` lies in, in all its languages.

    A page in no site is compared with every page, because it may be moved into any.
    """
    site_ids = {root.site_id for root in page._get_relevant_site_root_paths()}
    roots = [root for root in page._get_site_root_paths() if root.site_id in site_ids]
    return Q(*[("url_path__startswith", root.root_path) for root in roots], _connector=Q.OR)


def tabs(content: list[Panel], *more: ObjectList, dates: list[Panel] | None = None) -> TabbedInterface:
    """This will build the editor's form: the content, `more` tabs, and one for address, search and dates."""
    address = [
        FieldPanel("slug"),
        FieldPanel("seo_title"),
        FieldPanel("search_description"),
        *(dates or []),
        PublishingPanel(),
    ]
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            *more,
            ObjectList(address, heading=_("Address and dates")),
        ]
    )
