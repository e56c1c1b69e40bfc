"""The fields of times, rich text, slugs and topics in the editor's forms."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters import DateFromToRangeFilter
from django_filters.fields import DateRangeField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput, AdminTagWidget, SlugInput
from wagtail.fields import RichTextField

from cms.moments import in_every_zone
from cms.slugs import MAX_LENGTH, formatters


class MomentField(forms.DateTimeField):
    """The field of a time. The first and the last day of the calendar are refused: not every zone has them.

    A time that the clocks of the zone show twice is the first one; one that they leave out is refused.
    """

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().to_python(value)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            typed = error.params["datetime"]  # type: ignore[index]  # the error has them
            moment = timezone.make_aware(typed)
            if in_every_zone(moment) == moment:
                _refuse_left_out(typed, moment)
        if moment and in_every_zone(moment) != moment:
            raise forms.ValidationError(_("Choose a day between 3 January 0001 and 29 December 9999."))
        return moment

    def _clean_bound_field(self, bound: forms.BoundField) -> Any:
        # What the form shows may be less than what is stored: without seconds, and equal for both times of an overlap.
        stored = bound.form.initial.get(bound.name)
        if stored and bound.data == self.widget.format_value(self.prepare_value(stored)):
            return stored
        return super()._clean_bound_field(bound)  # type: ignore[misc]  # not in the stubs


def _refuse_left_out(typed: datetime, moment: datetime) -> None:
    next_one = timezone.make_naive(moment.astimezone(UTC))
    if next_one != typed:
        raise forms.ValidationError(
            _("This time does not exist: the clocks are put forward. The next one is %(time)s."),
            params={"time": f"{next_one:%Y-%m-%d %H:%M}"},
        )


register_form_field_override(
    models.DateTimeField, override={"form_class": MomentField, "widget": AdminDateTimeInput}
)


class DayRangeField(DateRangeField):
    """The days of a filter. SQLite could not compare with the first or last day of the calendar."""

    def compress(self, data_list: list[Any]) -> slice | None:
        days = super().compress(data_list)
        return days and slice(*(moment and in_every_zone(moment) for moment in (days.start, days.stop)))


# Wagtail's own lists, reports and histories build this filter from the fields of a model.
DateFromToRangeFilter.field_class = DayRangeField


class UnreadableText(str):
    """What was sent in place of rich text, as a paragraph, so that the form can show it again."""

    __slots__ = ()


class RichTextFormField(forms.CharField):
    """The field of rich text in forms of models and in blocks."""

    def to_python(self, value: Any) -> str | None:
        if isinstance(value, UnreadableText):
            raise forms.ValidationError(_("This text cannot be read. Please type it again."))
        return super().to_python(value)


register_form_field_override(RichTextField, override={"form_class": RichTextFormField})


class TitleSlugInput(SlugInput):
    """The field of a slug. The browser fills it from the title as `slug_of` does."""

    def __init__(self, attrs: dict[str, str] | None = None, max_length: int = MAX_LENGTH) -> None:
        cut = (
            (rf"^(?=.{{{max_length + 1}}})(.{{1,{max_length}}})-.*$", "$1"),
            (rf"^(.{{{max_length}}}).+$", "$1"),
        )
        super().__init__(attrs, formatters=[*formatters(), *cut])


class TopicsInput(AdminTagWidget):
    """The field of topics, with suggestions that Wagtail's own address does not find in other spellings."""

    def get_context(self, *args: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(*args)
        context["widget"]["attrs"]["data-w-tag-url-value"] = reverse("topic_suggestions")
        return context
