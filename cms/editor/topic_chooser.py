"""The dialog in which an editor chooses one topic."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.topic_names import topic_key


class TopicFilter(SearchFilterMixin, BaseFilterForm):
    """The search field of the dialog. It finds topics in any spelling, without Wagtail's search index."""

    def filter(self, objects: QuerySet) -> QuerySet:  # type: ignore[type-arg]  # the model may not be imported here
        typed = topic_key(self.cleaned_data.get("q") or "")
        if not typed:
            return objects
        self.is_searching, self.search_query = True, self.cleaned_data["q"]
        return objects.filter(key__contains=typed)


class ChooseTopic(ChooseView):
    filter_form_class = TopicFilter
    ordering = "key"


class ChooseTopicResults(ChooseResultsView):
    filter_form_class = TopicFilter
    ordering = "key"


class TopicChooser(ChooserViewSet):
    """Topics are made in the form of an article, so this dialog makes none."""

    model = "cms.Topic"
    icon = "tag"
    choose_one_text = _("Choose a topic")
    choose_another_text = _("Choose another topic")
    choose_view_class = ChooseTopic
    choose_results_view_class = ChooseTopicResults
    register_widget = False


topic_chooser = TopicChooser("topic_chooser")
