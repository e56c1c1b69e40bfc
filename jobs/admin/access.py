"""Who may see the background work, and who is told when it stands still."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import View
from wagtail.models import Page
from wagtail.permissions import policy_registry

VIEW_WORK = "jobs.view_jobstate"


def may_see_work(user: Any) -> bool:
    """This will tell whether somebody may see the background work and set it going again."""
    return bool(user.has_perm(VIEW_WORK))


def is_concerned(user: Any) -> bool:
    """This will tell whether somebody must know of work that is late: who may see it, or publishes."""
    return may_see_work(user) or bool(policy_registry.get_by_type(Page).user_has_permission(user, "publish"))


class BackstageView(View):
    """A door of the background work. Who may not enter is led to the dashboard, as everywhere in Wagtail."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_work(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
