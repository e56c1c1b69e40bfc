"""The Content-Security-Policy of every page."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_HEADER = "Content-Security-Policy"
# Wagtail's templates have inline scripts and styles without a nonce.
_ADMIN = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# The viewer of the API's document draws its icons from `data:` addresses.
_API = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SITE = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-src https://www.youtube-nocookie.com https://www.youtube.com https://player.vimeo.com; "
    "frame-ancestors 'none'"
)
# The first prefix of the path that matches counts.
_POLICIES = {"/admin/": _ADMIN, "/api/": _API, "/": _SITE}


class ContentSecurityPolicy:
    """Adds the policy to pages. A view that sets its own keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        # The admin makes such a request for a preview, which then gets the policy of the admin.
        is_for_preview = getattr(request, "is_dummy", False)
        if response.headers.get("Content-Type", "").startswith("text/html") and not is_for_preview:
            response.headers.setdefault(_HEADER, policy_for(request.path_info))
        return response


def policy_for(path: str) -> str:
    """Return the policy of a page with this path."""
    return next(policy for prefix, policy in _POLICIES.items() if path.startswith(prefix))
