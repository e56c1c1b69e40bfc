"""Responses with files: streamed, with ranges (RFC 9110, section 14), never read into memory whole."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

_CHUNK = 64 * 1024
# More digits than any file needs; Python refuses to read thousands of them as a number.
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")


def file_response(
    request: HttpRequest, file: Any, *, size: int, etag: str, **headers: Any
) -> HttpResponseBase:
    """Return an open file of `size` bytes: all of it (200), the requested range (206), or 304 or 416 without it.

    `etag` is quoted. `headers` are the arguments of `FileResponse`: `filename`, `content_type`, `as_attachment`.
    """
    if has_already(request, etag):
        file.close()
        return HttpResponseNotModified(headers={"ETag": etag})
    span = _span(_wanted_range(request, etag), size)
    if span is None:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "ETag": etag})
    start, stop = span
    response: StreamingHttpResponse = FileResponse(file, **headers)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    if (start, stop) != (0, size):
        response.streaming_content = _read(file, start, stop)
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
        response["Content-Length"] = str(stop - start)
    return response


def has_already(request: HttpRequest, etag: str) -> bool:
    """Return whether `If-None-Match` names this ETag, by weak comparison (RFC 9110, 13.1.2).

    `If-Match` and `If-Unmodified-Since` are for writes, and ignored here.
    """
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return known == ["*"] or etag.removeprefix("W/") in {one.removeprefix("W/") for one in known}


def _wanted_range(request: HttpRequest, etag: str) -> str:
    """Return `Range` unless `If-Range` has another ETag or a date, which no file here has (RFC 9110, 13.1.5)."""
    if request.headers.get("If-Range", etag) != etag:
        return ""
    return request.headers.get("Range", "")


def _span(header: str, size: int) -> tuple[int, int] | None:
    """Return the first byte and the one after the last, or None if the file has no such range.

    A header with several ranges, or one that is not valid, means the whole file.
    """
    match = _RANGE.match(header)
    if not match or not any(match.groups()):
        return 0, size
    first, last = match.groups()
    if not first:
        return (max(size - int(last), 0), size) if int(last) else None
    if last and int(last) < int(first):
        return 0, size
    start, stop = int(first), min(int(last) + 1, size) if last else size
    return (start, stop) if start < stop else None


def _read(file: Any, start: int, stop: int) -> Iterator[bytes]:
    file.seek(start)
    left = stop - start
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        yield chunk
