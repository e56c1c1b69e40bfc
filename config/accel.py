"""Let nginx send stored files, so that no thread waits for a client that reads slowly."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class SendFilesByNginx:
    """Replace the body of a response with a file of `MEDIA_ROOT` by its place below `ACCEL_PREFIX`.

    The views still check permissions and write the headers. `ops/nginx.conf` copies these to what it sends.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.ACCEL_PREFIX:
            raise MiddlewareNotUsed
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # nginx cuts out the range itself.
        request.META.pop("HTTP_RANGE", None)
        response = self._get_response(request)
        file = response.file_to_stream if isinstance(response, FileResponse) else None
        place = _place(file)
        if file is None or place is None:
            return response
        file.close()
        # nginx finds the length itself.
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        sent = HttpResponse(status=response.status_code, headers=headers)
        sent["X-Accel-Redirect"] = settings.ACCEL_PREFIX + quote(place)
        return sent


def _place(file: Any) -> str | None:
    """Return the path of an open file in `MEDIA_ROOT`, or None for one that lies elsewhere or in memory."""
    # A field's file is named relative to its storage, and has a path; any other is named by its path.
    name = getattr(file, "path", None) or getattr(file, "name", None)
    if not isinstance(name, str):
        return None
    path, root = Path(name).resolve(), Path(settings.MEDIA_ROOT).resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None
