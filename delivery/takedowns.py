"""Taking articles down in the admin: the page that does it, and the report that lists and lifts it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from cms import takedowns
from cms.models import Takedown
from cms.selectors import public_ids
from cms.takedowns import TakedownRefusal
from cms.taken_along import Lifted
from delivery.takedown_form import TakedownForm

_REFUSALS: Mapping[type[TakedownRefusal], str | Promise] = {
    takedowns.PermissionMissing: gettext_lazy(
        "You may not take articles down. Ask an administrator for the permission."
    ),
    takedowns.NotAnArticle: gettext_lazy(
        "Only articles can be taken down. A home page or a section can be unpublished."
    ),
    takedowns.IsAlias: gettext_lazy(
        "This is an alias. Take down the article that it repeats, and its aliases go with it."
    ),
    takedowns.AlreadyTakenDown: gettext_lazy("This article is taken down already."),
    takedowns.NotPublic: gettext_lazy("Readers do not see this article, so there is nothing to take down."),
    takedowns.TextMissing: gettext_lazy(
        "The reason, or the public sentence in the language of the article, is missing."
    ),
    takedowns.AlreadyLifted: gettext_lazy("This takedown was lifted before."),
}


class ForThosePermitted(View):
    """A view for users with the permission to take articles down. Others are told so, on the dashboard."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.has_perm(takedowns.PERMISSION):
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, _REFUSALS[takedowns.PermissionMissing])
        return redirect("wagtailadmin_home")


class TakeDown(ForThosePermitted, WagtailAdminTemplateMixin, FormView[TakedownForm]):
    """The page that says what will happen, and does it on `POST`."""

    form_class = TakedownForm
    template_name = "delivery/take_down.html"
    page_title = gettext_lazy("Take down")
    header_icon = "no-view"
    success_url = reverse_lazy("takedowns")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page, pk=kwargs["page_id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            takedowns.check_takedown(self.page, by=request.user, now=timezone.now())
        except TakedownRefusal as refusal:
            return self.refuse(refusal)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: TakedownForm) -> HttpResponse:
        sent = form.cleaned_data
        try:
            takedown = takedowns.take_down(
                page_id=self.page.pk,
                by=self.request.user,
                reason=sent["reason"],
                sentences=form.sentences,
                images=sent.get("images", ()),
                downloads=sent.get("downloads", ()),
                now=timezone.now(),
            )
        except TakedownRefusal as refusal:
            return self.refuse(refusal)
        messages.success(self.request, gettext("“%(title)s” is taken down.") % {"title": takedown.title})
        return super().form_valid(form)

    def refuse(self, refusal: TakedownRefusal) -> HttpResponse:
        """Answer with the sentence for a refusal, in place of the form."""
        return self.render_to_response(self.get_context_data(form=None, why=_REFUSALS[type(refusal)]))

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse("takedowns"), "label": gettext("Takedowns")}, {"label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "page": self.page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=self.page, **kwargs)


class StateColumn(Column):
    """Since when, or until when, an article is or was taken down, with the way to lift it as long as it is."""

    cell_template_name = "delivery/takedown_state_cell.html"


class TextColumn(Column):
    """The title with the reason, and what readers are told."""

    cell_template_name = "delivery/takedown_text_cell.html"


class TakedownsReport(ForThosePermitted, ReportView):
    """All takedowns, the latest first."""

    model = Takedown
    page_title = gettext_lazy("Takedowns")
    header_icon = "no-view"
    index_url_name = "takedowns"
    index_results_url_name = "takedowns_results"
    template_name = "delivery/takedowns.html"
    no_results_message = gettext_lazy("No article has been taken down.")
    columns = [
        TextColumn("title", label=gettext_lazy("Article"), width="45%"),
        DateColumn("at", label=gettext_lazy("Taken down")),
        UserColumn("by", label=gettext_lazy("By"), blank_display_name="–"),
        StateColumn("state", label=gettext_lazy("State"), accessor="lifted_at"),
    ]

    def get_base_queryset(self) -> Any:
        existing = Page.objects.filter(pk__in=Takedown.objects.values("page_id")).values_list("pk", flat=True)
        self.existing = set(existing)
        return Takedown.objects.select_related("by__wagtail_userprofile", "lifted_by").order_by("-at", "-pk")

    def order_queryset(self, queryset: Any) -> Any:
        return queryset

    def decorate_paginated_queryset(self, found: Any) -> list[Takedown]:
        rows = list(found)
        for row in rows:
            row.edit_url = (
                reverse("wagtailadmin_pages:edit", args=[row.page_id]) if row.page_id in self.existing else ""
            )
        return rows


class LiftTakedown(ForThosePermitted, WagtailAdminTemplateMixin, TemplateView):
    """The page that asks whether to lift a takedown, and does it on `POST`."""

    template_name = "delivery/lift_takedown.html"
    page_title = gettext_lazy("Lift the takedown")
    header_icon = "view"

    @cached_property
    def takedown(self) -> Takedown:
        return get_object_or_404(Takedown, pk=self.kwargs["takedown_id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.takedown.lifted_at:
            return self.refuse(takedowns.AlreadyLifted())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, takedown_id: int) -> HttpResponse:
        now = timezone.now()
        try:
            lifted = takedowns.lift_takedown(takedown_id=self.takedown.pk, by=request.user, now=now)
        except TakedownRefusal as refusal:
            return self.refuse(refusal)
        messages.success(request, _outcome(self.takedown.page_id, now=now) % {"title": self.takedown.title})
        for warning in _warnings(lifted):
            messages.warning(request, warning)
        return redirect("takedowns")

    def refuse(self, refusal: TakedownRefusal) -> HttpResponse:
        """Say why it cannot be lifted, above the report."""
        messages.error(self.request, _REFUSALS[type(refusal)])
        return redirect("takedowns")

    def get_page_subtitle(self) -> str:
        return self.takedown.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse("takedowns"), "label": gettext("Takedowns")}, {"label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(takedown=self.takedown, **kwargs)


def _outcome(page_id: int, *, now: datetime) -> str:
    """Return the sentence about an article whose takedown was lifted: it may not be public for another reason."""
    if public_ids([page_id], now=now):
        return gettext("“%(title)s” is shown again.")
    if Page.objects.filter(pk=page_id).exists():
        return gettext("The takedown of “%(title)s” is lifted. Readers see the article when it is published.")
    return gettext("The takedown of “%(title)s” is lifted. The article was deleted.")


def _warnings(lifted: Lifted) -> list[str]:
    """Say what is not where it was before."""
    in_root = gettext(
        "Their former collection does not exist any more, so they are in the uppermost one: %(names)s"
    )
    left = gettext("These were moved in the meantime and stay where they are: %(names)s")
    found = ((in_root, lifted.in_root), (left, lifted.left))
    return [text % {"names": ", ".join(names)} for text, names in found if names]
