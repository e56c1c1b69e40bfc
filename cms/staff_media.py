"""Stored files for the admin only: readers get pictures and downloads from the API, which asks who may.

Whatever lies in the storage, no browser runs it here, where the admin's cookies are.
"""

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from cms.files import file_response

# What may be uploaded as a picture. Not by `mimetypes`, which knows on each machine something else.
_PICTURES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
_HEADERS = {
    # A name may come to hold another file.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
@require_admin_access
def staff_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """This will show a stored picture, or hand out another file, to somebody who may use the admin."""
    try:
        file = default_storage.open(path, "rb")
        changed = default_storage.get_modified_time(path)
    except ConnectionError:
        return HttpResponse(status=503)
    except (OSError, ValueError, SuspiciousOperation) as error:
        # No file, a folder, or a name that no storage would give.
        raise Http404 from error
    kind = _PICTURES.get(path.rpartition(".")[2].lower())
    response = file_response(
        request,
        file,
        size=file.size,
        etag=f'"{file.size:x}-{changed.timestamp():.6f}"',
        filename=path.rpartition("/")[2],
        content_type=kind or "application/octet-stream",
        as_attachment=kind is None,
    )
    for name, value in _HEADERS.items():
        response[name] = value
    return response
