"""The topics that the editor's form suggests."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from wagtail.admin.auth import user_has_any_page_permission

from cms.models import Topic
from cms.topic_names import topic_key

_AT_MOST = 10


def topic_suggestions(request: HttpRequest) -> JsonResponse:
    """Return the names of topics that begin with what was typed, in any spelling, to those who edit pages."""
    if not user_has_any_page_permission(request.user):
        raise PermissionDenied
    typed = topic_key(request.GET.get("term", ""))
    found = Topic.objects.filter(key__startswith=typed).order_by("key") if typed else Topic.objects.none()
    return JsonResponse(list(found.values_list("name", flat=True)[:_AT_MOST]), safe=False)
