"""Downloads: what is told of one, and its file."""

from datetime import datetime
from typing import ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes

from api.http import problems
from api.http.parameters import Query
from api.http.views import Answer, ReadView
from api.v1.media import TEXTS_LOCALE, part_answer
from cms.files import file_response
from delivery.caching.headers import cache_control, set_tags
from delivery.content.media import DownloadOut
from delivery.read.downloads import public_download
from delivery.read.media import download_edition


class DownloadView(ReadView):
    """`GET downloads/{id}/`."""

    operation_id, summary, tags = "readDownload", "Read a download", ["downloads"]
    path_parameters: ClassVar = {"download_id": "The id of a download."}
    parameters = (TEXTS_LOCALE,)
    out = DownloadOut

    def get(self, request: HttpRequest, query: Query, now: datetime, *, download_id: int) -> Answer:
        return part_answer(download_edition(download_id, locale=query["locale"], now=now))


class DownloadFileView(ReadView):
    """`GET downloads/{id}/file/`."""

    operation_id, summary, tags = "readDownloadFile", "Fetch a file", ["downloads"]
    path_parameters: ClassVar = {"download_id": "The id of a download."}
    out: ClassVar = {(200, "*/*"): OpenApiTypes.BINARY}
    accepted = ("/",)

    def get(self, request: HttpRequest, query: Query, now: datetime, *, download_id: int) -> HttpResponseBase:
        found = public_download(download_id, now=now)
        if found is None:
            raise problems.Problem(problems.NOT_FOUND)
        download, expires_at = found
        try:
            file = download.file.open("rb").file
        except FileNotFoundError as error:
            raise problems.Problem(problems.NOT_FOUND) from error
        response = file_response(
            request,
            file,
            size=file.size,
            etag=f'"{download.sha256}"',
            filename=download.filename,
            content_type=download.media_type,
            as_attachment=True,
        )
        response["Cache-Control"] = cache_control(now=now, expires_at=expires_at)
        set_tags(response, f"download:{download.pk} collection:{download.collection_id}")
        return response
