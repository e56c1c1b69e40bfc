"""Downloads as JSON."""

from typing import Literal

from django.conf import settings
from pydantic import Field

from cms.models import Download
from delivery.content.build import Build
from delivery.content.images import ImageOut, image_out, is_stored
from delivery.content.schema import Content, Url


class DownloadOut(Content):
    """A file to download. Unless `state` is `OK`, everything else is `null`."""

    id: int | None = None
    title: str | None = None
    url: Url | None = Field(default=None, description="The file itself.")
    filename: str | None = None
    content_type: str | None = None
    bytes: int | None = None
    pages: int | None = Field(default=None, description="Of a PDF; otherwise `null`.")
    sha256: str | None = Field(default=None, description="Of the file, in hex.")
    cover: ImageOut | None = None
    state: Literal["OK", "MISSING", "PRIVATE"]


def download_out(download: Download | None, build: Build) -> DownloadOut:
    """Build the JSON of a download; of a private or missing one it has the state only."""
    if download is None:
        build.add_defect("download", "MISSING")
        return DownloadOut(state="MISSING")
    build.depends_on("download", download.pk)
    if build.is_private(download.collection_id):
        build.add_defect("download", "PRIVATE", download.title)
        return DownloadOut(state="PRIVATE")
    if not is_stored(download.file):
        build.add_defect("download", "MISSING", download.title)
        return DownloadOut(state="MISSING")
    return DownloadOut(
        id=download.pk,
        title=download.title,
        url=file_url(download.pk),
        filename=download.filename,
        content_type=download.media_type,
        bytes=download.file_size,
        pages=download.pages,
        sha256=download.sha256,
        cover=image_out(download.cover, build) if download.cover else None,
        state="OK",
    )


def file_url(download_id: int) -> str:
    """Return the URL of the file of a download."""
    return f"{settings.PUBLIC_URL}/api/v1/downloads/{download_id}/file/"
