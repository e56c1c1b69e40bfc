"""The versions of an article in the admin: all that were kept, what each says, and whether readers may see it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms import record
from cms.models import ArticlePage, ArticleVersion


class _OfArticle(WagtailAdminTemplateMixin, TemplateView):
    """A view on the versions of an article, for users who may edit it."""

    header_icon = "history"
    article: ArticlePage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.article = get_object_or_404(ArticlePage, pk=kwargs["page_id"])
        if not self.article.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(article=self.article, **kwargs)

    def get_page_subtitle(self) -> str:
        title: str = self.article.get_admin_display_title()
        return title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        editor = reverse("wagtailadmin_pages:edit", args=[self.article.pk])
        return [
            *self.breadcrumbs_items,
            {"url": editor, "label": self.get_page_subtitle()},
            *self.above(),
            {"url": "", "label": self.get_page_title()},
        ]

    def above(self) -> list[dict[str, Any]]:
        """Return what stands between the article and this page."""
        return []

    def corrections_by_version(self) -> dict[int | None, list[str]]:
        """Return the texts of the corrections by the version that they name, the newest first."""
        found: dict[int | None, list[str]] = {}
        for version, text in self.article.corrections.values_list("version", "text"):
            found.setdefault(version, []).append(text)
        return found


class VersionIndex(_OfArticle):
    """All versions of an article, the newest first."""

    template_name = "cms/versions/index.html"
    page_title = gettext_lazy("Versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        corrections = self.corrections_by_version()
        versions = list(self.article.versions.select_related("withheld_by").defer("content"))
        for version in versions:
            version.corrections = corrections.get(version.number, [])
        return super().get_context_data(versions=versions, **kwargs)


class VersionPage(_OfArticle):
    """What one version says, and the button that withholds it or shows it again."""

    template_name = "cms/versions/version.html"

    @cached_property
    def version(self) -> ArticleVersion:
        versions = self.article.versions.select_related("withheld_by")
        found: ArticleVersion = get_object_or_404(versions, number=self.kwargs["number"])
        return found

    def get_page_title(self) -> str:
        return _("Version %(number)s") % {"number": self.version.number}

    def above(self) -> list[dict[str, Any]]:
        return [{"url": reverse("article_versions", args=[self.article.pk]), "label": _("Versions")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version: Any = self.version
        version.corrections = self.corrections_by_version().get(version.number, [])
        return super().get_context_data(
            version=version,
            content=record.content_of(self.version),
            may_withhold=self.request.user.has_perm(record.WITHHOLD),
            **kwargs,
        )


class WithholdVersion(VersionPage):
    """Hides a version from readers."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        messages.success(request, self.change())
        return HttpResponseRedirect(reverse("article_version", args=[self.article.pk, self.version.number]))

    def change(self) -> str:
        """Do it, and return the sentence about it."""
        record.withhold_version(self.version, user=self.request.user, now=timezone.now())
        return _("Readers do not see this version any more.")


class ShowVersion(WithholdVersion):
    """Shows a version again that was withheld."""

    def change(self) -> str:
        record.show_version(self.version, user=self.request.user)
        return _("This version is not withheld any more.")
