"""Stored files for those who work with them, also those of drafts. Readers get images and downloads from the API.

No file is served in a way that a browser would run: this origin has the cookies of the admin.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from cms.files import file_response
from cms.media_policy import see
from cms.models import Download, Image

# The formats that can be uploaded as images. `mimetypes` depends on the machine.
_IMAGE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "jfif": "image/jpeg",
    "jpe": "image/jpeg",
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
    if not _may_fetch(request.user, path):
        # The same answer as for a file that does not exist.
        raise Http404
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


@require_safe
@never_cache
def download_address(request: HttpRequest, download_id: int, filename: str) -> HttpResponse:
    """Send users who work with a download to its stored file, and all others to the API, which asks whether it is public.

    The admin links to this address.
    """
    download = Download.objects.filter(pk=download_id).first()
    if download and see(request.user, download):
        return HttpResponseRedirect(download.file.url)
    return HttpResponseRedirect(f"{settings.API_ROOT}downloads/{download_id}/file/")


def _may_fetch(user: Any, path: str) -> bool:
    """Return whether a user of the admin may fetch a stored file. One that belongs to nothing is for administrators.

    The pictures of users are for everybody: they stand beside what each has done.
    """
    if user.is_superuser:
        return True
    media = (
        Image.objects.filter(renditions__file=path).first()
        or Image.objects.filter(file=path).first()
        or Download.objects.filter(file=path).first()
    )
    if media:
        return see(user, media)
    return (
        UploadedFile.objects.filter(uploaded_by_user=user, file=path).exists()
        or UserProfile.objects.filter(avatar=path).exists()
    )
