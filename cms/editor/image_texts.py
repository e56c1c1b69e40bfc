"""The texts in the form of an image: some in several languages, and what the file says of itself as a suggestion."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.models.image_texts import TRANSLATED, field_name, further_languages


class ImageTextsForm:
    """A form of images with a field for each text in each further language.

    A new file fills the fields that the editor has left empty. Until the form is saved again, they say so.
    """

    instance: Any
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    changed_data: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_languages()
        for name in self.instance.taken_from_file.split():
            if field := self.fields.get(name):
                field.help_text = format_lazy(
                    "{} {}", _("Taken from the file. Please check it."), field.help_text
                ).strip()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()  # type: ignore[misc]
        self._take_from_file(data)
        self.instance.translations = {
            language: texts
            for language in further_languages()
            if (
                texts := {name: text for name in TRANSLATED if (text := data.get(field_name(name, language)))}
            )
        }
        return data

    def _take_from_file(self, data: dict[str, Any]) -> None:
        suggested = getattr(data.get("file"), "texts", {})
        if data.get("is_decorative"):
            suggested = {name: text for name, text in suggested.items() if not name.startswith("alt_text")}
        taken = {
            name: text
            for name, suggestion in suggested.items()
            if name in self.fields and not data.get(name) and (text := self._fitting(name, suggestion))
        }
        data |= taken
        self.instance.taken_from_file = " ".join(taken)

    def _fitting(self, name: str, text: str) -> str:
        """Return a suggestion as the field takes it, or nothing."""
        field: Any = self.fields[name]
        if len(text) > field.max_length and not isinstance(field, forms.URLField):
            text = f"{text[: field.max_length - 1].rstrip()}…"
        try:
            return str(field.clean(text))
        except ValidationError:
            return ""

    def _add_languages(self) -> None:
        order = list(self.fields)
        for name in set(TRANSLATED) & self.fields.keys():
            own: Any = self.fields[name]
            for language, label in further_languages().items():
                key = field_name(name, language)
                self.fields[key] = forms.CharField(
                    label=format_lazy("{} ({})", own.label, label),
                    max_length=own.max_length,
                    required=False,
                    initial=self.instance.translations.get(language, {}).get(name, ""),
                    help_text=_("For articles in this language. Empty: the text above."),
                )
                order.insert(order.index(name) + 1, key)
        self.order_fields(order)  # type: ignore[attr-defined]
