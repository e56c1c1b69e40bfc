"""The page of the background work and its buttons. To look changes nothing; each button is one call of a service."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from jobs import services
from jobs.admin import formatting as words
from jobs.admin import overview
from jobs.admin.access import BackstageView

# Seconds after which an open page looks again, while something is under way and otherwise.
_SOON, _LATER = 3, 30


@method_decorator(never_cache, name="dispatch")
class Overview(BackstageView, WagtailAdminTemplateMixin, TemplateView):
    """Every job, what waits for it, and what failed."""

    template_name = "jobs/overview.html"
    page_title = gettext_lazy("Background work")
    header_icon = "tasks"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("backstage"), "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = overview.overview(user=self.request.user, now=timezone.now())
        again = _SOON if seen.is_under_way else _LATER
        return super().get_context_data(seen=seen, look_again_seconds=again, **kwargs)


class Button(BackstageView):
    """A button: it acts by POST only and leads back to the page, which says what came of it."""

    http_method_names = ["post"]

    def act(self, **named: Any) -> str:
        """This will make the one call, with what the address names, and return what to say of it."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **named: Any) -> HttpResponseBase:
        try:
            messages.success(request, self.act(**named))
        except services.UnknownJob as unknown:
            raise Http404 from unknown
        except services.NothingToRetry:
            messages.info(request, _("There is nothing to retry: this has been done meanwhile."))
        except services.JobIsRunning:
            messages.info(request, _("This job is running just now."))
        return HttpResponseRedirect(reverse("backstage"))


class RetryFailure(Button):
    def act(self, **named: Any) -> str:
        failure = services.retry_failure(**named)
        return _("“%(what)s” is tried again at the next run.") % {"what": failure.label}


class RetryPage(Button):
    def act(self, **named: Any) -> str:
        services.retry_page(**named)
        return _("The page is compiled again at the next run.")


class RetryCache(Button):
    def act(self, **named: Any) -> str:
        cache = services.retry_cache(**named)
        return _("The cache “%(name)s” is told again at the next run.") % {"name": cache.name}


class RetryEverything(Button):
    def act(self, **named: Any) -> str:
        n = services.retry_everything()
        if not n:
            raise services.NothingToRetry
        told = ngettext(
            "%(n)s failure is tried again at the next run.",
            "%(n)s failures are tried again at the next run.",
            n,
        )
        return told % {"n": words.number(n)}


class RunJob(Button):
    def act(self, **named: Any) -> str:
        services.run_job_now(**named, now=timezone.now())
        return _("The job runs as soon as the background work comes to it.")
