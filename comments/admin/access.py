"""Permissions of the desk, and the answer to a request without them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views import View

MODERATE = "comments.moderate_comment"
VIEW_EMAIL = "comments.view_email"
REPLY_AS_NEWSROOM = "comments.reply_as_newsroom"


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script sent the request, which can read a status and JSON."""
    sent_by_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return sent_by_script or request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    )


class DeskView(View):
    """A view of the desk. Without permission a GET redirects to the dashboard, as in all of Wagtail; a POST gets 403."""

    needs: tuple[str, ...] = (MODERATE,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.has_perms(self.needs):
            return super().dispatch(request, *args, **kwargs)
        message = _("You may not do this. Ask an administrator for the permission to moderate comments.")
        if wants_json(request):
            return JsonResponse({"level": "error", "message": message}, status=403)
        if request.method in ("GET", "HEAD"):
            raise PermissionDenied
        context = {"header_title": _("Not allowed"), "why": message}
        return TemplateResponse(request, "comments/admin/forbidden.html", context, status=403)
