"""Where the background work is fastened to the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from jobs.admin.access import is_concerned, may_see_work
from jobs.admin.panel import WorkPanel
from jobs.admin.urls import urlpatterns


class ForThoseWhoMaySeeWork(MenuItem):
    """A menu entry for people who may see the background work."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_work(request.user)


@hooks.register("register_admin_urls")
def register_backstage() -> list[Any]:
    return urlpatterns


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return ForThoseWhoMaySeeWork(
        _("Background work"), reverse_lazy("backstage"), name="background-work", icon_name="tasks", order=100
    )


@hooks.register("construct_homepage_panels")
def add_work_panel(request: HttpRequest, panels: list[Any]) -> None:
    if is_concerned(request.user):
        panels.append(WorkPanel())


@hooks.register("register_permissions")
def offer_permission() -> QuerySet[Permission]:
    """This will let administrators give groups the background work."""
    return Permission.objects.filter(content_type__app_label="jobs", codename="view_jobstate")
