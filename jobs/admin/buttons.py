"""The buttons of the report. Each calls one service and leads back to the report, which shows a message."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin

from jobs import services
from jobs.models import JobState


class ButtonView(PermissionCheckedMixin, View):
    """A button: it acts by POST only."""

    model = JobState
    permission_required = "view"

    def act(self, **kwargs: Any) -> str:
        """Call the service for what the URL names, and return the message."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            messages.success(request, self.act(**kwargs))
        except services.NothingToRetry:
            messages.info(request, _("There is nothing to retry: this has been done meanwhile."))
        except services.JobIsRunning:
            messages.info(request, _("This job is running just now."))
        except JobState.DoesNotExist as unknown:
            raise Http404 from unknown
        return redirect("jobs_report")


class RetryView(ButtonView):
    def act(self, **kwargs: Any) -> str:
        return _("“%(what)s” is tried again at the next run.") % {"what": services.retry(**kwargs)}


class RetryEverythingView(ButtonView):
    def act(self, **kwargs: Any) -> str:
        if not (n := services.retry_everything()):
            raise services.NothingToRetry
        text = ngettext(
            "%(n)s failure is tried again at the next run.",
            "%(n)s failures are tried again at the next run.",
            n,
        )
        return text % {"n": intcomma(n)}


class RunView(ButtonView):
    def act(self, **kwargs: Any) -> str:
        services.run_job_now(**kwargs, now=timezone.now())
        return _("The job runs as soon as the background work comes to it.")
