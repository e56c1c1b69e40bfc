"""The reports of delivery in the Wagtail admin, and taking articles down."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from cms.models import ArticlePage
from cms.selectors import is_taken_down
from cms.takedowns import PERMISSION
from cms.wagtail_hooks import PageEditorsMenuItem
from delivery.reports import BrokenParts
from delivery.takedowns import LiftTakedown, TakeDown, TakedownsReport


class TakeDownItem(PageMenuItem):
    """Leads to the page that takes an article down."""

    label = pgettext_lazy("action", "Take down")
    icon_name = "no-view"
    url_name = "take_down"
    priority = 62

    def is_shown(self, user: Any) -> bool:
        page = self.page
        is_article = issubclass(page.specific_class or Page, ArticlePage) and not page.alias_of_id
        is_down = getattr(page, "is_taken_down", False)
        return is_article and page.live and not is_down and bool(user.has_perm(PERMISSION))


class TakedownsMenuItem(MenuItem):
    """The report, for those who may take down and lift."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("reports/broken-parts/", BrokenParts.as_view(), name="broken_parts"),
        path(
            "reports/broken-parts/results/",
            BrokenParts.as_view(results_only=True),
            name="broken_parts_results",
        ),
        path("reports/takedowns/", TakedownsReport.as_view(), name="takedowns"),
        path(
            "reports/takedowns/results/", TakedownsReport.as_view(results_only=True), name="takedowns_results"
        ),
        path("reports/takedowns/<int:takedown_id>/lift/", LiftTakedown.as_view(), name="lift_takedown"),
        path("pages/<int:page_id>/take-down/", TakeDown.as_view(), name="take_down"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return PageEditorsMenuItem(
        gettext_lazy("Broken parts"),
        reverse_lazy("broken_parts"),
        name="broken-parts",
        icon_name="warning",
        order=110,
    )


@hooks.register("register_reports_menu_item")
def register_takedowns() -> MenuItem:
    return TakedownsMenuItem(
        gettext_lazy("Takedowns"), reverse_lazy("takedowns"), name="takedowns", icon_name="no-view", order=120
    )


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_takedown(page: Page, user: Any, next_url: str = "", **kwargs: Any) -> Iterator[TakeDownItem]:
    yield TakeDownItem(page=page)


@hooks.register("before_edit_page")
def say_that_it_is_taken_down(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.method == "GET" and is_taken_down(page.pk):
        messages.warning(
            request,
            _(
                "This article is taken down. You can edit it, but readers see it only when the takedown is lifted."
            ),
        )
    return None
