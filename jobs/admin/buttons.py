"""The buttons of the report. Each makes one call of a service and leads back to the report, which says what came of it."""

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
from jobs.models import JobState, retryable_models


class ButtonView(PermissionCheckedMixin, View):
    """A button: it acts by POST only."""

    model = JobState
    permission_required = "view"

    def act(self, **kwargs: Any) -> str:
        """Call the service for what the URL names, and return the message to show."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            messages.success(request, self.act(**kwargs))
        except services.UnknownJob as unknown:
            raise Http404 from unknown
        except services.NothingToRetry:
            messages.info(request, _("There is nothing to retry: this has been done meanwhile."))
        except services.JobIsRunning:
            messages.info(request, _("This job is running just now."))
        return redirect("jobs_report")


class RetryView(ButtonView):
    """Retry one object, which the URL names by its model and key."""

    def act(self, **kwargs: Any) -> str:
        models = {model._meta.label_lower: model for model in retryable_models()}
        try:
            row = services.retry(model=models[kwargs["model"]], pk=kwargs["pk"])
        except (KeyError, ValueError) as unknown:
            raise Http404 from unknown
        return _("“%(what)s” is tried again at the next run.") % {"what": row.what()}


class RetryEverythingView(ButtonView):
    def act(self, **kwargs: Any) -> str:
        n = services.retry_everything()
        if not n:
            raise services.NothingToRetry
        text = ngettext(
            "%(n)s failure is tried again at the next run.",
            "%(n)s failures are tried again at the next run.",
            n,
        )
        return text % {"n": intcomma(n)}


class RunView(ButtonView):
    def act(self, **kwargs: Any) -> str:
        services.run_job_now(name=kwargs["name"], now=timezone.now())
        return _("The job runs as soon as the background work comes to it.")
