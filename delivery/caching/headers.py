"""Caching headers of public responses, and conditional requests."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase

from cms.files import has_already
from delivery.caching.tags import EVERYTHING


def cacheable(
    request: HttpRequest,
    body: bytes | Callable[[], bytes],
    *,
    now: datetime,
    tags: str,
    etag: str = "",
    expires_at: datetime | None = None,
    language: str = "",
    content_type: str = "application/json",
) -> HttpResponseBase:
    """Return a response, or 304 if the client has it already.

    `tags` are cache tags as `delivery.caching.tags.header` writes them. `etag` is the validator without quotes, by
    default a hash of the body; a body that is not read yet is a function, and has one. Caches keep the response until
    `expires_at` at most, rounded down to whole seconds.
    """
    if not callable(body):
        etag = etag or hashlib.sha256(body).hexdigest()[:32]
    etag = f'"{etag}"'
    control = cache_control(now=now, expires_at=expires_at)
    headers = {"ETag": etag, "Cache-Control": control, **tag_headers(tags)}
    if has_already(request, etag):
        return HttpResponseNotModified(headers=headers)
    if language:
        headers["Content-Language"] = language
    shown = body() if callable(body) else body
    return HttpResponse(shown, content_type=content_type, headers=headers)


def set_tags(response: HttpResponseBase, tags: str) -> None:
    """Set the headers with the cache tags on a response."""
    for name, value in tag_headers(tags).items():
        response[name] = value


def tag_headers(tags: str) -> Mapping[str, str]:
    """Return the headers of every kind of cache for tags that are separated by spaces."""
    tags = f"{EVERYTHING} {tags}"
    return {"Cache-Tag": tags.replace(" ", ","), "Surrogate-Key": tags}


def cache_control(*, now: datetime, expires_at: datetime | None) -> str:
    """Return the `Cache-Control` header of a public response.

    A shared cache may keep it for `SHARED_CACHE_SECONDS` without revalidation; a browser always revalidates.
    """
    seconds = settings.SHARED_CACHE_SECONDS
    left = seconds if expires_at is None else int((expires_at - now).total_seconds())
    if left < seconds:
        # No `stale-if-error`: it would show the page after it has expired.
        return f"public, max-age=0, s-maxage={max(left, 0)}"
    # No `stale-while-revalidate`: browsers obey it too, and would show the old version once after a change.
    return f"public, max-age=0, s-maxage={seconds}, stale-if-error=86400"
