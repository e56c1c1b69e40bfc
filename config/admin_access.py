"""Who may enter which part of the admin.

Wagtail shows the titles of all pages to everybody who may enter the admin: in choosers, confirmations and reports.
Moderators may enter it as well. So an address is for users with a permission on some page unless it is listed here;
its view can still refuse it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.auth import require_admin_access, user_has_any_page_permission
from wagtail.permissions import policy_registry

from cms.models import Download, Image

_ROOT = "admin/"
# These show nothing of the newsroom, or ask for a permission of their own that people without pages can have.
_OPEN = (
    "account/",
    "collections/",
    "comments/",
    "dismissibles/",
    "editing-sessions/",
    "groups/",
    "jsi18n/",
    "locales/",
    "login/",
    "logout/",
    "password_reset/",
    "redirects/",
    "reports/background-work/",
    "settings/",
    "sites/",
    "snippets/cms/author/",
    "sprite/",
    "users/",
)
# These are also for users with a right on these models. The choosers there ask for none.
_MEDIA = {"images/": Image, "documents/": Download}
_RIGHTS = ("add", "change", "choose")

View = Callable[..., HttpResponseBase]


def guard(view: View) -> View:
    """Decorate a view of the admin."""

    @require_admin_access
    def for_some(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _may_enter(request.user, _area(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        area = _area(request)
        is_open = not area or area.startswith(_OPEN)
        return (view if is_open else for_some)(request, *args, **kwargs)

    return guarded


def _area(request: HttpRequest) -> str:
    """Return the route in the admin, which is empty for its first page."""
    return request.resolver_match.route.removeprefix(_ROOT)  # type: ignore[union-attr]


def _may_enter(user: Any, area: str) -> bool:
    if user_has_any_page_permission(user):
        return True
    model = next((model for start, model in _MEDIA.items() if area.startswith(start)), None)
    return bool(model and policy_registry.get_by_type(model).user_has_any_permission(user, _RIGHTS))
