"""The hooks that add the moderation desk to the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from wagtail import hooks

from comments.admin.access import MODERATE
from comments.admin.deleting import DeletePages, before_delete_page
from comments.admin.views.comment import CommentPage, Reply, RevealEmail
from comments.admin.views.decisions import Decide
from comments.admin.views.desk import Desk
from comments.admin.waiting import DeskMenuItem, ReportedMenuItem, WaitingPanel
from comments.selectors import REPORTED


@hooks.register("register_admin_urls")
def register_desk() -> list[Any]:
    return [
        path("comments/", Desk.as_view(), name="comments_desk"),
        path("comments/decide/", Decide.as_view(), name="comments_decide"),
        path("comments/<uuid:comment_id>/", CommentPage.as_view(), name="comments_comment"),
        path("comments/<uuid:comment_id>/reply/", Reply.as_view(), name="comments_reply"),
        path(
            "comments/<uuid:comment_id>/email-address/", RevealEmail.as_view(), name="comments_reveal_email"
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> DeskMenuItem:
    return DeskMenuItem(
        gettext_lazy("Comments"),
        reverse_lazy("comments_desk"),
        name="comments-desk",
        icon_name="comment",
        order=150,
    )


@hooks.register("register_admin_menu_item")
def register_reported_menu_item() -> ReportedMenuItem:
    return ReportedMenuItem(
        gettext_lazy("Reported"),
        format_lazy("{}?status={}", reverse_lazy("comments_desk"), REPORTED),
        name="comments-reported",
        icon_name="warning",
        order=151,
    )


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm(MODERATE):
        panels.append(WaitingPanel())


@hooks.register("register_permissions")
def offer_permissions() -> QuerySet[Permission]:
    """Offer the permissions of the comments in the form of a group."""
    return Permission.objects.filter(content_type__app_label="comments", content_type__model="comment")


hooks.register("before_delete_page", before_delete_page)
# Wagtail takes the later one of two actions with the same `action_type`; that of `cms` has the order 100.
hooks.register("register_bulk_action", DeletePages, order=200)
