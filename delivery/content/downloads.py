"""A file to take home as JSON."""

from typing import Any

from django.conf import settings

from cms.models import Download
from delivery.content.build import Compilation
from delivery.content.images import image_out, is_stored

_NOTHING: dict[str, Any] = {
    "id": None,
    "title": None,
    "url": None,
    "filename": None,
    "content_type": None,
    "bytes": None,
    "pages": None,
    "sha256": None,
    "cover": None,
}


def download_out(download: Download | None, compilation: Compilation) -> dict[str, Any]:
    """This will represent a download; of a private or missing one nothing but its state is told."""
    if download is None:
        compilation.lacks("download", "MISSING")
        return {**_NOTHING, "state": "MISSING"}
    compilation.touch("download", download.pk)
    if compilation.is_private(download.collection_id):
        compilation.lacks("download", "PRIVATE", download.title)
        return {**_NOTHING, "state": "PRIVATE"}
    if not is_stored(download.file):
        compilation.lacks("download", "MISSING", download.title)
        return {**_NOTHING, "state": "MISSING"}
    return {
        "id": download.pk,
        "title": download.title,
        "url": file_url(download.pk),
        "filename": download.filename,
        "content_type": download.media_type,
        "bytes": download.file_size,
        "pages": download.pages,
        "sha256": download.sha256,
        "cover": image_out(download.cover, compilation) if download.cover else None,
        "state": "OK",
    }


def file_url(download_id: int) -> str:
    """This will return the address of the file itself."""
    return f"{settings.PUBLIC_URL}/api/v1/downloads/{download_id}/file/"
