"""The list of articles in the admin, and the way from it to a new one."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView

from cms.models import ArticlePage, Author, SectionPage
from cms.topic_names import topic_key

# The sort key of the column with the status.
_DRAFTS_FIRST = "live"


class ArticleFilters(WagtailFilterSet):
    """The filters of the list."""

    section = django_filters.ModelChoiceFilter(
        label=_("Section"), queryset=SectionPage.objects.order_by("path"), method="in_section"
    )
    author = django_filters.ModelChoiceFilter(
        label=_("Author"), queryset=Author.objects.all(), field_name="article_authors__author"
    )
    topic = django_filters.CharFilter(label=_("Topic"), method="with_topic")
    published_at = django_filters.DateFromToRangeFilter(widget=DateRangePickerWidget)

    class Meta:
        model = ArticlePage
        fields = ["live", "comment_policy", "locale"]

    def in_section(self, articles: QuerySet[ArticlePage], name: str, section: SectionPage) -> Any:
        return articles.child_of(section)  # type: ignore[attr-defined]

    def with_topic(self, articles: QuerySet[ArticlePage], name: str, topic: str) -> QuerySet[ArticlePage]:
        return articles.filter(tags__key=topic_key(topic))


class ArticleIndex(IndexView):
    """The list of articles, drafts first. It loads the authors of all rows in two queries."""

    default_ordering = _DRAFTS_FIRST

    def annotate_queryset(self, pages: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
        return super().annotate_queryset(pages).prefetch_related("article_authors__author")

    def order_queryset(self, queryset: Any) -> Any:
        if self.ordering != _DRAFTS_FIRST or self.is_searching:
            return super().order_queryset(queryset)
        return queryset.order_by("live", F("latest_revision_created_at").desc(nulls_last=True), "-pk")


class ChooseSectionView(ChooseParentView):
    """The pages to which an article can be added, each with a link to the form of the new article."""

    template_name = "cms/choose_section.html"
    page_title = _("New article")
    # The list has the pages of all languages.
    locale = None

    def get_page_subtitle(self) -> str:
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parents = self.get_valid_parent_pages(self.request.user).select_related("locale")
        return {**super().get_context_data(**kwargs), "parents": parents.order_by("path")}
