"""What shared caches and browsers are told, and the answer to "has it changed?"."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase

from cms.files import has_already
from delivery.caching.tags import EVERYTHING, article_tags, header
from delivery.read.editions import Row

# A shared cache may keep an answer for `SHARED_CACHE_SECONDS` without asking; a browser always asks. There is no
# `stale-while-revalidate`: browsers obey it too, and would show once what has just been changed.
_TEMPLATE = "public, max-age=0, s-maxage={}, stale-if-error=86400"


def cacheable(
    request: HttpRequest,
    body: bytes,
    *,
    now: datetime,
    tags: str,
    etag: str = "",
    expires_at: datetime | None = None,
    language: str = "",
) -> HttpResponseBase:
    """This will answer a read with JSON, or with 304 when the caller has it already.

    `tags` are the names by which shared caches forget it, as `delivery.caching.tags.header` writes them.
    `etag` is the unquoted validator, by default a hash of the body. What expires is not kept beyond
    that moment; an answer that must not outlive it says so in whole seconds.
    """
    etag = f'"{etag or hashlib.sha256(body).hexdigest()[:32]}"'
    control = cache_control(now=now, expires_at=expires_at)
    headers = {"ETag": etag, "Cache-Control": control, **tag_headers(tags)}
    if has_already(request, etag):
        return HttpResponseNotModified(headers=headers)
    if language:
        headers["Content-Language"] = language
    return HttpResponse(body, content_type="application/json", headers=headers)


def cacheable_edition(
    request: HttpRequest, row: Row, body: bytes, *, etag: str, now: datetime
) -> HttpResponseBase:
    """This will answer with one page, under its own name and the names of what it shows."""
    return cacheable(
        request,
        body,
        now=now,
        tags=header(article_tags([row.page_id]), row.cache_tags),
        etag=etag,
        expires_at=row.fresh_until,
        language=row.locale,
    )


def set_tags(response: HttpResponseBase, tags: str) -> None:
    """This will give an answer the names by which shared caches forget it."""
    for name, value in tag_headers(tags).items():
        response[name] = value


def tag_headers(tags: str) -> Mapping[str, str]:
    """This will write names with spaces between in the way of every kind of cache, and the one that all have."""
    names = f"{EVERYTHING} {tags}"
    return {"Cache-Tag": names.replace(" ", ","), "Surrogate-Key": names}


def cache_control(*, now: datetime, expires_at: datetime | None) -> str:
    """This will return the `Cache-Control` of a public answer."""
    seconds = settings.SHARED_CACHE_SECONDS
    left = seconds if expires_at is None else int((expires_at - now).total_seconds())
    if left < seconds:
        # Serving it stale would show what has expired.
        return f"public, max-age=0, s-maxage={max(left, 0)}"
    return _TEMPLATE.format(seconds)
