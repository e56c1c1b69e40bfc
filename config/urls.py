"""All URLs of the service."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

import api.v1.urls  # noqa: F401  (registers the path converters)
from api.v1.pictures import PictureView
from cms.staff_media import staff_media
from config.health import LiveView, ReadyView
from web.views import reader_page

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/v1/", include("api.v1.urls")),
    path("images/<id:image_id>/<slug:version>/<picture:spec>", PictureView.as_view()),
    path("health/live", LiveView.as_view()),
    path("health/ready", ReadyView.as_view()),
    path("media/<path:path>", staff_media),
    # The admin builds links to files from this name.
    path(
        "documents/<int:download_id>/<str:filename>",
        RedirectView.as_view(url="/api/v1/downloads/%(download_id)s/file/"),
        name="wagtaildocs_serve",
    ),
    re_path("^(?!api/|images/|health/|feeds/|static/|admin/).*$", reader_page),
]
