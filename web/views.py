"""The shell of the reader's reference site: one page for every path, with the status that belongs to it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from api.delivery.resolving import Found, Gone, MovedTo, resolve_path

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "frame-src https://www.youtube-nocookie.com https://www.youtube.com https://player.vimeo.com",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)


@require_safe
def reader_page(request: HttpRequest) -> HttpResponse:
    """This will answer any path: the shell, which then asks the API for its content, or a redirect."""
    path = request.path if request.path.endswith("/") else f"{request.path}/"
    result = resolve_path(path, now=timezone.now()) if "\0" not in path else None
    if isinstance(result, MovedTo):
        return HttpResponseRedirect(result.to, status=301 if result.permanent else 302)
    status = 200 if isinstance(result, Found) else 410 if isinstance(result, Gone) else 404
    language = result.row.locale if isinstance(result, Found) else _language_of(path)
    response = render(
        request, "web/index.html", {"language": language, "title": settings.WAGTAIL_SITE_NAME}, status=status
    )
    response["Content-Security-Policy"] = _POLICY
    response["Cache-Control"] = "public, max-age=0, s-maxage=60"
    return response


def _language_of(path: str) -> str:
    first = path.split("/")[1]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
