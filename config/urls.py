"""All URLs of the service."""

import re

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

import api.v1.urls  # noqa: F401  (registers the converter of ids)
from api.v1.images import RenditionView
from cms.staff_media import download_address, staff_media
from comments.notices import PAGES
from config.admin_access import guard
from config.health import LiveView, ReadyView
from config.logins import PasswordResetView
from web.mails import mail_page
from web.views import reader_page

# `/admin` is not a page of the site, so that Django adds the slash.
_NOT_THE_SITE = "|".join(
    [*(re.escape(prefix[1:]) for prefix in (*settings.API_PREFIXES, "/static/", "/admin/")), "admin$"]
)

_TO_THE_INDEX = RedirectView.as_view(url=settings.API_ROOT, permanent=True, http_method_names=["get", "head"])

urlpatterns = [
    # In front of the view of Wagtail that has the same path.
    path("admin/password_reset/", PasswordResetView.as_view()),
    path("admin/", include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, guard))),
    path(settings.API_ROOT[1:], include("api.v1.urls")),
    # Typed by hand. The URLs below come from the index or the document, with their slash.
    path(settings.API_ROOT[1:-1], _TO_THE_INDEX),
    path("images/<id:image_id>/<slug:version>/<path:spec>", RenditionView.as_view()),
    path("feeds/", include("api.feeds.urls")),
    path("", include("api.sitemaps.urls")),
    path("health/live", LiveView.as_view()),
    path("health/ready", ReadyView.as_view()),
    path("media/<path:path>", staff_media),
    # The admin builds links to files from this name.
    path("documents/<id:download_id>/<str:filename>", download_address, name="wagtaildocs_serve"),
    path(f"{PAGES[1:]}<str:purpose>/<str:token>/", mail_page),
    re_path(f"^(?!{_NOT_THE_SITE}).*$", reader_page),
]
