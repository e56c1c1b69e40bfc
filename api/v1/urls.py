"""The table of contents of API v1."""

from django.urls import URLPattern, URLResolver, path

from api.v1.converters import register_converters
from api.v1.downloads import DownloadFileView

register_converters()

urlpatterns: list[URLPattern | URLResolver] = [
    path("downloads/<id:download_id>/file/", DownloadFileView.as_view(), name="download"),
]
