"""The report, its permission and the panel on the dashboard, registered with Wagtail."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from jobs.reports import VIEW_WORK, BackgroundWorkPanel, JobsReport

_BASE = "reports/background-work/"


class JobsReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(VIEW_WORK))


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path(_BASE, JobsReport.as_view(), name="jobs_report"),
        path(f"{_BASE}results/", JobsReport.as_view(results_only=True), name="jobs_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    url = reverse_lazy("jobs_report")
    return JobsReportMenuItem(_("Background work"), url, name="background-work", icon_name="tasks", order=100)


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    # Late work concerns people who may see the report, and those who publish.
    publishes = policy_registry.get_by_type(Page).user_has_permission(request.user, "publish")
    if publishes or request.user.has_perm(VIEW_WORK):
        panels.append(BackgroundWorkPanel())


@hooks.register("register_permissions")
def offer_permission() -> QuerySet[Permission]:
    """Return the permission that administrators can give to groups: to see the report and use its buttons."""
    return Permission.objects.filter(content_type__app_label="jobs", codename="view_jobstate")
