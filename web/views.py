"""The shell of the reader's reference site: a page for every path, with the head and the status that belong to it."""

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_from_path
from django.views.decorators.http import require_safe

from delivery.caching.headers import cache_control, set_tags
from delivery.caching.tags import UNRESOLVED, article_tags, header, own_tag
from delivery.publish import read_current
from delivery.read.editions import EditionRow
from delivery.read.paths import Gone, MovedTo, resolve_path
from delivery.read.sites import site_in
from web.feeds import LISTS, feeds_of
from web.head import head_of

# Parameters that make the page of an article one of what it said before, and the home page one of what was found.
_UNINDEXED = {"version", "q"}
# Parameters that make a page another one, to which its head does not belong.
_OTHERS = {*LISTS, *_UNINDEXED}


@require_safe
def reader_page(request: HttpRequest) -> HttpResponse:
    """Answer any path with the shell, which then fetches its content from the API, or with a redirect."""
    now = timezone.now()
    address = request.get_full_path()
    result = read_current(lambda: resolve_path(address, now=now))
    row = result if isinstance(result, EditionRow) else None
    # The head has the number of comments, and names what the page shows.
    tags = article_tags([row.id]) if row else []
    response: HttpResponse
    if isinstance(result, MovedTo):
        response = HttpResponseRedirect(result.to, status=301 if result.permanent else 302)
    else:
        site = _named_site(request, row)
        tags += [own_tag(site.id)] if site else []
        response = _shell(request, row, site, gone=result if isinstance(result, Gone) else None)
    # The status, the head and the target of a redirect change when a page is published, removed or moved.
    response["Cache-Control"] = cache_control(now=now, expires_at=row.fresh_until if row else None)
    if row is None or "?" in address:
        # A redirect that names the query may be added later, and purges what is unresolved.
        tags.append(UNRESOLVED)
    set_tags(response, header(tags, row.cache_tags if row else ""))
    return response


def _shell(
    request: HttpRequest, row: EditionRow | None, site: EditionRow | None, *, gone: Gone | None
) -> HttpResponse:
    language = _language(request, row)
    page = orjson.loads(row.body) if row else None
    title = orjson.loads(site.body)["name"] if site else ""
    name = page["seo"]["open_graph"]["og:site_name"] if page else title
    notice = gone.notice if gone else None
    context = {
        "language": language,
        "zone": settings.TIME_ZONE,
        "title": title,
        "is_indexed": page is not None and _UNINDEXED.isdisjoint(request.GET),
        "head": head_of(page) if page and _has_head(request, row) else None,
        "feeds": feeds_of(page, request.GET.dict(), language=language, name=name),
        "notice": notice.sentence(language) if notice else None,
    }
    return render(request, "web/index.html", context, status=200 if row else 410 if gone else 404)


def _has_head(request: HttpRequest, row: EditionRow | None) -> bool:
    return row is not None and _OTHERS.isdisjoint(request.GET)


def _named_site(request: HttpRequest, row: EditionRow | None) -> EditionRow | None:
    """Return the site by whose name a page without a head of its own is called."""
    if _has_head(request, row):
        return None
    now = timezone.now()
    languages = [_language(request, row), *dict(settings.LANGUAGES)]
    return read_current(lambda: site_in(languages, now=now))


def _language(request: HttpRequest, row: EditionRow | None) -> str:
    return row.locale if row else get_language_from_path(request.path) or settings.LANGUAGE_CODE
