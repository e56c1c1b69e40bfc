"""The fields of times, rich text, slugs and topics in the editor's forms."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput, AdminTagWidget, SlugInput
from wagtail.fields import RichTextField

from cms.slugs import MAX_LENGTH, formatters


class MomentField(forms.DateTimeField):
    """The field of a time. The first and the last day of the calendar are refused: not every zone has them."""

    def to_python(self, value: Any) -> datetime | None:
        moment: datetime | None = super().to_python(value)
        if moment and not _is_in_every_zone(moment):
            raise forms.ValidationError(_("Choose a day between 3 January 0001 and 29 December 9999."))
        return moment


def _is_in_every_zone(moment: datetime) -> bool:
    try:
        return date.min < moment.astimezone(UTC).date() < date.max
    except OverflowError:
        return False


register_form_field_override(
    models.DateTimeField, override={"form_class": MomentField, "widget": AdminDateTimeInput}
)


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
