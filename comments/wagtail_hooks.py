"""The hooks that add the moderation desk to the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks

from comments.admin.access import may_moderate
from comments.admin.menu import DeskMenuItem
from comments.admin.panel import WaitingPanel
from comments.admin.urls import urlpatterns


@hooks.register("register_admin_urls")
def register_desk() -> list[Any]:
    return urlpatterns


@hooks.register("register_admin_menu_item")
def register_menu_item() -> DeskMenuItem:
    return DeskMenuItem()


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    if may_moderate(request.user):
        panels.append(WaitingPanel())


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Offer the permissions of the comments in the form of a group."""
    return Permission.objects.filter(content_type__app_label="comments", content_type__model="comment")
