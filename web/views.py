"""The shell of the reader's reference site: one page for every path, with the status that belongs to it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_path
from django.views.decorators.http import require_safe

from delivery.caching.headers import cache_control, set_tags
from delivery.caching.tags import UNRESOLVED, header, page_tag
from delivery.publish import read_current
from delivery.read.editions import EditionRow
from delivery.read.paths import Gone, MovedTo, resolve_path


@require_safe
def reader_page(request: HttpRequest) -> HttpResponse:
    """Answer any path with the shell, which then fetches its content from the API, or with a redirect."""
    now = timezone.now()
    address = request.get_full_path()
    result = read_current(lambda: resolve_path(address, now=now))
    row = result if isinstance(result, EditionRow) else None
    response: HttpResponse
    if isinstance(result, MovedTo):
        response = HttpResponseRedirect(result.to, status=301 if result.permanent else 302)
    else:
        response = _shell(request, row, status=200 if row else 410 if isinstance(result, Gone) else 404)
    # The status and the target of a redirect change when a page is published, removed or moved.
    response["Cache-Control"] = cache_control(now=now, expires_at=row.fresh_until if row else None)
    tags = [page_tag(row.id)] if row else []
    if row is None or "?" in address:
        # A redirect that names the query may be added later, and purges what is unresolved.
        tags.append(UNRESOLVED)
    set_tags(response, header(tags))
    return response


def _shell(request: HttpRequest, row: EditionRow | None, *, status: int) -> HttpResponse:
    language = row.locale if row else get_language_from_path(request.path) or settings.LANGUAGE_CODE
    context = {"language": language, "title": settings.WAGTAIL_SITE_NAME, "zone": settings.TIME_ZONE}
    return render(request, "web/index.html", context, status=status)
