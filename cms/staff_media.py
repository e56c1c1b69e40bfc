"""Stored files for users of the admin. Readers get images and downloads from the API.

No file is served in a way that a browser would run: this origin has the cookies of the admin.
"""

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from cms.files import file_response

# The formats that can be uploaded as images. `mimetypes` depends on the machine.
_IMAGE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
_HEADERS = {
    # Another file can get the same name later.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
@require_admin_access
def staff_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a stored file: an image for display, any other as an attachment."""
    try:
        file = default_storage.open(path, "rb")
        changed = default_storage.get_modified_time(path)
    except ConnectionError:
        return HttpResponse(status=503)
    except (OSError, ValueError, SuspiciousOperation) as error:
        # There is no such file, it is a folder, or the name is not valid.
        raise Http404 from error
    media_type = _IMAGE_TYPES.get(path.rpartition(".")[2].lower())
    response = file_response(
        request,
        file,
        size=file.size,
        etag=f'"{file.size:x}-{changed.timestamp():.6f}"',
        filename=path.rpartition("/")[2],
        content_type=media_type or "application/octet-stream",
        as_attachment=media_type is None,
    )
    for name, value in _HEADERS.items():
        response[name] = value
    return response
