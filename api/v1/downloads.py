"""The files behind downloads. Their facts stand in the articles that offer them."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from api.http import problems
from api.http.parameters import read
from api.http.views import ReadView
from cms.files import file_response
from cms.selectors import public_downloads
from delivery.caching.headers import cache_control, set_tags


class DownloadFileView(ReadView):
    """`downloads/{id}/file/`"""

    accepted = ("/",)

    @extend_schema(
        operation_id="downloads_file",
        summary="Fetch a file",
        responses={(200, "*/*"): OpenApiTypes.BINARY},
    )
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        read(request.GET, ())
        download = public_downloads().filter(pk=kwargs["download_id"]).first()
        if download is None:
            raise problems.Problem(problems.NOT_FOUND)
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
        response["Cache-Control"] = cache_control(now=timezone.now(), expires_at=None)
        set_tags(response, f"download:{download.pk} collection:{download.collection_id}")
        return response
