"""The report *Broken parts* in the menu of the Wagtail admin."""

from typing import Any

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.wagtail_hooks import PageEditorsMenuItem
from delivery.reports import BrokenParts


@hooks.register("register_admin_urls")
def register_report() -> list[Any]:
    return [
        path("reports/broken-parts/", BrokenParts.as_view(), name="broken_parts"),
        path(
            "reports/broken-parts/results/",
            BrokenParts.as_view(results_only=True),
            name="broken_parts_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return PageEditorsMenuItem(
        _("Broken parts"), reverse_lazy("broken_parts"), name="broken-parts", icon_name="warning", order=110
    )
