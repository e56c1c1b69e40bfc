"""The list of articles in the admin, and the way from it to a new one."""

from typing import Any

import django_filters
from django.db.models import Case, Exists, F, OuterRef, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView

from cms.models import ArticlePage, Author, SectionPage, TakenDownPage
from cms.topic_names import topic_key

# The sort key of the column with the status.
_DRAFTS_FIRST = "live"
# Articles that a search considers, the best first.
_MOST_FOUND = 1000
_CHANGED_FIRST = Case(When(live=True, has_unpublished_changes=True, then=0), default=1)


class ArticleFilters(WagtailFilterSet):
    """The filters of the list."""

    section = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("newspaper", "Section"),
        queryset=SectionPage.objects.order_by("path"),
        # Unlike the key of a section, which is a relation, this one is compared with numbers of any size.
        to_field_name="id",
        method="in_section",
    )
    author = django_filters.ModelChoiceFilter(
        label=_("Author"), queryset=Author.objects.all(), field_name="article_authors__author"
    )
    topic = django_filters.CharFilter(label=_("Topic"), method="with_topic")
    published_at = django_filters.DateFromToRangeFilter(
        label=_("Published"), field_name="published", widget=DateRangePickerWidget
    )

    class Meta:
        model = ArticlePage
        fields = ["live", "comment_policy", "locale"]

    def in_section(self, articles: QuerySet[ArticlePage], name: str, section: SectionPage) -> Any:
        return articles.child_of(section)  # type: ignore[attr-defined]

    def with_topic(self, articles: QuerySet[ArticlePage], name: str, topic: str) -> QuerySet[ArticlePage]:
        return articles.filter(tags__key=topic_key(topic))


def with_takedowns(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Tell each page of a list whether it is taken down, which shows in its status."""
    return pages.annotate(is_taken_down=Exists(TakenDownPage.objects.filter(pk=OuterRef("pk"))))


class ArticleIndex(IndexView):
    """The list of articles: drafts first, then those with unpublished changes.

    It loads the authors of all rows in two queries. `published` is the date that readers see.
    """

    default_ordering = _DRAFTS_FIRST

    def annotate_queryset(self, pages: QuerySet[ArticlePage]) -> QuerySet[ArticlePage]:
        pages = super().annotate_queryset(pages).prefetch_related("article_authors__author")
        return with_takedowns(pages).annotate(published=Coalesce("published_at", "first_published_at"))

    def search_queryset(self, queryset: Any) -> Any:
        if not self.is_searching:
            return queryset
        # The search itself filters and sorts by columns of its index only, and raises an error for others.
        found = ArticlePage.objects.only("pk").autocomplete(self.search_query)[:_MOST_FOUND]
        return queryset.filter(pk__in=[article.pk for article in found])

    def order_queryset(self, queryset: Any) -> Any:
        if self.ordering not in (_DRAFTS_FIRST, None):
            return super().order_queryset(queryset)
        latest_first = F("latest_revision_created_at").desc(nulls_last=True)
        return queryset.order_by("live", _CHANGED_FIRST, latest_first, "-pk")


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
