"""Stored files for the admin only: readers get pictures and downloads from the API, which asks who may."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve
from wagtail.admin.auth import require_admin_access


@require_admin_access
def staff_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """This will show a stored file to somebody who may use the admin."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
