"""One comment with its whole history, and its author's e-mail address on request."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from comments import errors, selectors, services
from comments.actions import REASONS
from comments.admin.access import MODERATE, REPLY_AS_NEWSROOM, VIEW_EMAIL, DeskView
from comments.admin.filters import DECIDED, decided_parameter, desk_url
from comments.admin.replies import ReplyForm
from comments.admin.rows import rows_for

REPORTS_SHOWN = 100


class CommentPage(DeskView, WagtailAdminTemplateMixin, TemplateView):
    """A comment, all decisions on it, and who saw the e-mail address."""

    template_name = "comments/admin/comment.html"
    page_title = gettext_lazy("Comment")
    header_icon = "comment"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        desk = {"url": reverse("comments_desk"), "label": _("Comments")}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        comment_id: UUID = self.kwargs["comment_id"]
        comment = selectors.moderation_queue().filter(pk=comment_id).first()
        if comment is None:
            raise Http404
        return super().get_context_data(
            row=rows_for([comment], request=self.request, now=now, tab="")[0],
            reveals=[
                (get_user_display_name(seen.moderator) or _("an account that is gone"), seen.at)
                for seen in selectors.email_reveals(comment_id=comment_id)
            ],
            reports=selectors.reports_on(comment_id=comment_id)[:REPORTS_SHOWN],
            reports_at_most=REPORTS_SHOWN,
            may_view_email=self.request.user.has_perm(VIEW_EMAIL),
            reasons=REASONS,
            back=f"status={comment.status}",
            **kwargs,
        )


class Reply(CommentPage):
    """Publishes a reply of the newsroom and returns to where it was written; a refused text stays in its field."""

    needs = (MODERATE, REPLY_AS_NEWSROOM)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, comment_id: UUID) -> HttpResponseBase:
        form = ReplyForm(request.POST)
        if form.is_valid():
            text = form.cleaned_data["text"]
            try:
                reply = services.reply_as_newsroom(
                    comment_id=comment_id, text=text, moderator=request.user, now=timezone.now()
                )
            except (errors.CommentNotFound, errors.ArticleNotFound):
                form.add_error(
                    "text", _("The public cannot see this comment any more. Nothing was published.")
                )
            else:
                messages.success(request, _("Your reply is published."))
                back = QueryDict(request.POST.get("back", "").encode("ascii", "ignore"))
                return HttpResponseRedirect(desk_url(back, **{DECIDED: decided_parameter([reply.pk])}))
        context = self.get_context_data(reply_form=form)
        # The text stays in its field even if the comment takes no reply any more.
        context["row"] = replace(context["row"], has_reply_text=True)
        return self.render_to_response(context, status=400)


@method_decorator(never_cache, name="dispatch")
class RevealEmail(CommentPage):
    """The page with the e-mail address. It is stored in no URL, session, cookie or message, and needs a POST."""

    needs = (MODERATE, VIEW_EMAIL)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, comment_id: UUID) -> HttpResponseBase:
        try:
            email = services.reveal_email(comment_id=comment_id, moderator=request.user, now=timezone.now())
        except errors.CommentNotFound as gone:
            raise Http404 from gone
        context = self.get_context_data(revealed=True, email=email)
        response: HttpResponse = self.render_to_response(context)
        return response
