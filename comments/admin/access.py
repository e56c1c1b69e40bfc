"""Who may enter the desk, and how everybody else is turned away."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View

MODERATE = "comments.moderate_comment"
VIEW_ADDRESS = "comments.view_address"


def may_moderate(user: Any) -> bool:
    """This will tell whether somebody may see the desk and decide."""
    return bool(user.has_perm(MODERATE))


def may_view_address(user: Any) -> bool:
    """This will tell whether somebody may ask for a commenter's address."""
    return bool(user.has_perm(VIEW_ADDRESS))


def wants_json(request: HttpRequest) -> bool:
    """This will tell whether a script asks, which can read a status and JSON."""
    asked_by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return asked_by_script or request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    )


class DeskView(View):
    """A door of the desk. To look without permission leads to the dashboard, as everywhere in Wagtail; to act is 403."""

    needs: tuple[str, ...] = (MODERATE,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.has_perms(self.needs):
            return super().dispatch(request, *args, **kwargs)
        if request.method in ("GET", "HEAD") and not wants_json(request):
            raise PermissionDenied
        return forbidden(request)


def forbidden(request: HttpRequest) -> HttpResponseBase:
    """This will answer 403, as JSON to a script and as a page of the admin to a person."""
    message = _("You may not do this. Ask an administrator for the permission to moderate comments.")
    if wants_json(request):
        return JsonResponse({"level": "error", "message": message}, status=403)
    return TemplateResponse(
        request,
        "comments/admin/forbidden.html",
        {"header_title": _("Not allowed"), "why": message},
        status=403,
    )
