"""The base of all page types: the URL on the reader's site, the slug, the preview, and the editor's tabs."""

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, PublishingPanel, TabbedInterface
from wagtail.models import Page
from wagtail.models.sites import SiteRootPath
from wagtail.query import PageQuerySet

from cms.addresses import quoted_path, safe_url
from cms.characters import storable
from cms.editor.fields import TitleSlugInput
from cms.editor.forms import SiteCopyForm, SitePageForm
from cms.models.pages.moments import settle_moments
from cms.moments import LAST
from cms.slugs import free_slug


class SitePage(Page):
    """A page whose URL is `/<locale>/<slugs>/` on the reader's site; Wagtail itself serves no page."""

    base_form_class = SitePageForm
    copy_form_class = SiteCopyForm
    # A private page is in no answer, whoever asks: a password or a group would change nothing.
    private_page_options = ["login"]
    # The slug of a page whose title has no letter or digit.
    slug_without_words: str
    # Says that another page of the type has the slug in the same site and language. Empty: it may have it.
    slug_is_taken: str | Promise = ""
    # The parent of a page that is not in the tree yet; set by the form that creates the page.
    future_parent: Page | None = None

    sharing_image = models.ForeignKey(
        "cms.Image",
        verbose_name=_("image for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown where somebody shares a link to this page, for example in a messenger. Empty: the lead image, if "
            "there is one."
        ),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        settle_moments(self)
        now = timezone.now()
        if self.live and (self.first_published_at or LAST) > now:  # type: ignore[has-type]
            # Wagtail sets the date when an editor publishes; a script inserts a page that is live already.
            self.first_published_at = now
        return super().save(*args, **kwargs)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        roots = self._get_relevant_site_root_paths(request)
        if not roots:
            return None
        return roots[0].site_id, public_root_url(roots[0].root_url), self.path_below(roots[0])

    def path_below(self, root: SiteRootPath) -> str:
        """Return the percent-encoded path of the page on the site that has this root."""
        return quoted_path(f"/{root.language_code}/{self.url_path[len(root.root_path) :]}")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        _clean_texts(self)
        _fill_slug(self)
        settle_moments(self)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        _clean_texts(self)
        _fill_slug(self)
        super().minimal_clean()

    def taken_slugs(self, stem: str, parent: Page) -> set[str]:
        """Return the slugs that begin with `stem` and that this page may not repeat."""
        querysets = [parent.get_children().exclude(pk=self.pk)]
        if self.slug_is_taken:
            # The locale of a new page is that of its parent; Wagtail sets it later.
            querysets.append(self._others(parent, self.locale_id or parent.locale_id))
        return {
            slug
            for pages in querysets
            for slug in pages.filter(slug__startswith=stem).values_list("slug", flat=True)
        }

    def slug_errors(self) -> dict[str, str]:
        """Return what the form says of the slug if another page of the type has it, in its site and language.

        Pages of all sites count as long as the parent is unknown. Aliases do not: they are found by path only.
        """
        if not self.slug_is_taken or not self.slug or self.alias_of_id:
            return {}
        # The slug in a query of its own: SQLite might use the index of the locale, which most articles share.
        same_slug = list(Page.objects.filter(slug=self.slug).order_by().values_list("pk", flat=True))
        others = self._others(self.get_parent() or self.future_parent, self.locale_id)
        other = others.filter(pk__in=same_slug).first()
        return {"slug": str(self.slug_is_taken) % {"title": other.title}} if other else {}

    def _others(self, parent: Page | None, locale_id: int) -> "models.QuerySet[Page]":
        manager = type(self)._default_manager
        others = manager.filter(locale_id=locale_id, alias_of=None).exclude(pk=self.pk)
        return others.filter(in_same_site(parent)) if parent else others

    def has_taken_slugs_below(self, parent: Page) -> bool:
        """Return whether copies of the public pages below could not be public in the site of `parent`."""
        return _repeat_slugs(Page.objects.descendant_of(self), Page.objects.filter(in_same_site(parent)))

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "cms/preview/page.html"

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        # In the newsroom's zone, as on the reader's site; the active one is the editor's.
        with timezone.override(None):
            return super().serve_preview(request, mode_name).render()


def repeats_slugs_at(page: Page, parent: Page) -> bool:
    """Return whether a page or a public one below would repeat a slug of another site when it is moved to `parent`."""
    there = in_same_site(parent)
    if not there or there == in_same_site(page):
        return False
    others = Page.objects.filter(there).not_descendant_of(page, inclusive=True)
    return _repeat_slugs(Page.objects.descendant_of(page, inclusive=True), others)


def _repeat_slugs(pages: PageQuerySet, others: PageQuerySet) -> bool:
    """Return whether a public page has the slug of another one of its type and language."""
    is_either = Q(articlepage__isnull=False) | Q(sectionpage__isnull=False)
    key = ("slug", "locale_id", "content_type_id")
    public = pages.filter(is_either, alias_of=None).live().order_by()
    moved = set(public.values_list(*key))
    # The slugs in a query of their own: SQLite might use the index of the locale, which most articles share.
    same_slug = list(
        Page.objects.filter(slug__in={slug for slug, _locale, _type in moved})
        .order_by()
        .values_list("pk", flat=True)
    )
    there = others.filter(is_either, alias_of=None, pk__in=same_slug).order_by()
    return not moved.isdisjoint(there.values_list(*key))


def _clean_texts(page: Page) -> None:
    for field in page._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            setattr(page, field.attname, storable(getattr(page, field.attname)))


def _fill_slug(page: Any) -> None:
    """Make the slug from the title if there is none, before Wagtail does, which spells ä as it is."""
    if page.slug:
        page.slug = unicodedata.normalize("NFC", page.slug)
    elif parent := page.get_parent() or page.future_parent:
        page.slug = free_slug(
            page.title,
            otherwise=page.slug_without_words,
            taken=lambda stem: page.taken_slugs(stem, parent),
        )


def public_root_url(root_url: str) -> str:
    """Return the URL of a site as it is sent: for the main site `PUBLIC_URL`, which has the right scheme."""
    url = safe_url(root_url, settings.PUBLIC_URL) or root_url
    return settings.PUBLIC_URL if urlsplit(url).netloc == urlsplit(settings.PUBLIC_URL).netloc else url


def in_same_site(page: Page) -> Q:
    """Return the condition for pages of the same site as `page`, in all languages.

    It is empty for a page outside any site, because that page can be moved into each of them.
    """
    site_ids = {root.site_id for root in page._get_relevant_site_root_paths()}
    roots = [root for root in page._get_site_root_paths() if root.site_id in site_ids]
    return Q(*[("url_path__startswith", root.root_path) for root in roots], _connector=Q.OR)


def tabs(content: list[Panel], *more: ObjectList, dates: list[Panel] | None = None) -> TabbedInterface:
    """Return the editor's form: tabs for the content, for `more`, for search engines, and for URL and dates."""
    dated = [FieldPanel("slug", widget=TitleSlugInput), *(dates or []), PublishingPanel()]
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            *more,
            ObjectList(_FOUND, heading=_("Search and sharing")),
            ObjectList(dated, heading=_("URL and dates")),
        ]
    )


_FOUND = [
    FieldPanel(
        "seo_title",
        heading=_("Title for search engines"),
        help_text=_(
            "Stands in the results of search engines and in the tab of the browser. Empty: the title."
        ),
    ),
    FieldPanel(
        "search_description",
        heading=_("Description for search engines"),
        help_text=_(
            "One or two sentences below the title, in the results of search engines and where somebody shares a link. "
            "Empty: the lead."
        ),
    ),
    FieldPanel("sharing_image"),
]
