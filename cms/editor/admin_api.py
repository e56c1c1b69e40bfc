"""Images and files in the API that Wagtail's admin uses: each user gets what the admin shows to that user."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from cms.media_policy import visible


class _Visible:
    """Wagtail's own views list everything, or what readers may have."""

    model: Any
    request: Any
    # Those of pages have it. Without, there is no user.
    authentication_classes = PagesAdminAPIViewSet.authentication_classes

    def get_queryset(self) -> QuerySet[Any]:
        return visible(self.request.user, self.model).order_by("id")


class AdminImages(_Visible, ImagesAdminAPIViewSet):
    pass


class AdminDownloads(_Visible, DocumentsAdminAPIViewSet):
    pass
