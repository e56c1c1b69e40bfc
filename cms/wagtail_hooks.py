"""Additions to Wagtail's admin: the list of articles, the authors, and the bulk actions."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.admin.widgets.button import Button
from wagtail.images.views.chooser import viewset as image_chooser
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.editor.admin_api import AdminDownloads, AdminImages
from cms.editor.articles import ArticleFilters, ArticleIndex, ChooseSectionView, with_takedowns
from cms.editor.bulk import ACTIONS
from cms.editor.copying import before_copy
from cms.editor.deleting import ProtectedDeleteView
from cms.editor.image_views import AddImage, AddImages, ChooseUpload, EditImage
from cms.editor.link_labels import translate_link_dialogs
from cms.editor.moving import before_move
from cms.editor.outside import warn_outside
from cms.editor.topic_chooser import topic_chooser
from cms.editor.topic_suggestions import topic_suggestions
from cms.editor.versions import ShowVersion, VersionIndex, VersionPage, WithholdVersion
from cms.models import ArticlePage, Author, SectionPage
from cms.record import SHOWN_ACTION, WITHHELD_ACTION
from cms.renditions import TieToFile


class PageEditorsMenuItem(MenuItem):
    """A menu item for users with a permission on any page; moderators have none."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(user_has_any_page_permission(request.user))


class ArticleListing(PageListingViewSet):
    """The articles of all sections in one list."""

    model = ArticlePage
    index_view_class = ArticleIndex
    choose_parent_view_class = ChooseSectionView
    filterset_class = ArticleFilters
    name = "articles"
    icon = "doc-full"
    menu_label = _("Articles")
    menu_order = 110
    menu_item_class = PageEditorsMenuItem
    add_to_admin_menu = True
    list_display = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        ParentPageColumn("parent", label=pgettext_lazy("newspaper", "Section")),
        Column("author_names", label=_("Authors"), width="18%"),
        DateColumn("published", label=_("Published"), sort_key="published", width="12%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]


class SectionIndex(ExplorableIndexView):
    """A section in the page explorer, the page with the latest revision first."""

    default_ordering = "-latest_revision_created_at"


class SectionViewSet(PageViewSet):
    model = SectionPage
    index_view_class = SectionIndex


@register_snippet
class AuthorViewSet(SnippetViewSet):
    """Authors, as an item of the main menu."""

    model = Author
    delete_view_class = ProtectedDeleteView
    delete_template_name = "cms/confirm_delete.html"
    icon = "user"
    menu_label = pgettext_lazy("menu", "Authors")
    menu_order = 120
    add_to_admin_menu = True
    list_display = ["name", "role", "slug"]
    list_per_page = 50
    ordering = ["name"]


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [ArticleListing(), SectionViewSet(), topic_chooser]


translate_link_dialogs()

hooks.register("before_copy_page", before_copy)
hooks.register("before_move_page", before_move)
hooks.register("after_move_page", warn_outside)
hooks.register("after_publish_page", warn_outside)

for action in ACTIONS:
    # Wagtail takes the later one of two actions with the same `action_type`.
    hooks.register("register_bulk_action", action, order=100)


# Before those of Wagtail, which have the same paths.
@hooks.register("register_admin_urls", order=-1)
def register_urls() -> list[Any]:
    return [
        path("topics/suggestions/", topic_suggestions, name="topic_suggestions"),
        path("pages/<int:page_id>/versions/", VersionIndex.as_view(), name="article_versions"),
        path("pages/<int:page_id>/versions/<int:number>/", VersionPage.as_view(), name="article_version"),
        path(
            "pages/<int:page_id>/versions/<int:number>/withhold/",
            WithholdVersion.as_view(),
            name="withhold_version",
        ),
        path("pages/<int:page_id>/versions/<int:number>/show/", ShowVersion.as_view(), name="show_version"),
        path("images/add/", AddImage.as_view()),
        path("images/multiple/add/", AddImages.as_view()),
        path("images/chooser/create/", image_chooser.construct_view(ChooseUpload)),
        path("images/<int:image_id>/", EditImage.as_view()),
    ]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("register_image_operations")
def register_image_operations() -> list[tuple[str, type]]:
    return [("bare", TieToFile)]


# The later endpoint replaces the one of Wagtail with the same name.
@hooks.register("construct_admin_api", order=100)
def list_visible_media(router: Any) -> None:
    router.register_endpoint("images", AdminImages)
    router.register_endpoint("documents", AdminDownloads)


@hooks.register("construct_explorer_page_queryset")
def show_takedowns(parent_page: Page, pages: PageQuerySet, request: HttpRequest) -> QuerySet[Page]:
    return with_takedowns(pages)


@hooks.register("register_page_header_buttons")
def versions_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    is_article = page.specific_class is ArticlePage and not page.alias_of_id
    if is_article and page.pk and page.permissions_for_user(user).can_edit():
        url = reverse("article_versions", args=[page.pk])
        yield Button(gettext("Versions"), url, icon_name="history", priority=66)


@hooks.register("register_permissions")
def offer_permissions() -> "QuerySet[Permission]":
    """Offer the permissions of ours in the form of a group that Wagtail does not know."""
    return Permission.objects.filter(
        content_type__app_label="cms", codename__in=["take_down", "withhold_version"]
    )


@hooks.register("register_log_actions")
def name_log_actions(actions: Any) -> None:
    actions.register_action("cms.take_down", _("Take down"), _("Taken down"))
    actions.register_action("cms.lift_takedown", _("Lift the takedown"), _("Takedown lifted"))

    @actions.register_action(WITHHELD_ACTION)
    class Withheld(LogFormatter):
        label = _("Withhold version")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Version %(version)d was withheld from readers") % log_entry.data

    @actions.register_action(SHOWN_ACTION)
    class Shown(LogFormatter):
        label = _("Show version again")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Version %(version)d is not withheld any more") % log_entry.data
